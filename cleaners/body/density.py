"""Where running text is densest on an HTML page: the container with most of it, and least of links and stray words."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, compress
from typing import NamedTuple

from cleaners.body.named import called
from cleaners.chinese.characters import han, han_places, is_prose
from cleaners.chinese.signs import is_salutation
from cleaners.nesting import united
from cleaners.page import Mark, Page
from cleaners.patterns import compiled

# Words by which designers name the container of a text.
_TEXT_WORDS = r"article|content|zhengwen|txt|text|detail|body|\bcon\b|\bnr\b|\bzw\b"
# The sign is matched first and what may not stand before it second, so that a search stops at few places.
_OTHER_WORDS = r"[.#_-](?<!\bno.)(?<!\bhas.)(?<!\bwith.)(?:comments?|cmt|pinglun|related|recommend|tuijian|sidebar|breadcrumb|footer|copyright|share|tips)\b"
_ALL_BUT_A_LEAD, _ALMOST_A_PAGE, _A_TEXT = 0.9, 0.7, 120
# In tenths of a Han character of running text, so that sums stay exact.
_LEAST, _PROSE_WORTH, _LINK_COST, _STRAY_COST = 300, 10, 20, 6
_LONGEST_NOTE = 30
_NOT = bytes((1, 0)) + bytes(254)
_ITEMS = ("li", "dl", "dd", "tr")
_LONGEST_ITEM, _LONGEST_LINK, _LINK_WORDS = 400, 200, 6


class _Weights(NamedTuple):
    """For each line its start, and sums up to it: of running text, links and stray words in Han characters, and of
    what all this is worth.
    """

    starts: list[int]
    prose: list[int]
    links: list[int]
    stray: list[int]
    worth: list[int]


def densest(page: Page, inside: Mark | None = None) -> Mark | None:
    """The container with most running text, after linked and stray words are subtracted."""
    weights = _weigh(page)
    blocks = [m for m in page.marks_of("block") if (not inside or (inside.start <= m.start and m.end <= inside.end))]
    starts, sums = weights.starts, weights.worth
    values = [sums[bisect_right(starts, m[1] - 1)] - sums[bisect_left(starts, m[0])] for m in blocks]
    worth = max(values, default=0)
    best = max(
        [m for m, value in zip(blocks, values, strict=True) if value == worth],
        key=lambda m: (m[0] - m[1], m),
        default=None,
    )
    if best is None or worth < _LEAST:
        return None
    best = _around(weights, blocks, best) if best.value[:2] in ("p", "p.", "p#") else best
    named = [m for m in blocks if best.start <= m.start and m.end <= best.end and compiled(_TEXT_WORDS).search(m.value)]
    whole = [m for m in named if _prose(weights, m) >= _ALL_BUT_A_LEAD * _prose(weights, best)]
    whole = [m for m in whole if not _prose(weights, m._replace(start=m.end, end=best.end))]
    return _trimmed_of_links(page, weights, min(whole, key=lambda m: m.end - m.start, default=best))


def _trimmed_of_links(page: Page, weights: _Weights, mark: Mark) -> Mark:
    """A container without the lines of links that it starts or ends with: a menu straight in the page's body."""

    def is_menu(line: int) -> bool:
        key = page.key[weights.starts[line] : weights.starts[line] + _LONGEST_ITEM].partition("\n")[0].strip()
        links, prose = (sums[line + 1] - sums[line] for sums in (weights.links, weights.prose))
        return links > 0 and not prose and not is_salutation(key) and not key.startswith("谢谢")

    a, b = _lines(weights, mark)
    low, high = a, b
    while low < high and is_menu(low):
        low += 1
    while high > low and is_menu(high - 1):
        high -= 1
    start = weights.starts[low] if a < low < b else mark.start
    return mark._replace(start=start, end=weights.starts[high] if low < high < b else mark.end)


def _around(weights: _Weights, blocks: list[Mark], lone: Mark) -> Mark:
    """The container of a lone paragraph, with its salutation and signature, if it holds no link and little else."""
    outer = [m for m in blocks if m.start <= lone.start and lone.end < m.end and m.value[:4] != "body"]
    for mark in sorted(outer, key=lambda m: m.end - m.start):
        a, b = _lines(weights, mark)
        prose, links, stray = (sums[b] - sums[a] for sums in weights[1:4])
        if not links and stray <= prose:
            return mark
    return lone


def _worth(weights: _Weights, mark: Mark) -> int:
    a, b = _lines(weights, mark)
    return weights.worth[b] - weights.worth[a]


def _prose(weights: _Weights, mark: Mark) -> int:
    a, b = _lines(weights, mark)
    return weights.prose[b] - weights.prose[a]


