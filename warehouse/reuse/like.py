"""Whether a sentence of the shelf is like one of a text: as a whole, or in a passage that shows where it is from.

What shows it is rare characters. Words that many sentences of the shelf have come together by chance, so their
characters weigh less.
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

# The share of a sentence, or of a passage within one, that may be edited.
NEAR = 0.25
# How many Han characters in common trigrams make a passage within a sentence.
SHARED = 9
# How much these must weigh, each from 0 to 1 by how rare it is. Of sentences made only of words usual on the shelf, 30
# % have a passage if no weight is asked, 14 % at 6.5, 7 % at 7.2; of true parts of 12 characters 94, 92 and 90 % are
# found, of those of 16 characters always 98 %. Whole sentences are not affected.
TELLING = 7.2
# A trigram that occurs more often in the text is its subject (党委办公室工作), and does not count.
_REPEATED = 3
# A shelf with fewer sentences cannot show which grams are common, and is taken for one of this size.
_FEW = 1_000
# How many sentences the grams of one may lead to: only its rarest grams are used, up to this number.
_MOST_LED_TO = 1_000


class Sentence(NamedTuple):
    """A sentence and its Han characters, folded."""

    text: str
    key: str


class Like(NamedTuple):
    """A sentence of the shelf that is like one of the text: what matches, and whether it does as a whole."""

    text: str
    matches: tuple[Match, ...]
    whole: bool


Run = tuple[int, int]
# Grams, each with the number of characters that it stands for.
_Split = list[tuple[str, int]]


class Scale:
    """How much the characters of a text weigh on a shelf, by how many sentences of the shelf have each gram.

    `held` is the number of sentences by gram of the text, `sentences` that of all sentences; `subject` are the trigrams
    that the text repeats.
    """

    def __init__(self, held: Mapping[str, int], sentences: int, subject: Set[str]) -> None:
        self.held, self.subject = held, subject
        all_of_them = log(max(sentences, _FEW))
        # From 1 for a gram in one sentence at most, to 0 for one in all sentences.
        self.weights = {gram: 1 - log(max(count, 1)) / all_of_them for gram, count in held.items()}

    def leading(self, key: str) -> list[tuple[str, float]]:
        """The grams by which sentences like this one are looked up, with their weights, the rarest first."""
        held = sorted((self.held[gram], gram) for gram in asked_grams(key) if self.held[gram])
        led = accumulate(size for size, _ in held)
        return [(gram, self.weights[gram]) for (_, gram), sum in zip(held, led, strict=True) if sum <= _MOST_LED_TO]

    def weight(self, key: str, run: Run) -> float:
        """How much the characters of a run weigh: the least of all ways to split it into grams."""
        splits = _splits(key, run) if run[1] - run[0] >= GRAM else _grams_around(key, run)
        return min((sum(self.weights[gram] * size for gram, size in split) for split in splits), default=0.0)


def subject(text: str) -> frozenset[str]:
    """The trigrams that a text repeats."""
    key = key_of(text)
    times = Counter(key[i : i + 3] for i in range(len(key) - 2))
    return frozenset(gram for gram, count in times.items() if count > _REPEATED)


def like(own: Sentence, other: Sentence, scale: Scale) -> Like | None:
    """How a sentence of the shelf (`other`) is like one of the text (`own`); None if it is not."""
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
    """Whether a key of the text shares enough characters with another, and rare enough ones: those in trigrams that
    both have, without the text's subject.
    """
    runs = _runs(a, b, scale.subject)
    return sum(end - start for start, end in runs) >= chars and sum(scale.weight(a, run) for run in runs) >= weight


def trigrams(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 3] for i in range(len(key) - 2))


def _runs(a: str, b: str, subject: Set[str]) -> list[Run]:
    runs: list[Run] = []
    for i in range(len(a) - 2):
        if (gram := a[i : i + 3]) in b and gram not in subject:
            start = runs.pop()[0] if runs and i <= runs[-1][1] else i
            runs.append((start, i + 3))
    return runs


def _splits(key: str, run: Run) -> Iterator[_Split]:
    """The ways to split a run into grams. The grams at its ends stand for the characters that are left there."""
    start, end = run
    for first in range(start, start + GRAM):
        last = first + (end - first) // GRAM * GRAM
        ends = [(key[start : start + GRAM], first - start), (key[end - GRAM : end], end - last)]
        yield ends + [(key[i : i + GRAM], GRAM) for i in range(first, last, GRAM)]


def _grams_around(key: str, run: Run) -> Iterator[_Split]:
    """A run shorter than a gram, as each of the grams around it."""
    start, end = run
    for first in range(max(0, end - GRAM), min(start, len(key) - GRAM) + 1):
        yield [(key[first : first + GRAM], end - start)]
