"""The units in which a text is looked up on the shelf, its sentences, and the grams that lead to each.

A gram is four Han characters in a row. A unit is indexed by every fourth of its grams and the last one, and looked up
by all its grams. So if fewer characters are edited than it has indexed grams, one of these is intact and leads to it,
wherever a copy begins.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from warehouse.likeness.fingerprint import VERSION as _FOLD_VERSION
from warehouse.likeness.sentences import Sentence, sentences

# The least number of Han characters of a unit. Shorter sentences in a row are joined; a short one alone is a heading or
# a phrase, and no sign of reuse.
LEAST = 10
GRAM = 4
# Raise it when `units` changes, so that an index made of other units is refused.
_UNITS = 2
VERSION = f"units={_UNITS} least={LEAST} gram={GRAM} {_FOLD_VERSION.rpartition(' ')[2]}"


class Unit(NamedTuple):
    """A sentence [start, end) of a text, or several short ones in a row, and its Han characters, folded."""

    start: int
    end: int
    key: str

    @property
    def hash(self) -> int:
        """A hash of the key, of 48 bits."""
        return int.from_bytes(blake2b(self.key.encode(), digest_size=6).digest(), "big")


class PassageRows(NamedTuple):
    """What the index holds of a body: the hashes of its distinct units, rising; where each first begins; its length;
    and the grams by which it is indexed, separated by blanks. In columns, as a batch has thousands of units.
    """

    hashes: tuple[int, ...]
    starts: tuple[int, ...]
    chars: tuple[int, ...]
    grams: tuple[str, ...]


def units(text: str) -> tuple[Unit, ...]:
    """The units of a text, in order.

    >>> [unit.key for unit in units("一、督查。会上定下的事情会后就要动手。谁主管;谁负责;谁担当;散会。")]
    ['会上定下的事情会后就要动手', '谁主管谁负责谁担当散会']
    """
    return tuple(_units(sentences(text)))


def _units(found: Sequence[Sentence]) -> Iterator[Unit]:
    short: list[Sentence] = []
    for sentence in found:
        if len(sentence.key) >= LEAST:
            yield from _joined(short)
            yield Unit(sentence.start, sentence.end, sentence.key)
            short = []
        else:
            short.append(sentence)
    yield from _joined(short)


def _joined(run: list[Sentence]) -> Iterator[Unit]:
    """Short sentences in a row, joined until they are long enough; what is left over joins the last unit."""
    parts: list[list[Sentence]] = []
    for sentence in run:
        if parts and _size(parts[-1]) < LEAST:
            parts[-1].append(sentence)
        else:
            parts.append([sentence])
    if len(parts) > 1 and _size(parts[-1]) < LEAST:
        rest = parts.pop()
        parts[-1] += rest
    for part in parts:
        if _size(part) >= LEAST:
            yield Unit(part[0].start, part[-1].end, "".join(s.key for s in part))


def _size(part: list[Sentence]) -> int:
    return sum(len(s.key) for s in part)


def key_of(text: str) -> str:
    """The key of a unit's text."""
    return "".join(s.key for s in sentences(text))


def held_grams(key: str) -> list[str]:
    """The grams by which a unit is indexed.

    >>> held_grams("会上定下的事情会后就")
    ['会上定下', '的事情会', '情会后就']
    """
    return [key[i : i + GRAM] for i in range(0, len(key) - GRAM, GRAM)] + [key[-GRAM:]]


def passage_rows(body: str) -> PassageRows:
    """What the index of passages holds of a body."""
    first = {unit.hash: unit for unit in reversed(units(body))}
    hashes = tuple(sorted(first))
    found = [first[hash] for hash in hashes]
    starts, chars = (unit.start for unit in found), (unit.end - unit.start for unit in found)
    return PassageRows(hashes, tuple(starts), tuple(chars), tuple(" ".join(held_grams(unit.key)) for unit in found))


def asked_grams(key: str) -> list[str]:
    """The grams by which a unit is looked up, each once.

    >>> asked_grams("会上定下的事")
    ['会上定下', '上定下的', '定下的事']
    """
    return list(dict.fromkeys(key[i : i + GRAM] for i in range(len(key) - GRAM + 1)))
