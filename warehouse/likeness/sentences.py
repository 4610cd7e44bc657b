"""A text as sentences to compare: the folded Han characters of each, and its figures apart."""

from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from cleaners.chinese.fold import fold
from cleaners.patterns import compiled
from cleaners.text_cache import cached_by_text

HAN = "\u3007\u3400-\u9fff"
# Variants of one character in either script: converters exchange them depending on the words around them.
_VARIANTS = tuple(zip("著覆瞭藉揹痺枱衞", "着复了借背痹台卫", strict=True))
_SENTENCE = r"[^。!?;\n\r]+"
# A sentence over _LONG is cut at the first comma or 的 after 40 characters, so that the cuts of two copies soon
# coincide, wherever each starts. No piece is longer than _LONG, so that a text without punctuation costs no more than
# others.
_LONG = 240
_PIECE = rf".{{40,{_LONG - 1}}}?[,、 的]|.{{1,{_LONG}}}"
# Figures of the text itself are next to a Han character; those of an address or of a forum's salt are not.
_NUMBER = rf"[{HAN}] ?[:(,]? ?(\d[\d.:-]{{0,30}})(?= ?%?[{HAN}]|[,、)]|$)|(?<![\w.])(\d[\d.:-]{{0,30}})(?= ?%?[{HAN}])"


class Sentence(NamedTuple):
    """A sentence [start, end) of a text: its Han characters, folded, and its figures."""

    start: int
    end: int
    key: str
    numbers: tuple[str, ...]


@cached_by_text
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text that hold a Han character, in order; marks may be of either width.

    >>> [(s.start, s.end, s.key, s.numbers) for s in sentences("同志們:2021年開會。請坐!OK;")]
    [(0, 11, '同志们年开会', ('2021',)), (12, 14, '请坐', ())]
    """
    folded = reduce(lambda key, pair: key.replace(*pair), _VARIANTS, fold(text))
    not_han = compiled(f"[^{HAN}]+")
    pieces = ((start, end, folded[start:end]) for start, end in _spans(folded))
    keys = ((start, end, piece, not_han.sub("", piece)) for start, end, piece in pieces)
    return tuple(Sentence(at, to, key, _numbers(piece)) for at, to, piece, key in keys if key)


def _numbers(piece: str) -> tuple[str, ...]:
    if not compiled("[0-9]").search(piece):
        return ()
    numbers = (x or y for x, y in compiled(_NUMBER).findall(piece))
    return tuple(compiled(r"\d+(?:\.\d+)?").findall(" ".join(numbers)))


def _spans(folded: str) -> Iterator[tuple[int, int]]:
    for match in compiled(_SENTENCE).finditer(folded):
        if match.end() - match.start() <= _LONG:
            yield match.span()
        else:
            yield from (piece.span() for piece in compiled(_PIECE).finditer(folded, *match.span()))
