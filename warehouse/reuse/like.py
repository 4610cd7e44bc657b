"""How a sentence of the shelf is like one of a text: as a whole, or in a passage that tells where it is from.

A passage tells by its rare characters. Words that many sentences of the shelf hold stand together by chance, so their
characters count for less.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from itertools import accumulate
from math import log
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from warehouse.likeness.passages import passages
from warehouse.likeness.verdict import Match
from warehouse.reuse.units import GRAM, asked_grams, key_of

# Share of the characters of a sentence, or of a passage within one, that edits may touch.
NEAR = 0.25
# Han characters in common trigrams that make a passage within a sentence.
SHARED = 9
# What these must weigh, each from 0 to 1 by how rare it is. Of sentences made of the shelf's usual words alone, 30 % have
# a passage where nothing is asked, 14 % at 6.5, 7 % at 7.2; of true parts of 12 characters 94, 92 and 90 % are found, of
# those of 16 98 % throughout, and whole sentences as ever.
TELLING = 7.2
# Times that a trigram may stand in the text before it is its subject (党委办公室工作), which tells nothing.
_REPEATED = 3
# Sentences of a shelf that is too small to tell which grams are common: smaller ones are taken for that size.
_FEW = 1_000
# Sentences that the grams of one may lead to: the rarest grams lead, the others nowhere.
_LED = 1_000


class Sentence(NamedTuple):
    """A sentence as it stands, and its Han characters."""

    text: str
    key: str


class Like(NamedTuple):
    """A sentence of the shelf that is like one of the text."""

    text: str
    matches: tuple[Match, ...]
    whole: bool


Run = tuple[int, int]
_Way = list[tuple[str, int]]


class Scale:
    """What the characters of a text weigh on a shelf, by how many of its sentences hold each gram.

    Shapes: `held` is the number of sentences for each gram of the text, `sentences` that of all; `subject` are the
    trigrams that the text repeats.
    """

    def __init__(self, held: Mapping[str, int], sentences: int, subject: Set[str]) -> None:
        self.held, self.subject = held, subject
        all_of_them = log(max(sentences, _FEW))
        # From 1 for a gram that one sentence holds at most, to 0 for one that all hold.
        self.weights = {gram: 1 - log(max(count, 1)) / all_of_them for gram, count in held.items()}

    def leading(self, key: str) -> list[tuple[str, float]]:
        """The grams of a sentence that lead to sentences of the shelf, with their weights, the rarest first."""
        held = sorted((self.held[gram], gram) for gram in asked_grams(key) if self.held[gram])
        led = accumulate(size for size, _ in held)
        return [(gram, self.weights[gram]) for (_, gram), sum in zip(held, led, strict=True) if sum <= _LED]

    def telling(self, key: str, run: Run) -> float:
        """What the characters of a run weigh: of the ways to part it into grams, the one that weighs least."""
        ways = _parted(key, run) if run[1] - run[0] >= GRAM else _around(key, run)
        return min((sum(self.weights[gram] * size for gram, size in way) for way in ways), default=0.0)


def subject(text: str) -> frozenset[str]:
    """The trigrams that a text repeats."""
    key = key_of(text)
    times = Counter(key[i : i + 3] for i in range(len(key) - 2))
    return frozenset(gram for gram, count in times.items() if count > _REPEATED)


def like(own: Sentence, other: Sentence, scale: Scale) -> Like | None:
    """How a sentence of the shelf is like one of the text, if it is."""
    edited = Levenshtein.normalized_distance(own.key, other.key, score_cutoff=NEAR)
    if edited <= NEAR:
        return Like(other.text, (Match((0, len(own.text)), (0, len(other.text)), edited),), whole=True)
    if not tells(own.key, other.key, scale):
        return None
    some = (m for m in passages(own.text, other.text) if m.edited <= NEAR)
    keys = ((m, key_of(own.text[slice(*m.a)]), key_of(other.text[slice(*m.b)])) for m in some)
    matches = tuple(m for m, a, b in keys if tells(a, b, scale))
    return Like(other.text, matches, whole=False) if matches else None


def tells(a: str, b: str, scale: Scale, chars: int = SHARED, weight: float = TELLING) -> bool:
    """Whether what a key of the text shares with another is enough and rare enough: its characters in trigrams that
    both have and that are not the text's subject."""
    runs = _runs(a, b, scale.subject)
    return sum(end - start for start, end in runs) >= chars and sum(scale.telling(a, run) for run in runs) >= weight


def trigrams(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 3] for i in range(len(key) - 2))


def _runs(a: str, b: str, subject: Set[str]) -> list[Run]:
    runs: list[Run] = []
    for i in range(len(a) - 2):
        if (gram := a[i : i + 3]) in b and gram not in subject:
            start = runs.pop()[0] if runs and i <= runs[-1][1] else i
            runs.append((start, i + 3))
    return runs


def _parted(key: str, run: Run) -> Iterator[_Way]:
    """Ways to part a run into grams, each with the characters it stands for; those at the ends stand for what is left."""
    start, end = run
    for first in range(start, start + GRAM):
        last = first + (end - first) // GRAM * GRAM
        ends = [(key[start : start + GRAM], first - start), (key[end - GRAM : end], end - last)]
        yield ends + [(key[i : i + GRAM], GRAM) for i in range(first, last, GRAM)]


def _around(key: str, run: Run) -> Iterator[_Way]:
    """A run of less than a gram as each of the grams that it stands in."""
    start, end = run
    for first in range(max(0, end - GRAM), min(start, len(key) - GRAM) + 1):
        yield [(key[first : first + GRAM], end - start)]
