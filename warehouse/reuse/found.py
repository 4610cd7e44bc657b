"""What a look-up finds: sentences of a text that are elsewhere too, and the speeches that have them."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from warehouse.likeness.verdict import Match

Span = tuple[int, int]
# A sentence in so many works is a formula: who has it says nothing any more.
COMMON = 20


class Holder(NamedTuple):
    """A speech that has a sentence, and its work. `text` is the sentence there, from `start` on; `matches` are the
    spans that agree, counted from the beginning of each sentence.
    """

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
        """The share of Han characters edited in the most edited match."""
        return max(match.edited for match in self.matches)

    @property
    def rank(self) -> tuple[str, int, Match]:
        """Sorts by date, then by id, then by position in the text."""
        return self.event_date or self.first_published or "~", self.id, self.matches[0]

    def meets(self, other: Self) -> bool:
        """Whether another holder is the same speech with an overlapping part of the text."""
        return self.id == other.id and any(
            x.a[0] < y.a[1] and y.a[0] < x.a[1] for x in self.matches for y in other.matches
        )


class Found(NamedTuple):
    """A sentence [start, end) of a text that others have as a `whole` or in part, in so many works and speeches.
    `spans` are the parts that others have; `holders` are the speeches, the earliest first, but none for a formula. A
    speech is there twice if it has two parts of the sentence in two of its own.
    """

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


def with_holders(start: int, end: int, whole: bool, holders: Iterable[Holder]) -> Found:
    """A sentence with its holders. Of a speech that has the same part several times, the least edited is taken."""
    chosen: list[Holder] = []
    for holder in sorted(holders, key=lambda one: (one.edited, one.text, one.start)):
        if not any(holder.meets(other) for other in chosen):
            chosen.append(holder)
    spans = joined((m.a for holder in chosen for m in holder.matches), start)
    works, speeches = len({holder.work for holder in chosen}), len({holder.id for holder in chosen})
    return Found(start, end, whole, works, speeches, spans, tuple(sorted(chosen, key=lambda one: one.rank)))


def joined(spans: Iterable[Span], offset: int) -> tuple[Span, ...]:
    """Spans in order, moved by an offset; those that overlap or touch are joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple((start + offset, end + offset) for start, end in found)
