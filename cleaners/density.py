"""Where running text is densest on an HTML page: the container with most of it, and least of links and stray words."""

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from cleaners.fold import folded
from cleaners.lazy import compiled
from cleaners.page import Mark, Page
from cleaners.titles import is_salutation
from cleaners.view import han, is_prose

# Words by which designers name the container of a text.
_TEXT_WORDS = r"article|content|zhengwen|txt|text|detail|body|\bcon\b|\bnr\b|\bzw\b"
_OTHER_WORDS = r"(?<!\bno)(?<!\bhas)(?<!\bwith)[.#_-](?:comments?|cmt|pinglun|related|recommend|tuijian|sidebar|breadcrumb|footer|copyright|share|tips)\b"
_ALL_BUT_A_LEAD, _ALMOST_A_PAGE, _A_TEXT = 0.9, 0.7, 120
_LEAST, _LINK_COST, _STRAY_COST = 30, 2.0, 0.6
_LONGEST_ITEM, _LINK_WORDS = 400, 6


class _Weights(NamedTuple):
    """For each line its start, and sums up to it of running text, links and stray words, in Han characters."""

    starts: list[int]
    prose: list[float]
    links: list[float]
    stray: list[float]


def densest(page: Page, inside: Mark | None = None) -> Mark | None:
    """The container with most running text, less what is linked and what is stray in it."""
    weights = _weigh(page)
    blocks = [
        m for m in page.marks if m.kind == "block" and (not inside or (inside.start <= m.start and m.end <= inside.end))
    ]
    worth, _, best = max(((_worth(weights, m), m.start - m.end, m) for m in blocks), default=(0.0, 0, None))
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
        key = folded(page.text)[weights.starts[line] : weights.starts[line] + _LONGEST_ITEM].partition("\n")[0].strip()
        return weights.links[line + 1] > weights.links[line] and not is_salutation(key) and not key.startswith("谢谢")

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
        prose, links, stray = (sums[b] - sums[a] for sums in weights[1:])
        if not links and stray <= prose:
            return mark
    return lone


def _worth(weights: _Weights, mark: Mark) -> float:
    a, b = _lines(weights, mark)
    prose, links, stray = (sums[b] - sums[a] for sums in weights[1:])
    return prose - _LINK_COST * links - _STRAY_COST * stray


def _prose(weights: _Weights, mark: Mark) -> float:
    a, b = _lines(weights, mark)
    return weights.prose[b] - weights.prose[a]


def _lines(weights: _Weights, mark: Mark) -> tuple[int, int]:
    return bisect_left(weights.starts, mark.start), bisect_right(weights.starts, mark.end - 1)


def _weigh(page: Page) -> _Weights:
    linked = _covered(page, [m for m in page.marks if m.kind == "link"])
    hidden = _covered(page, [m for m in page.marks if m.kind == "hidden"])
    listed = _covered(page, [*_items(page, linked), *_asides(page)])
    starts, rows, at = list[int](), list[tuple[float, float, float]](), 0
    for line in folded(page.text).splitlines(keepends=True):
        starts.append(at)
        end = at + len(line)
        if hidden[at]:
            rows.append((0.0, 0.0, 0.0))
        elif listed[at]:
            rows.append((0.0, 0.0, float(han(line))))
        else:
            rows.append(_weight(line, sum(linked[at:end])))
        at = end
    prose, link, stray = zip(*rows, strict=True) if rows else ((), (), ())
    return _Weights(starts, *(list(accumulate(sums, initial=0.0)) for sums in (prose, link, stray)))


def _covered(page: Page, marks: list[Mark]) -> bytearray:
    """For each character of the page, whether a mark covers it."""
    covered = bytearray(len(page.text) + 1)
    for mark in marks:
        covered[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    return covered


def _items(page: Page, linked: bytearray) -> list[Mark]:
    """The items of lists of other pages: containers of one name, three or more, each opened by a link of some words."""
    found = dict[str, list[Mark]]()
    for mark in page.marks:
        small = mark.kind == "block" and mark.end - mark.start <= _LONGEST_ITEM
        named = "." in mark.value or mark.value in ("li", "dl", "dd", "tr")
        if small and named and all(linked[mark.start : mark.start + _LINK_WORDS]):
            found.setdefault(mark.value, []).append(mark)
    return [mark for marks in found.values() if len(marks) >= 3 for mark in marks]


def _asides(page: Page) -> list[Mark]:
    """What designers name comments, recommendations or footer, without the page's heading in it; if it is nearly all
    of the page, a text must stand beside it.
    """
    longest = _ALMOST_A_PAGE * len(page.text)
    tops = [m for m in page.marks if m.kind == "heading" and m.value[:2] == "h1"]
    named = [
        m for m in page.marks if m.kind == "block" and m.value[:4] != "body" and compiled(_OTHER_WORDS).search(m.value)
    ]
    named = [m for m in named if not any(m.start <= top.start and top.end <= m.end for top in tops)]
    return [m for m in named if m.end - m.start < longest or _prose_beside(page, m) >= _A_TEXT]


def _prose_beside(page: Page, mark: Mark) -> int:
    """The running text of a page outside a container, in Han characters."""
    key = folded(page.text)
    lines = [*key[: mark.start].splitlines(), *key[mark.end :].splitlines()]
    return sum(han(line) for line in lines if is_prose(line.strip()))


def _weight(line: str, linked: int) -> tuple[float, float, float]:
    """The running text, the linked and the stray Han characters of a line's key."""
    count = float(han(line))
    if linked > 0.4 * len(line):
        return 0.0, count, 0.0
    return (count, 0.0, 0.0) if count >= 12 and is_prose(line.strip()) else (0.0, 0.0, count)
