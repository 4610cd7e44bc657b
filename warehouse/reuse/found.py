"""What of a text stands elsewhere: its sentences, and the speeches that have them."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from warehouse.likeness.verdict import Match

Span = tuple[int, int]
# Works that hold a sentence from which on it is a formula: who has it tells nothing any more.
COMMON = 20


class Holder(NamedTuple):
    """A speech that has a sentence, and its work: the sentence as it stands there from `start` on, and the places in
    both that agree, counted from the beginning of either sentence."""

    id: int
    work: int
    title: str | None
    event_date: str | None
    first_published: str | None
    start: int
    text: str
    matches: tuple[Match, ...]

    @property
    def edited(self) -> float:
        """The share of Han characters edited in the most edited of the passages."""
        return max(match.edited for match in self.matches)

    @property
    def rank(self) -> tuple[str, int, Match]:
        """The earliest first, then by id, then by place in the text."""
        return self.event_date or self.first_published or "~", self.id, self.matches[0]

    def meets(self, other: Self) -> bool:
        """Whether another is the same speech with the same place of the text."""
        return self.id == other.id and any(
            x.a[0] < y.a[1] and y.a[0] < x.a[1] for x in self.matches for y in other.matches
        )


class Found(NamedTuple):
    """A sentence [start, end) of a text that others have, as a whole or in part; in how many works and speeches, and
    these speeches, the earliest first; those that have a formula are counted and not named. A speech comes twice where
    it has two parts of the sentence in two of its own."""

    start: int
    end: int
    whole: bool
    works: int
    speeches: int
    spans: tuple[Span, ...]
    holders: tuple[Holder, ...]

    @property
    def common(self) -> bool:
        """Whether it is a formula."""
        return self.works >= COMMON


def named(start: int, end: int, whole: bool, holders: Iterable[Holder]) -> Found:
    """A sentence and those who have it; of one that has the same of it several times, the least edited."""
    kept: list[Holder] = []
    for holder in sorted(holders, key=lambda one: (one.edited, one.text, one.start)):
        if not any(holder.meets(other) for other in kept):
            kept.append(holder)
    spans = merged((m.a for holder in kept for m in holder.matches), start)
    works, speeches = len({holder.work for holder in kept}), len({holder.id for holder in kept})
    return Found(start, end, whole, works, speeches, spans, tuple(sorted(kept, key=lambda one: one.rank)))


def merged(spans: Iterable[Span], offset: int) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one, moved by an offset."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple((start + offset, end + offset) for start, end in found)
