"""Passages that two texts share, near-verbatim, wherever sentences begin or end.

Trigrams that both texts have are chained where they follow one another in both, with small gaps. A trigram that a text
repeats is its subject (办公室工作 in every paragraph) and no sign of borrowing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cleaners.chinese.fold import fold
from cleaners.patterns import compiled
from warehouse.likeness.sentences import HAN
from warehouse.likeness.verdict import Match

# The least number of Han characters in common trigrams. Two speeches on one subject share some runs of 8 by chance,
# mostly formulae that many texts have; of passages known to be borrowed and reworded, an eighth is missed at 9, a
# quarter at 10.
LEAST = 8
EDITED = 0.45  # the share of a passage that may be edited; borrowed and reworded ones reach .3
_REPEATED = 3  # how often a trigram may occur in a text
_GAP = 12  # how many Han characters may lie between two common stretches


class _Stretch(NamedTuple):
    """Equal characters: [start, start + size) of one key, and [at, at + size) of the other."""

    start: int
    at: int
    size: int


_Chain = list[_Stretch]


def passages(a: str, b: str, least: int = LEAST) -> tuple[Match, ...]:
    """The passages that two texts share, in the order of the first, each with the share of Han characters edited.
    `least` is the least number of Han characters in common trigrams.

    >>> a = "会上强调,身在兵位、胸怀帅谋的意识不能丢。"
    >>> b = "大家要有身在兵位,胸为帅谋的意识。"
    >>> [(a[slice(*m.a)], b[slice(*m.b)], round(m.edited, 2)) for m in passages(a, b)]
    [('身在兵位、胸怀帅谋的意识', '身在兵位,胸为帅谋的意识', 0.09)]
    """
    key_a, offsets_a = _key(a)
    key_b, offsets_b = _key(b)
    found = []
    for chain in _apart(_chains(_stretches(_seeds(key_a, key_b))), len(key_a), len(key_b), least):
        (a0, b0, _), (a1, b1, size) = chain[0], chain[-1]
        x, y = key_a[a0 : a1 + size], key_b[b0 : b1 + size]
        edited = Levenshtein.distance(x, y) / max(len(x), len(y))
        if edited <= EDITED:
            span_a = offsets_a[a0], offsets_a[a1 + size - 1] + 1
            found.append(Match(span_a, (offsets_b[b0], offsets_b[b1 + size - 1] + 1), edited))
    return tuple(sorted(found))


def _key(text: str) -> tuple[str, list[int]]:
    """The folded Han characters of a text, and the offset of each."""
    found = list(compiled(f"[{HAN}]").finditer(fold(text)))
    return "".join(match[0] for match in found), [match.start() for match in found]


def _seeds(key_a: str, key_b: str) -> Iterator[tuple[int, int]]:
    """The positions in both keys of each trigram that they share and that neither repeats often."""
    positions_a, positions_b = _trigrams(key_a), _trigrams(key_b)
    for gram in positions_a.keys() & positions_b.keys():
        if len(positions_a[gram]) <= _REPEATED and len(positions_b[gram]) <= _REPEATED:
            yield from ((i, j) for i in positions_a[gram] for j in positions_b[gram])


def _trigrams(key: str) -> dict[str, list[int]]:
    positions = defaultdict[str, list[int]](list)
    for i in range(len(key) - 2):
        positions[key[i : i + 3]].append(i)
    return positions


def _stretches(seeds: Iterable[tuple[int, int]]) -> list[_Stretch]:
    """Trigrams that overlap in both keys, joined to stretches, in the order of the first key."""
    last = dict[int, _Stretch]()
    whole = []
    for i, j in sorted(seeds):
        open_one = last.get(i - j)
        if open_one and i <= open_one.start + open_one.size:
            last[i - j] = open_one._replace(size=i + 3 - open_one.start)
        else:
            whole += [open_one] if open_one else []
            last[i - j] = _Stretch(i, j, 3)
    return sorted([*whole, *last.values()])


def _chains(stretches: list[_Stretch]) -> list[_Chain]:
    """Stretches chained to others that precede them closely in both keys, each to the nearest."""
    done: list[_Chain] = []
    still: list[_Chain] = []
    for stretch in stretches:
        done += [chain for chain in still if _ahead(chain[-1], stretch)[0] > _GAP]
        still = [chain for chain in still if _ahead(chain[-1], stretch)[0] <= _GAP]
        near = [chain for chain in still if all(0 <= gap <= _GAP for gap in _ahead(chain[-1], stretch))]
        if near:
            min(near, key=lambda chain: sum(_ahead(chain[-1], stretch))).append(stretch)
        else:
            still.append([stretch])
    return done + still


def _ahead(before: _Stretch, after: _Stretch) -> tuple[int, int]:
    """How far after the end of one stretch another begins, in each key."""
    return after.start - before.start - before.size, after.at - before.at - before.size


def _apart(chains: list[_Chain], size_a: int, size_b: int, least: int) -> list[_Chain]:
    """The chains that are long enough and overlap no longer one in either key, the longest first."""
    chosen, taken_a, taken_b = [], bytearray(size_a), bytearray(size_b)
    for chain in sorted((c for c in chains if _size(c) >= least), key=_size, reverse=True):
        (a0, b0, _), (a1, b1, size) = chain[0], chain[-1]
        if 1 not in taken_a[a0 : a1 + size] and 1 not in taken_b[b0 : b1 + size]:
            taken_a[a0 : a1 + size] = b"\1" * (a1 + size - a0)
            taken_b[b0 : b1 + size] = b"\1" * (b1 + size - b0)
            chosen.append(chain)
    return chosen


def _size(chain: _Chain) -> int:
    return sum(stretch.size for stretch in chain)
