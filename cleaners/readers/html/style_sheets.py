"""What the style sheets in an HTML page hide: elements of a class or an id.

Only rules that hold for every screen and name one class or id count: .x, #x, tag.x. What another rule shows again, such
as a menu that opens, is not hidden.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from cleaners.patterns import compiled

HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden"
SIZE_0 = r"font-size\s*:\s*0(?:\.0+)?\s*+(?:(?:px|pt|em|rem|%)\s*+)?(?:;|!|$)"
# One word for each pattern: a search for several in one is ten times slower.
_HIDES = (r"display\s*:\s*none", r"visibility\s*:\s*hidden")
_MAKES_TINY = (r"font-size\s*:\s*0(?:\.0+)?\s*+(?:(?:px|pt|em|rem|%)\s*+)?[;!}]",)
_SHOWS = r"(?:display|visibility|font-size)\s*:"
_TAG = b"<(style|STYLE)[^>]*>?"
_OTHER_MEDIA = rb"\bmedia\s*+=\s*+[\"']?+(?!\s*+(?:all|screen)\b)"
_NOTE = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?+"
_AT_RULE = r"@[^{};]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\}?+)*+[^{}]*+\}?+)?+"
_SIMPLE = r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)"
# From a name on to the end of its selector, and what the rule says: the name is one of the element's own.
_OF_NAME = r"(?![\w-])[^\s>+~,{}]*\s*(?:,[^{}]*)?\{([^{}]*)"


class Sheet(NamedTuple):
    """The selectors, in small letters, of elements that are hidden, and of those with letters of size 0."""

    hidden: frozenset[str] = frozenset()
    tiny: frozenset[str] = frozenset()


def sheet_of(source: bytes) -> Sheet:
    """What the style sheets in the source of a page, in UTF-8, hide.

    >>> sheet = sheet_of(b"<style>.a, p.b{display:none} @media print{.c{display:none}} #d{font-size:0}</style>")
    >>> sorted(sheet.hidden), sorted(sheet.tiny)
    (['.a', 'p.b'], ['#d'])
    """
    css = b"\n".join(_sheets(source)).decode()
    if not _takes(css):
        return Sheet()
    css = compiled(_NOTE).sub("", css)
    css = compiled(_AT_RULE).sub("", (css.replace("<!--", "") if "<" in css else css).replace("-->", ""))
    shown = cache(lambda name: _is_shown(css, name))
    return Sheet(_said(css, _HIDES, shown), _said(css, _MAKES_TINY, shown))


def _said(css: str, patterns: tuple[str, ...], shown: Callable[[str], bool]) -> frozenset[str]:
    """The simple selectors of the rules that say one of these things, but for names that another rule shows."""
    places = (found.start() for pattern in patterns for found in compiled(pattern).finditer(css))
    return frozenset(selector.lower() for at in places for selector, name in _selectors(css, at) if not shown(name))


def _sheets(source: bytes) -> Iterator[bytes]:
    """The style sheets in a page's source, in small letters, but for those that are for paper alone."""
    for tag in sorted(compiled(_TAG).finditer(source), key=lambda tag: tag[1], reverse=True):
        if not compiled(_OTHER_MEDIA).search(tag[0]):
            end = source.find(b"</" + tag[1], tag.end())
            yield source[tag.end() : end if end >= 0 else len(source)].lower()


def _selectors(css: str, at: int) -> Iterator[tuple[str, str]]:
    """The simple selectors of the rule that says something at a place, each with the name in it."""
    opening = css.rfind("{", 0, at)
    for selector in css[max(css.rfind("}", 0, opening), css.rfind("{", 0, opening)) + 1 : opening].split(","):
        simple = compiled(_SIMPLE).fullmatch(selector.strip())
        if simple:
            yield simple[0], simple[1]


def _is_shown(css: str, name: str) -> bool:
    """Whether a rule shows elements of a name, always or at times."""
    at = css.find(name)
    while at >= 0:
        said = compiled(_OF_NAME).match(css, at + len(name))
        if said and compiled(_SHOWS).search(said[1]) and not _takes(said[1] + ";"):
            return True
        at = css.find(name, at + 1)
    return False


def _takes(said: str) -> bool:
    return any(compiled(pattern).search(said) for pattern in _HIDES + _MAKES_TINY)
