"""Which of several copies of a text is cleanest: the one whose sentences the others confirm.

A watermark, salt or a typing error is in one copy and not in the next. What two copies agree on, to the letter, is the
text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from string import ascii_letters
from typing import NamedTuple

from cleaners.chinese.fold import fold
from warehouse.likeness.sentences import sentences

# A sentence is another wording of an unconfirmed one if they share this part of its trigrams, and an address if this
# part of it is Latin letters.
_ALIKE = 0.3
_LETTERS = frozenset(ascii_letters)


class _Sentence(NamedTuple):
    """A sentence, folded and without blanks, and its number of Han characters."""

    wording: str
    han: int


def cleanest(copies: Sequence[str]) -> int:
    """The index of the copy most of which others have to the letter. Among equals, that of the one whose other
    sentences have the fewest strange pairs of characters (see `_strange`); then the longest; then the first.

    >>> text = "今天的会议很重要。大家要把精神带回去。"
    >>> cleanest([text.replace("很重", "很某某文库重"), text])
    1
    >>> cleanest([text + "年底检查落实情况。", text])
    0
    """
    worded = [list(_sentences(copy)) for copy in copies]
    count = Counter(wording for own in worded for wording in {sentence.wording for sentence in own})
    alone = [[sentence for sentence in own if count[sentence.wording] == 1] for own in worded]
    agreed = "\n".join(wording for wording, times in count.items() if times > 1)

    def rank(i: int) -> tuple[int, ...]:
        others = [sentence.wording for sentence in chain(*alone[:i], *alone[i + 1 :])]
        strange = _strange([sentence.wording for sentence in alone[i]], others, agreed)
        han = _han(worded[i])
        return _han(alone[i]) - han, strange, -han, i

    return min(range(len(copies)), key=rank)


def _sentences(copy: str) -> Iterator[_Sentence]:
    folded = fold(copy)
    for sentence in sentences(copy):
        yield _Sentence("".join(folded[sentence.start : sentence.end].split()), len(sentence.key))


def _han(some: Collection[_Sentence]) -> int:
    return sum(sentence.han for sentence in some)


def _strange(own: Iterable[str], others: Sequence[str], agreed: str) -> int:
    """How many pairs of characters are nowhere in other copies. Only sentences that others word differently, or that
    are an address, are looked at: a sentence that the others lack altogether is not strange.
    """
    trigrams = set(chain.from_iterable(_grams(wording, 3) for wording in others))
    doubtful = (w for w in own if _share(_grams(w, 3), trigrams) >= _ALIKE or _share(w, _LETTERS) > _ALIKE)
    pairs = set(chain.from_iterable(_grams(wording, 2) for wording in doubtful))
    new = pairs.difference(*(_grams(wording, 2) for wording in others))
    return sum(pair not in agreed for pair in new)


def _share(some: Collection[str], others: Collection[str]) -> float:
    return sum(gram in others for gram in some) / max(1, len(some))


def _grams(wording: str, size: int) -> set[str]:
    return {wording[i : i + size] for i in range(len(wording) - size + 1)}
