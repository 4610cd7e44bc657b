"""Which spans hold others, told in one pass: on a page with as many spans as words nobody can ask each for each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import accumulate

from cleaners.page import Mark


def first_around(marks: Iterable[Mark], places: Sequence[int]) -> list[Mark | None]:
    """For each of some rising places the first of the marks, in the order given, that covers it.

    >>> first_around([Mark(2, 4, "link"), Mark(0, 9, "block")], [1, 3, 4])[1:]
    [Mark(start=2, end=4, kind='link', value=''), Mark(start=0, end=9, kind='block', value='')]
    """
    ahead = sorted(enumerate(marks), key=lambda row: -row[1].start)
    around, found = list[tuple[int, Mark]](), list[Mark | None]()
    for at in places:
        while ahead and ahead[-1][1].start <= at:
            heappush(around, ahead.pop())
        # What has ended before a place has ended before all that follow.
        while around and around[0][1].end <= at:
            heappop(around)
        found.append(around[0][1] if around else None)
    return found


class Holders:
    """Spans that may hold others.

    >>> holders = Holders([(0, 9), (2, 4)])
    >>> holders.hold(2, 3), holders.hold(3, 10)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._farthest = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds a span, or is the same."""
        place = bisect_right(self._starts, start)
        return place > 0 and self._farthest[place - 1] >= end

    def hold_more(self, start: int, end: int) -> bool:
        """Whether one of them holds a span and more."""
        place = bisect_left(self._starts, start)
        starts_before = place > 0 and self._farthest[place - 1] >= end
        return starts_before or self.hold(start, end + 1)


def united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What the spans cover together, in order; those that overlap or touch as one.

    >>> united([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    found = list[tuple[int, int]]()
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
