"""Two runs of sentences compared as one string each: which sentences agree, how far, and what stands for what.

Compared so, a sentence whose full stop was lost still finds its fellow, and so does one that was cut off.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cleaners.sentences import Sentence

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

    >>> from cleaners.sentences import sentences
    >>> a, b = (Side(sentences(text), [None]) for text in ("清河县的经验很好", "临江县的经验很好"))
    >>> compare(a, [0], b, [0])
    >>> a.links
    [Link(first=0, last=0, edited=0.25, changes=(Change(old='清河', new='临江', after='县的'),))]
    """
    first, second = _Run.of(a.sentences, run_a), _Run.of(b.sentences, run_b)
    equal = Levenshtein.opcodes(first.key, second.key).as_matching_blocks()[:-1]
    _link(a.links, first, second, [_Block(x.a, x.a + x.size, x.b) for x in equal])
    _link(b.links, second, first, [_Block(x.b, x.b + x.size, x.a) for x in equal])


def _link(links: Links, own: _Run, other: _Run, blocks: list[_Block]) -> None:
    """Links the sentences of one side of a comparison."""
    starts, ends = [block.start for block in blocks], [block.end for block in blocks]
    linked = list[tuple[int, int, int, Link]]()
    for i, start, end in zip(own.numbers, [0, *own.ends], own.ends, strict=False):
        within = blocks[bisect_right(ends, start) : bisect_left(starts, end)]
        equal = _trimmed([_clipped(block, start, end) for block in within])
        edited = _edited(equal, start, end)
        if equal and edited <= max(1, FELLOW * (end - start)):
            until = equal[-1].at + equal[-1].end - equal[-1].start
            first, last = bisect_right(other.ends, equal[0].at), bisect_left(other.ends, until)
            linked.append((i, start, end, Link(other.numbers[first], other.numbers[last], edited / (end - start))))
    changes = _changes(own.key, other.key, blocks) if linked else []
    for i, start, end, link in linked:
        links[i] = link._replace(changes=tuple(change for at, to, change in changes if start <= at and to <= end))


def _clipped(block: _Block, start: int, end: int) -> _Block:
    ahead = max(0, start - block.start)
    return _Block(block.start + ahead, min(block.end, end), block.at + ahead)


def _trimmed(blocks: list[_Block]) -> list[_Block]:
    """Blocks without those at the ends that a chance likeness has put far off."""
    while len(blocks) > 1 and _inserted(blocks[0], blocks[1]) > blocks[0].end - blocks[0].start + 1:
        blocks = blocks[1:]
    while len(blocks) > 1 and _inserted(blocks[-2], blocks[-1]) > blocks[-1].end - blocks[-1].start + 1:
        blocks = blocks[:-1]
    return blocks


def _inserted(before: _Block, after: _Block) -> int:
    """The characters of the other string between two blocks."""
    return after.at - before.at - (before.end - before.start)


def _edited(blocks: list[_Block], start: int, end: int) -> int:
    """The edits that part [start, end) from its fellow: characters substituted, inserted and deleted."""
    if not blocks:
        return end - start
    between = sum(_edits(y.start - x.end, _inserted(x, y)) for x, y in pairwise(blocks))
    return blocks[0].start - start + between + end - blocks[-1].end


def _edits(own: int, others: int) -> int:
    most = max(own, others)
    return min(most, _ADDED) if not (own and others) and most <= _ADDITION else most


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
