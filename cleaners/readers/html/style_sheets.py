"""What the style sheets in an HTML page hide: elements of a class or an id.

Only rules that hold for every screen and name one class or id count: .x, #x, tag.x. What another rule shows again, such
as a menu that opens, is not hidden.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cleaners.patterns import compiled

HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden"
SIZE_0 = r"font-size\s*:\s*0(?:\.0+)?\s*+(?:(?:px|pt|em|rem|%)\s*+)?(?:;|!|$)"
# One word for each pattern: a search for several in one is ten times slower.
_HIDES = (r"display\s*:\s*none", r"visibility\s*:\s*hidden")
_MAKES_TINY = (r"font-size\s*:\s*0(?:\.0+)?\s*+(?:(?:px|pt|em|rem|%)\s*+)?[;!}]",)
_SHOWS = r"(?:display|visibility|font-size)\s*:"
_TAG = b"<%b[^>]*>?"
_OTHER_MEDIA = rb"\bmedia\s*+=\s*+[\"']?+(?!\s*+(?:all|screen)\b)"
_NOTE = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?+"
_AT_RULE = r"@[^{};]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\}?+)*+[^{}]*+\}?+)?+"
_SIMPLE = r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)"
# From a name on to the end of its selector: the name is one of the element's own.
_ENDS_SELECTOR = r"[^\s>+~,{}]*\s*[,{]"


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
    css = _plain(css)
    hidden, tiny = ([x for p in patterns for x in _selectors(css, p)] for patterns in (_HIDES, _MAKES_TINY))
    shown = _shown(css, {name for _, name in (*hidden, *tiny)})
    return Sheet(*(frozenset(s.lower() for s, name in found if name not in shown) for found in (hidden, tiny)))


def _plain(css: str) -> str:
    """The rules of style sheets that hold for every screen."""
    css = compiled(_NOTE).sub("", css)
    css = (css.replace("<!--", "") if "<" in css else css).replace("-->", "")
    return compiled(_AT_RULE).sub("", css)


def _sheets(source: bytes) -> Iterator[bytes]:
    """The style sheets in a page's source, in small letters, but for those that are for paper alone. In a sheet that is
    never closed, which goes on to the end of the page, no other begins.
    """
    for name in (b"style", b"STYLE"):
        at = 0
        while (tag := compiled(_TAG % name).search(source, at)) is not None:
            end = source.find(b"</" + name, tag.end())
            at = end if end >= 0 else len(source)
            if not compiled(_OTHER_MEDIA).search(tag[0]):
                yield source[tag.end() : at].lower()


def _selectors(css: str, pattern: str) -> Iterator[tuple[str, str]]:
    """The simple selectors of the rules that say something, each with the name in it."""
    before = last = 0
    for said in compiled(pattern).finditer(css):
        opening = css.rfind("{", last, said.start())
        last = said.start()
        if opening >= 0:
            start = max(css.rfind("}", before, opening) + 1, css.rfind("{", before, opening) + 1, before)
            before = opening
            for selector in css[start:opening].split(","):
                simple = compiled(_SIMPLE).fullmatch(selector.strip())
                if simple:
                    yield simple[0], simple[1]


def _shown(css: str, names: set[str]) -> set[str]:
    """Those of some names of whose elements a rule shows any: now and then, or after all."""
    shown, opening, shows = set[str](), -1, False
    for found in compiled(r"[.#][\w-]+").finditer(css) if names else ():
        if found[0] in names and found[0] not in shown:
            if found.end() > opening:
                opening, shows = _rule_from(css, found.end())
            if shows and compiled(_ENDS_SELECTOR).match(css, found.end()):
                shown.add(found[0])
    return shown


def _rule_from(css: str, at: int) -> tuple[int, bool]:
    """Where the selectors end that stand at a place, and whether what the rule says shows its elements."""
    rule = compiled(r"[^{}]*(\{[^{}]*)?").match(css, at)
    said = (rule[1] if rule else "") or ""
    opening = rule.end() - len(said) if rule else len(css)
    return opening, compiled(_SHOWS).search(said) is not None and not _takes(said + ";")


def _takes(said: str) -> bool:
    return any(compiled(pattern).search(said) for pattern in _HIDES + _MAKES_TINY)
