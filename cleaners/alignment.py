"""The sentences of two texts, each with its fellow in the other, in any order, where small edits part them.

Equal sentences are paired by their keys. What stands between them is compared character by character, run by run, so
that a sentence whose full stop was lost still finds its fellow. What moved and was edited too is found by shared
trigrams. Each step is linear in the texts but for runs, which are held under `RUN` characters.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from cleaners.sentences import Sentence

# Share of a sentence's characters that edits may touch. A text with 5 % of its characters edited has sentences with
# up to 15 %; unrelated sentences of one genre differ in 70 % and more.
NEAR = 0.25
# The same for a fellow in an adaptation, where names and places were replaced.
FELLOW = 0.5
RUN = 800  # characters of a run compared at once: what bounds the cost, which is quadratic in it
_POSTINGS = 24  # sentences that share a trigram before it counts as a formula
_TRIED = 3  # sentences compared with one that has moved
# What stands in one text alone within a sentence, a watermark say, counts as so many edits up to so many characters.
_ADDED, _ADDITION = 2, 8
_SLACK = 40  # characters by which a run's counterpart may be longer, beside a quarter


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


class Alignment(NamedTuple):
    """Two texts' sentences and the links of each side, None where a sentence has no fellow."""

    a: tuple[Sentence, ...]
    b: tuple[Sentence, ...]
    links_a: Links
    links_b: Links

    def mirrored(self) -> "Alignment":
        """The same from the other side."""
        return Alignment(self.b, self.a, self.links_b, self.links_a)


def align(a: tuple[Sentence, ...], b: tuple[Sentence, ...]) -> Alignment:
    """Pairs the sentences of two texts.

    >>> from cleaners.sentences import sentences
    >>> found = align(sentences("甲乙丙丁戊己。子丑寅卯辰巳。"), sentences("子丑寅卯辰午。春夏秋冬。甲乙丙丁戊己。"))
    >>> [(link.first, round(link.edited, 2)) for link in found.links_a if link]
    [(2, 0.0), (0, 0.17)]
    """
    found = Alignment(a, b, [None] * len(a), [None] * len(b))
    _pair_equal(found)
    _compare_runs(found)
    if _pair_moved(found):
        _compare_runs(found)
    return found


def _pair_equal(found: Alignment) -> None:
    """Equal sentences, first those whose figures agree too; repeated ones in their order."""
    for key in (lambda s: (s.key, s.numbers)), (lambda s: s.key):
        places = defaultdict[object, list[int]](list)
        for j in reversed(_free(found.links_b)):
            places[key(found.b[j])].append(j)
        for i in _free(found.links_a):
            if same := places.get(key(found.a[i])):
                j = same.pop()
                found.links_a[i], found.links_b[j] = Link(j, j, 0.0), Link(i, i, 0.0)


def _free(links: Links) -> list[int]:
    return [i for i, link in enumerate(links) if link is None]


def _compare_runs(found: Alignment) -> None:
    """Compares each run of free sentences with the free ones next to its neighbours' fellows, forwards then backwards."""
    for step in (1, -1):
        for run in _runs(found.links_a, step):
            while run and (beside := _beside(found, run, step)):
                _compare(found, sorted(_taken(found.a, run)), sorted(beside))
                run = _after_last_linked(found.links_a, run)


def _after_last_linked(links: Links, run: list[int]) -> list[int]:
    """What is left of a run behind its last sentence with a fellow; nothing if it has none, for there is no going on."""
    linked = [n for n, i in enumerate(run) if links[i]]
    return run[linked[-1] + 1 :] if linked else []


def _runs(links: Links, step: int) -> list[list[int]]:
    """Runs of sentences without a fellow, each in the direction of the step."""
    runs: list[list[int]] = []
    for i in _free(links)[::step]:
        if runs and runs[-1][-1] + step == i:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _beside(found: Alignment, run: Sequence[int], step: int) -> list[int]:
    """The free sentences of b that follow the fellow of a run's neighbour, about as long as the run."""
    neighbour = run[0] - step
    if 0 <= neighbour < len(found.a):
        link = found.links_a[neighbour]
        if link is None:
            return []
        start = link.last + 1 if step > 0 else link.first - 1
    else:
        start = 0 if step > 0 else len(found.b) - 1
    size = min(RUN, sum(len(found.a[i].key) for i in run))
    stop = len(found.b) if step > 0 else -1
    free: list[int] = []
    for j in range(start, stop, step):
        if found.links_b[j] is not None:
            break
        free.append(j)
        size -= len(found.b[j].key)
        if size < -_SLACK:
            break
    return free


