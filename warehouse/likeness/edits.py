"""Two runs of sentences compared as one string each: which sentences agree, how far, and what stands for what.

Compared so, a sentence whose full stop was lost still finds its fellow, and so does one that was cut off.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from warehouse.likeness.sentences import Sentence

# Share of a sentence's characters that edits may touch. A text with 5 % of its characters edited has sentences with
# up to 15 %; unrelated sentences of one genre differ in 70 % and more.
NEAR = 0.25
# The same for a fellow in an adaptation, where names and places were replaced.
FELLOW = 0.5
# What stands in one text alone within a sentence, a watermark say, counts as so many edits up to so many characters.
_ADDED, _ADDITION = 2, 8


class Change(NamedTuple):
    """A stretch of one text that stands for a stretch of the other, and the character after each."""

    old: str
    new: str
    after: str


class Link(NamedTuple):
    """A sentence's fellows, sentences [first, last] of the other text; the share edited; what was replaced."""

    first: int
    last: int
    edited: float
    changes: tuple[Change, ...] = ()


Links = list[Link | None]


class Side(NamedTuple):
    """The sentences of a text, and their links as far as they are known; a comparison writes into these."""

    sentences: Sequence[Sentence]
    links: Links


class _Block(NamedTuple):
    """An equal stretch: [start, end) of the one string, from `at` on in the other."""

    start: int
    end: int
    at: int


class _Run(NamedTuple):
    """Sentences by number, where each ends in their joined keys, and these."""

    numbers: list[int]
    ends: list[int]
    key: str

    @classmethod
    def of(cls, sentences: Sequence[Sentence], numbers: list[int]) -> "_Run":
        keys = [sentences[i].key for i in numbers]
        return cls(numbers, list(accumulate(map(len, keys))), "".join(keys))


def compare(a: Side, run_a: list[int], b: Side, run_b: list[int]) -> None:
    """Links the sentences of either run, given by number in order, that mostly agree with the other run.

    The cost is the product of the runs' lengths.

    >>> from warehouse.likeness.sentences import sentences
    >>> a, b = (Side(sentences(text), [None]) for text in ("清河县的经验很好", "临江县的经验很好"))
    >>> compare(a, [0], b, [0])
    >>> a.links
    [Link(first=0, last=0, edited=0.25, changes=(Change(old='清河', new='临江', after='县的'),))]
    """
    first, second = _Run.of(a.sentences, run_a), _Run.of(b.sentences, run_b)
    equal = Levenshtein.opcodes(first.key, second.key).as_matching_blocks()[:-1]
    if equal:
        blocks = [(x.a, x.b, x.size) for x in equal]
        _link(a.links, first, second, [(x, x + size, y) for x, y, size in blocks])
        _link(b.links, second, first, [(y, y + size, x) for x, y, size in blocks])


def _link(links: Links, own: _Run, other: _Run, blocks: list[tuple[int, int, int]]) -> None:
    """Links the sentences of one side of a comparison."""
    starts, ends = [block[0] for block in blocks], [block[1] for block in blocks]
    linked = list[tuple[int, int, int, Link]]()
    start = 0
    for i, end in zip(own.numbers, own.ends, strict=True):
        size, most = end - start, max(1, FELLOW * (end - start))
        low, high = bisect_right(ends, start), bisect_left(starts, end)
        # What no block covers at either end counts in full.
        if low < high and max(starts[low], start) - start + end - min(ends[high - 1], end) <= most:
            equal = blocks[low:high]
            x, y, at = equal[0]
            if x < start:
                equal[0] = start, y, at + start - x
            x, y, at = equal[-1]
            if y > end:
                equal[-1] = x, end, at
            equal = _trimmed(equal)
            edited = _edited(equal, start, end)
            if edited <= most:
                until = equal[-1][2] + equal[-1][1] - equal[-1][0]
                first, last = bisect_right(other.ends, equal[0][2]), bisect_left(other.ends, until)
                linked.append((i, start, end, Link(other.numbers[first], other.numbers[last], edited / size)))
        start = end
    changes = _changes(own.key, other.key, list(map(_Block._make, blocks))) if linked else []
    for i, start, end, link in linked:
        links[i] = (
            link._replace(changes=tuple(change for at, to, change in changes if start <= at and to <= end))
            if changes
            else link
        )


def _trimmed(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Blocks without those at the ends that a chance likeness has put far off."""
    low, high = 0, len(blocks)
    while high - low > 1:
        (a, b, at), after = blocks[low], blocks[low + 1][2]
        if after - at - (b - a) <= b - a + 1:
            break
        low += 1
    while high - low > 1:
        (a, b, at), (x, y, after) = blocks[high - 2], blocks[high - 1]
        if after - at - (b - a) <= y - x + 1:
            break
        high -= 1
    return blocks[low:high]


def _edited(blocks: list[tuple[int, int, int]], start: int, end: int) -> int:
    """The edits that part [start, end) from its fellow: characters substituted, inserted and deleted."""
    if not blocks:
        return end - start
    x, until, at = blocks[0]
    edited = x - start
    at += until - x
    for x, y, there in blocks[1:]:
        own, others = x - until, there - at
        if own and others:
            edited += own if own > others else others
        else:
            most = own or others
            edited += most if most > _ADDITION or most < _ADDED else _ADDED
        until, at = y, there + y - x
    return edited + end - until


def _changes(key: str, theirs: str, blocks: list[_Block]) -> list[tuple[int, int, Change]]:
    """What stands for what between the blocks.

    One character equal by chance does not part two changes, nor does a word that has changed sides: 食品安全, 安全生产.
    """
    edges = [_Block(0, 0, 0), *blocks, _Block(len(key), len(key), len(theirs))]
    gaps = list[tuple[int, int, int, int]]()
    for x, y in pairwise(edges):
        gap = (x.end, y.start, x.at + x.end - x.start, y.at)
        if gaps and _is_one(gaps[-1], gap):
            gap = (gaps[-1][0], gap[1], gaps.pop()[2], gap[3])
        gaps.append(gap)
    return [(a, b, Change(key[a:b], theirs[c:d], key[b : b + 2])) for a, b, c, d in gaps if a < b and c < d]


def _is_one(before: tuple[int, int, int, int], after: tuple[int, int, int, int]) -> bool:
    """Whether two gaps are one change with likeness in its midst."""
    (a, b, c, d), (e, f, g, h) = before, after
    if e - b <= 1:
        return (b > a or d > c) and (f > e or h > g)
    sides_changed = (b - a > 1 and c == d and e == f and h - g > 1) or (a == b and d - c > 1 and f - e > 1 and g == h)
    return sides_changed and e - b <= _ADDITION // 2
