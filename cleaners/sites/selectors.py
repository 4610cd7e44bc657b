"""Selectors for site files: each names containers, headings or other elements of an HTML page by its marks."""

from collections import Counter

from cleaners.errors import BadRule
from cleaners.nesting import Holders
from cleaners.page import Mark, Page
from cleaners.patterns import compiled

_COMPOUND = r"(?:[a-z][\w\-]*)?(?:[#.][\w\-]+)*"
_KINDS = frozenset(("block", "heading", "named"))


def select(page: Page, selector: str) -> list[Mark]:
    """The marks that a selector names, in reading order, one a place.

    A selector is a tag, #id and .classes in one word, such as td#zoom.text; words parted by blanks say that the
    last stands inside the others, each inside the one before it.

    Raises BadRule for any other selector.

    >>> page = Page("一二三", marks=(Mark(0, 3, "block", "div#a"), Mark(1, 2, "named", "em.b.c")))
    >>> select(page, "div#a .b"), select(page, "p .b")
    ([Mark(start=1, end=2, kind='named', value='em.b.c')], [])
    """
    inside: list[Mark] | None = None
    for word in words_of(selector):
        here = [mark for mark in page.marks if mark.kind in _KINDS and _is(word, mark.value)]
        inside = here if inside is None else _inside(here, inside)
    return list({(m.start, m.end): m for m in sorted(inside or ())}.values())


def words_of(selector: str) -> list[str]:
    """The words of a selector. Raises BadRule where one is none."""
    words = selector.split()
    if not words or not all(compiled(_COMPOUND).fullmatch(word) for word in words):
        raise BadRule(f"{selector!r} is no selector that can be used: tag#id.class, and blanks for what stands inside")
    return words


def _is(word: str, label: str) -> bool:
    """Whether a label has all that a word of a selector asks for."""
    wanted, had = _parts(word), _parts(label)
    return wanted[0] in ("", had[0]) and set(wanted[1:]) <= set(had[1:])


def _parts(name: str) -> list[str]:
    return compiled(r"(?=[#.])").split(name)


def _inside(marks: list[Mark], outer: list[Mark]) -> list[Mark]:
    """The marks that stand in others than themselves."""
    # One that stands in the same place under another name is another.
    places = {(m.start, m.end, m.value) for m in outer}
    named = Counter(place[:2] for place in places)
    wider = Holders((m.start, m.end) for m in outer)
    found = list[Mark]()
    for mark in marks:
        alike = named[mark[:2]] - ((mark.start, mark.end, mark.value) in places)
        if alike or wider.hold_more(mark.start, mark.end):
            found.append(mark)
    return found