def _taken(side: Sequence[Sentence], run: list[int]) -> list[int]:
    """The first sentences of a run, as many as are compared at once."""
    ends = accumulate(len(side[i].key) for i in run)
    return [i for i, end in zip(run, ends, strict=True) if end - len(side[i].key) < RUN]


def _pair_moved(found: Alignment) -> bool:
    """Compares each free sentence with the free ones that share most trigrams with it; whether there were any."""
    postings = defaultdict[str, list[int]](list)
    for j in _free(found.links_b):
        for gram in _trigrams(found.b[j].key):
            postings[gram].append(j)
    tried = sorted(_candidates(found, postings))
    for _, _, i, j in tried:
        if found.links_a[i] is None and found.links_b[j] is None:
            _compare(found, [i], [j])
    return bool(tried)


def _candidates(found: Alignment, postings: dict[str, list[int]]) -> Iterator[tuple[int, int, int, int]]:
    """Free sentences that share a sixth of their trigrams and half of their characters: (minus how many, distance, i, j)."""
    for i in _free(found.links_a):
        key = found.a[i].key
        places = [postings[gram] for gram in _trigrams(key) & postings.keys()]
        votes = Counter(chain.from_iterable(p for p in places if len(p) <= _POSTINGS))
        for j, shared in votes.most_common(_TRIED):
            least = min(len(key), len(found.b[j].key))
            if 6 * shared >= least and LCSseq.similarity(key, found.b[j].key) >= (1 - FELLOW) * least:
                yield -shared, abs(i - j), i, j


def _trigrams(key: str) -> set[str]:
    return {key[k : k + 3] for k in range(len(key) - 2)}


class _Block(NamedTuple):
    """An equal stretch: [start, end) of the one string, from `at` on in the other."""

    start: int
    end: int
    at: int


class _Side(NamedTuple):
    """One side of a comparison: sentences by number, where each ends in their joined keys, and these."""

    run: list[int]
    ends: list[int]
    key: str

    @classmethod
    def of(cls, side: Sequence[Sentence], run: list[int]) -> "_Side":
        keys = [side[i].key for i in run]
        return cls(run, list(accumulate(map(len, keys))), "".join(keys))


def _compare(found: Alignment, run_a: list[int], run_b: list[int]) -> None:
    """Compares two runs as one string each and links the sentences of either side that mostly agree."""
    a, b = _Side.of(found.a, run_a), _Side.of(found.b, run_b)
    equal = Levenshtein.opcodes(a.key, b.key).as_matching_blocks()[:-1]
    _link(found.links_a, a, b, [_Block(x.a, x.a + x.size, x.b) for x in equal])
    _link(found.links_b, b, a, [_Block(x.b, x.b + x.size, x.a) for x in equal])


def _link(links: Links, own: _Side, other: _Side, blocks: list[_Block]) -> None:
    """Links the sentences of one side of a comparison."""
    starts, ends = [block.start for block in blocks], [block.end for block in blocks]
    changes = _changes(own.key, other.key, blocks)
    for i, start, end in zip(own.run, [0, *own.ends], own.ends, strict=False):
        within = blocks[bisect_right(ends, start) : bisect_left(starts, end)]
        equal = _trimmed([_clipped(block, start, end) for block in within])
        edited = _edited(equal, start, end)
        if equal and edited <= max(1, FELLOW * (end - start)):
            until = equal[-1].at + equal[-1].end - equal[-1].start
            first, last = bisect_right(other.ends, equal[0].at), bisect_left(other.ends, until)
            replaced = tuple(change for at, to, change in changes if start <= at and to <= end)
            links[i] = Link(other.run[first], other.run[last], edited / (end - start), replaced)


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
