"""The words of a query, with the pattern that finds each in a text; and bigrams, which the index holds.

Chinese writes no blanks between words, so the index holds every pair of neighbouring characters (a bigram), and the
last character of every run of them alone. All are folded, so that script and width make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from cleaners.chinese.fold import fold
from cleaners.chinese.fold_table import TRADITIONAL
from cleaners.errors import QinggaoError

if TYPE_CHECKING:  # numpy is slow to start, and a query does not need it
    from numpy import uint32
    from numpy.typing import NDArray

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER = str.maketrans(_CAPITALS, _CAPITALS.lower())
# Blocks by code points, not \w, which grows with each Python: removing an entry needs the same bigrams that were added.
_WORD = (
    "0-9A-Za-z\u00c0-\u1fff\u2150-\u218f\u2460-\u24ff\u3005-\u3007\u3041-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_NO_WORD = re.compile(f"[^{_WORD}]+")
_BLANK = ord(" ")
# From this code point on, no character is part of a word.
_CHARACTERS = 0x40000
_QUOTES = '"“”「」'
_WORDS = re.compile(rf"(?<!\S)[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}](?!\S)|(\S+)")
# All other characters that fold are in these blocks: Latin, blanks, full-width forms.
_OTHERS = "".join(map(chr, [*range(0x3001), *range(0xFF00, 0xFFF0)]))


class BadQuery(QinggaoError):
    """A query with nothing to look for, or with a date that is not one."""


class Word(NamedTuple):
    """A word or phrase to look for: its folded key, and a pattern that finds it in a text that is not folded."""

    key: str
    pattern: re.Pattern[str]


def parsed(query: str) -> list[Word]:
    """The words of a query, separated by blanks; a phrase in quotation marks is one word.

    Raises:
        BadQuery: there is no letter, figure or Chinese character in it.

    >>> [word.key for word in parsed("督查 “狠抓 落實” ＧＤＰ")]
    ['督查', '狠抓 落实', 'gdp']
    """
    keys = [" ".join((quoted or plain).split()) for quoted, plain in _WORDS.findall(_key(query))]
    if not any(_NO_WORD.sub("", key) for key in keys):
        raise BadQuery(
            f"{query!r}: there is nothing to look for in it. Give at least one Chinese character, letter or figure."
        )
    return [Word(key, _pattern(key)) for key in dict.fromkeys(filter(None, keys))]


def bigrams(text: str) -> str:
    """What the index holds of a text, separated by blanks: its bigrams, and the last character of each run of them.

    >>> bigrams("抓落實\\uff0c抓").split()
    ['抓落', '落实', '实', '抓']
    """
    import numpy as np

    # With arrays this is 15 times faster than with strings.
    key = _keys().take(_codes(text), mode="clip")
    pairs = np.full((len(key), 3), _BLANK, "<u4")
    pairs[:, 0] = key
    # A blank makes no pair with what follows it.
    pairs[:-1, 1] = np.where(key[:-1] == _BLANK, _BLANK, key[1:])
    return pairs.tobytes().decode("utf-32-le")


@cache
def _keys() -> NDArray[uint32]:
    """By code point: the folded character, or a blank if it is in no word. The last row is for all higher ones."""
    folded = fold("".join(map(chr, range(_CHARACTERS))))
    return _codes(_NO_WORD.sub(lambda run: " " * len(run[0]), folded) + " ")


def _codes(text: str) -> NDArray[uint32]:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def needed(word: Word) -> Iterator[str]:
    """What the index must hold of a text that has the word: bigrams, or a single character that begins one.

    >>> list(needed(parsed("督\\uff0c抓落实")[0]))
    ['督', '抓落', '落实']
    """
    for run in _NO_WORD.sub(" ", word.key).split():
        yield from map(add, run, run[1:]) if len(run) > 1 else run


def _key(text: str) -> str:
    return fold(text).translate(_LOWER)


def _pattern(key: str) -> re.Pattern[str]:
    """A pattern that finds a key in a text without folding the text, which is 200 times faster. Blanks are optional."""
    return re.compile("".join(f"[{re.escape(_spellings().get(c, c))}]{'*' * (c == ' ')}" for c in key))


@cache
def _spellings() -> dict[str, str]:
    """By character of a key: all characters that fold to it."""
    found: dict[str, str] = {}
    for char, key in zip(TRADITIONAL + _OTHERS, _key(TRADITIONAL + _OTHERS), strict=True):
        found[key] = found.get(key, key) + char
    return found
