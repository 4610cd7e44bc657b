"""Comparing two runs of sentences, each joined to one string: which sentences agree, how far, and what was replaced.

Joined, a sentence whose full stop was lost still finds its fellow, and so does one that was cut off.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from warehouse.likeness.sentences import Sentence

# The share of a sentence's characters that edits may touch. A text with 5 % of its characters edited has sentences with
# up to 15 %; unrelated sentences of one genre differ in 70 % and more.
NEAR = 0.25
# The same for a fellow in an adaptation, where names and places were replaced.
FELLOW = 0.5
# An addition within a sentence, a watermark say, counts as so many edits if it has no more than so many characters.
_ADDED, _ADDITION = 2, 8


class Change(NamedTuple):
    """What was replaced: `old` characters of this text by `new` ones of the other, and the two `after` the old."""

    old: str
    new: str
    after: str


class Link(NamedTuple):
    """The fellow of a sentence: sentences [first, last] of the other text, the share edited, and what was replaced."""

    first: int
    last: int
    edited: float
    changes: tuple[Change, ...] = ()


Links = list[Link | None]


class Side(NamedTuple):
    """The sentences of a text and their links, into which a comparison writes."""

    sentences: Sequence[Sentence]
    links: Links


# start, end, there, there_end: the stretch [start, end) of the own key corresponds to [there, there_end) of the other.
# A plain tuple: a comparison makes hundreds of them, and with named ones it takes a tenth longer.
_Stretch = tuple[int, int, int, int]


class _Run(NamedTuple):
    """Sentences by number, their keys joined, and where each ends in the joined key."""

    numbers: list[int]
    ends: list[int]
    key: str

    @classmethod
    def of(cls, sentences: Sequence[Sentence], numbers: list[int]) -> "_Run":
        keys = [sentences[i].key for i in numbers]
        return cls(numbers, list(accumulate(map(len, keys))), "".join(keys))


def compare(a: Side, run_a: list[int], b: Side, run_b: list[int]) -> None:
    """Links the sentences of each run, given by number in order, that mostly agree with the other run.

    The cost is the product of the runs' lengths.

    >>> from warehouse.likeness.sentences import sentences
    >>> a, b = (Side(sentences(text), [None]) for text in ("清河县的经验很好", "临江县的经验很好"))
    >>> compare(a, [0], b, [0])
    >>> a.links
    [Link(first=0, last=0, edited=0.25, changes=(Change(old='清河', new='临江', after='县的'),))]
    """
    first, second = _Run.of(a.sentences, run_a), _Run.of(b.sentences, run_b)
    equal = Levenshtein.opcodes(first.key, second.key).as_matching_blocks()[:-1]  # the last is a sentinel
    if equal:
        blocks = [(block.a, block.b, block.size) for block in equal]
        _link(a.links, first, second, [(x, x + size, y, y + size) for x, y, size in blocks])
        _link(b.links, second, first, [(y, y + size, x, x + size) for x, y, size in blocks])


def _link(links: Links, own: _Run, other: _Run, blocks: list[_Stretch]) -> None:
    """Links the sentences of one side. The blocks are the stretches in which the two keys are equal."""
    fellows = list(_fellows(own, other, blocks))
    changes = _changes(own.key, other.key, blocks) if fellows else []
    for number, start, end, link in fellows:
        inside = tuple(change for first, last, change in changes if start <= first and last <= end)
        links[number] = link._replace(changes=inside) if inside else link


def _fellows(own: _Run, other: _Run, blocks: list[_Stretch]) -> Iterator[tuple[int, int, int, Link]]:
    """The sentences that mostly agree with the other run: number, [start, end) in the joined key, and link."""
    starts, ends = [block[0] for block in blocks], [block[1] for block in blocks]
    start = 0
    for number, end in zip(own.numbers, own.ends, strict=True):
        low, high = bisect_right(ends, start), bisect_left(starts, end)
        most = max(1, FELLOW * (end - start))
        # What lies before the first block and after the last counts as edited in full, and trimming can only add to it.
        # So a sentence with too much of it has no fellow, and the blocks between need not be looked at.
        if low < high and max(starts[low], start) - start + end - min(ends[high - 1], end) <= most:
            inside = _trimmed(_clipped(blocks[low:high], start, end))
            edited = _edited(inside, start, end)
            if edited <= most:
                first, last = bisect_right(other.ends, inside[0][2]), bisect_left(other.ends, inside[-1][3])
                yield number, start, end, Link(other.numbers[first], other.numbers[last], edited / (end - start))
        start = end


def _clipped(blocks: list[_Stretch], start: int, end: int) -> list[_Stretch]:
    """The blocks, the first cut off at `start` and the last at `end`."""
    first, first_end, there, there_end = blocks[0]
    if first < start:
        blocks[0] = start, first_end, there + start - first, there_end
    last, last_end, there, there_end = blocks[-1]
    if last_end > end:
        blocks[-1] = last, end, there, there_end + end - last_end
    return blocks


def _trimmed(blocks: list[_Stretch]) -> list[_Stretch]:
    """The blocks without those at either end that are equal by chance: further from the next than they are long."""
    low, high = 0, len(blocks)
    while high - low > 1:
        (start, end, _, there_end), (_, _, next_there, _) = blocks[low], blocks[low + 1]
        if next_there - there_end <= end - start + 1:
            break
        low += 1
    while high - low > 1:
        (_, _, _, there_end), (start, end, last_there, _) = blocks[high - 2], blocks[high - 1]
        if last_there - there_end <= end - start + 1:
            break
        high -= 1
    return blocks[low:high]


def _edited(blocks: list[_Stretch], start: int, end: int) -> int:
    """How many edits separate [start, end) from its fellow: characters substituted, inserted and deleted."""
    edited = blocks[0][0] - start + end - blocks[-1][1]
    for (_, before, _, there_before), (after, _, there_after, _) in pairwise(blocks):
        own, theirs = after - before, there_after - there_before
        if own and theirs:
            edited += own if own > theirs else theirs
        else:
            added = own or theirs
            edited += _ADDED if _ADDED <= added <= _ADDITION else added
    return edited


def _changes(key: str, theirs: str, blocks: list[_Stretch]) -> list[tuple[int, int, Change]]:
    """What was replaced between the blocks: [start, end) of the own key, and the change.

    Two changes are one if a single equal character separates them, or a word that moved: 食品安全, 安全生产.
    """
    edges = [(0, 0, 0, 0), *blocks, (len(key), len(key), len(theirs), len(theirs))]
    gaps = list[_Stretch]()
    for (_, start, _, there), (end, _, there_end, _) in pairwise(edges):
        gap = start, end, there, there_end
        if gaps and _is_one(gaps[-1], gap):
            first, _, there_first, _ = gaps.pop()
            gap = first, end, there_first, there_end
        gaps.append(gap)
    return [(a, b, Change(key[a:b], theirs[c:d], key[b : b + 2])) for a, b, c, d in gaps if a < b and c < d]


def _is_one(gap: _Stretch, next_gap: _Stretch) -> bool:
    """Whether two gaps between blocks are one change, though some characters between them are equal."""
    (start, end, there, there_end), (next_start, next_end, next_there, next_there_end) = gap, next_gap
    between = next_start - end
    if between > _ADDITION // 2:
        return False
    old, new, next_old, next_new = end - start, there_end - there, next_end - next_start, next_there_end - next_there
    if between <= 1:
        return bool((old or new) and (next_old or next_new))
    moved_back = old > 1 and not new and not next_old and next_new > 1
    moved_ahead = not old and new > 1 and next_old > 1 and not next_new
    return moved_back or moved_ahead