def _lines(weights: _Weights, mark: Mark) -> tuple[int, int]:
    return bisect_left(weights.starts, mark.start), bisect_right(weights.starts, mark.end - 1)


def _weigh(page: Page) -> _Weights:
    linked = _covered(page, [m for m in page.marks_of("link") if m[1] - m[0] <= _LONGEST_NOTE or _leads_away(page, m)])
    hidden = _covered(page, page.marks_of("hidden"))
    listed = _covered(page, [*_items(page, linked), *_asides(page)])
    starts, rows, at = list[int](), list[tuple[int, int, int]](), 0
    put, note, hans = rows.append, starts.append, han_places(page.key)
    for line in page.key.splitlines(keepends=True):
        note(at)
        end = at + len(line)
        count = 0 if hidden[at] else hans.count(1, at, end)
        if not count or listed[at]:
            put((0, 0, count))
        elif linked.count(1, at, end) > 0.4 * len(line):
            put(_weight(line, count, linked[at:end]))
        else:
            put((count, 0, 0) if count >= 12 and is_prose(line.strip()) else (0, 0, count))
        at = end
    prose, link, stray = zip(*rows, strict=True) if rows else ((), (), ())
    worth = [_PROSE_WORTH * p - _LINK_COST * k - _STRAY_COST * s for p, k, s in rows]
    return _Weights(starts, *(list(accumulate(sums, initial=0)) for sums in (prose, link, stray, worth)))


def _leads_away(page: Page, link: Mark) -> bool:
    """Whether a link longer than a note leads to another page. One that is never closed runs on over several lines of
    the text, and is none; one without an address, or to a place in the page itself, may stand around a paragraph.
    """
    if link.end - link.start > _LONGEST_LINK or link.value[:1] in ("", "#"):
        return False
    lines = page.key[link.start : link.end].split("\n")
    return len(lines) < 2 or sum(is_prose(line.strip()) for line in lines) < 2


def _covered(page: Page, marks: Iterable[Mark]) -> bytearray:
    """For each character of the page, whether a mark covers it."""
    covered = bytearray(len(page.text) + 1)
    for start, end in united(m[:2] for m in marks):
        covered[start:end] = b"\1" * (end - start)
    return covered


def _items(page: Page, linked: bytearray) -> list[Mark]:
    """The items of lists of other pages: containers of one name, three or more, each opened by a link of some words."""
    found = dict[str, list[Mark]]()
    for mark in page.marks_of("block"):
        start, end, _, label = mark
        may_be = linked[start] and end - start <= _LONGEST_ITEM and ("." in label or label in _ITEMS)
        if may_be and all(linked[start : start + _LINK_WORDS]):
            found.setdefault(label, []).append(mark)
    return [mark for marks in found.values() if len(marks) >= 3 for mark in marks]


def _asides(page: Page) -> list[Mark]:
    """What designers name comments, recommendations or footer, without the page's heading in it; if it is nearly all
    of the page, a text must stand beside it.
    """
    longest = _ALMOST_A_PAGE * len(page.text)
    tops = [m for m in page.marks_of("heading") if m.value[:2] == "h1"]
    named = _without(tops, [m for m in called(page, _OTHER_WORDS) if m.value[:4] != "body"])
    # Those that are nearly all of the page stand in one another, and the smaller one is the more stands beside it.
    large = sorted((m for m in named if m.end - m.start >= longest), key=lambda m: m.start - m.end)
    beside = bisect_left(large, _A_TEXT, key=lambda m: _prose_beside(page, m))
    return [*(m for m in named if m.end - m.start < longest), *large[beside:]]


def _without(tops: list[Mark], marks: list[Mark]) -> list[Mark]:
    """The marks in which none of some others stands."""
    ends = sorted((top.start, top.end) for top in tops)
    # From each on, which ends first.
    nearest = list(accumulate((end for _, end in reversed(ends)), min, initial=sys.maxsize))[::-1]
    return [m for m in marks if nearest[bisect_left(ends, (m.start,))] > m.end]


def _prose_beside(page: Page, mark: Mark) -> int:
    """The running text of a page outside a container, in Han characters."""
    key = page.key
    lines = [*key[: mark.start].splitlines(), *key[mark.end :].splitlines()]
    return sum(han(line) for line in lines if is_prose(line.strip()))


def _weight(line: str, count: int, linked: bytearray) -> tuple[int, int, int]:
    """The running text, the linked and the stray Han characters of a line's key, much of which is linked."""
    bare = "".join(compress(line, linked.translate(_NOT)))
    told = han(bare) if is_prose(bare.strip()) else 0
    return told, count - told, 0
