"""Aligning the sentences of two texts: each is linked with its match in the other, even if edited or moved.

Equal sentences are paired by their keys. The runs of sentences between them are compared character by character.
Sentences that were both moved and edited are found by shared trigrams. The cost is linear in the texts: of a run at
most `RUN` characters are compared at a time, and trigrams that many sentences share are skipped.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from warehouse.likeness.edits import FELLOW, Link, Links, Side, compare
from warehouse.likeness.sentences import Sentence

RUN = 800  # characters of a run compared at once: the cost is quadratic in it
_SURE = 8  # a sentence of so many characters shares a trigram with each of its fellows
_POSTINGS = 24  # a trigram in more sentences than this is a formula
_TRIED = 3  # how many sentences are compared with one that was moved
_SLACK = 40  # how many characters longer the opposite run may be


class Alignment(NamedTuple):
    """The sentences of two texts, and the link of each, None where it has no fellow."""

    a: tuple[Sentence, ...]
    b: tuple[Sentence, ...]
    links_a: Links
    links_b: Links

    def mirrored(self) -> "Alignment":
        """The same alignment with the sides exchanged."""
        return Alignment(self.b, self.a, self.links_b, self.links_a)


def align(a: tuple[Sentence, ...], b: tuple[Sentence, ...]) -> Alignment:
    """Aligns the sentences of two texts.

    >>> from warehouse.likeness.sentences import sentences
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
    """Pairs equal sentences, first those whose figures agree too; repeated ones in their order."""
    common = {s.key for s in found.a} & {s.key for s in found.b}
    among_a, among_b = ([i for i, s in enumerate(side) if s.key in common] for side in (found.a, found.b))
    for key in (lambda s: (s.key, s.numbers)), (lambda s: s.key):
        free_b = defaultdict[object, list[int]](list)
        for j in reversed(among_b):
            if found.links_b[j] is None:
                free_b[key(found.b[j])].append(j)
        for i in among_a:
            if found.links_a[i] is None and (same := free_b.get(key(found.a[i]))):
                j = same.pop()
                found.links_a[i], found.links_b[j] = Link(j, j, 0.0), Link(i, i, 0.0)


def _free(links: Links) -> list[int]:
    return [i for i, link in enumerate(links) if link is None]


def _compare_runs(found: Alignment) -> None:
    """Compares each run of free sentences with the run opposite it, forwards and then backwards."""
    for step in (1, -1):
        for run in _runs(found.links_a, step):
            while run and (opposite := _opposite(found, run, step)):
                head = _head(found.a, run)
                if _may_agree(found, head, opposite):
                    _compare(found, sorted(head), sorted(opposite))
                run = _after_last_linked(found.links_a, run)


def _may_agree(found: Alignment, run_a: list[int], run_b: list[int]) -> bool:
    """Whether comparing two runs may link anything: a quick test for a shared trigram."""
    keys_a, keys_b = [found.a[i].key for i in run_a], [found.b[j].key for j in run_b]
    if min(map(len, keys_a + keys_b)) < _SURE:
        return True
    theirs = set(chain.from_iterable(map(_trigrams, keys_b)))
    return not all(theirs.isdisjoint(_trigrams(key)) for key in keys_a)


def _after_last_linked(links: Links, run: list[int]) -> list[int]:
    """The run after its last linked sentence; empty if none was linked, as there is nothing to go on from."""
    linked = [n for n, i in enumerate(run) if links[i]]
    return run[linked[-1] + 1 :] if linked else []


def _runs(links: Links, step: int) -> list[list[int]]:
    """The runs of sentences without a fellow, in the direction of the step."""
    runs: list[list[int]] = []
    for i in _free(links)[::step]:
        if runs and runs[-1][-1] + step == i:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _opposite(found: Alignment, run: Sequence[int], step: int) -> list[int]:
    """The free sentences of b that follow the fellow of the sentence before the run, up to about the run's length."""
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


def _head(side: Sequence[Sentence], run: list[int]) -> list[int]:
    """The first sentences of a run: as many as are compared at once."""
    ends = accumulate(len(side[i].key) for i in run)
    return [i for i, end in zip(run, ends, strict=True) if end - len(side[i].key) < RUN]


def _pair_moved(found: Alignment) -> bool:
    """Compares each free sentence with those that share most trigrams with it. Returns whether there were any."""
    postings = defaultdict[str, list[int]](list)
    wanted = set(chain.from_iterable(_trigrams(found.a[i].key) for i in _free(found.links_a)))
    for j in _free(found.links_b):
        for gram in wanted.intersection(_trigrams(found.b[j].key)):
            postings[gram].append(j)
    tried = sorted(_candidates(found, postings))
    for _, _, i, j in tried:
        if found.links_a[i] is None and found.links_b[j] is None:
            _compare(found, [i], [j])
    return bool(tried)


def _candidates(found: Alignment, postings: dict[str, list[int]]) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of free sentences that share a sixth of their trigrams and half of their characters, in an order to try
    them: (minus the trigrams shared, distance, i, j).
    """
    for i in _free(found.links_a):
        key = found.a[i].key
        holders = (postings[gram] for gram in _trigrams(key) if gram in postings)
        votes = Counter(chain.from_iterable(some for some in holders if len(some) <= _POSTINGS))
        for j, shared in votes.most_common(_TRIED):
            least = min(len(key), len(found.b[j].key))
            if 6 * shared >= least and LCSseq.similarity(key, found.b[j].key) >= (1 - FELLOW) * least:
                yield -shared, abs(i - j), i, j


@lru_cache(4096)
def _trigrams(key: str) -> tuple[str, ...]:
    """The distinct trigrams of a sentence, in order of appearance: the order of a set would differ from run to run."""
    return tuple(dict.fromkeys(key[k : k + 3] for k in range(len(key) - 2)))


def _compare(found: Alignment, run_a: list[int], run_b: list[int]) -> None:
    compare(Side(found.a, found.links_a), run_a, Side(found.b, found.links_b), run_b)
