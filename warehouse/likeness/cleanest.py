"""Which of several copies of a text reads cleanest: the one whose sentences the others confirm.

A watermark, salt or a typing error stands in one copy and not in the next. What two copies agree on, to the letter, is the
text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from string import ascii_letters
from typing import NamedTuple

from cleaners.chinese.fold import fold
from warehouse.likeness.sentences import sentences

# Share of a sentence's trigrams that others have, in sentences without a fellow, that makes it another wording of one; and of
# Latin letters that makes it an address.
_ALIKE = 0.3
_LETTERS = frozenset(ascii_letters)


class _Sentence(NamedTuple):
    """A sentence as it stands, folded and without blanks, and its number of Han characters."""

    wording: str
    han: int


def cleanest(copies: Sequence[str]) -> int:
    """The place of the copy most of which others have to the letter; of several the one that words the rest least strangely,
    in pairs of characters that stand nowhere else; of several the longest, then the first.

    >>> text = "今天的会议很重要。大家要把精神带回去。"
    >>> cleanest([text.replace("很重", "很某某文库重"), text])
    1
    >>> cleanest([text + "年底检查落实情况。", text])
    0
    """
    told = [list(_told(copy)) for copy in copies]
    held = Counter(wording for own in told for wording in {sentence.wording for sentence in own})
    alone = [[sentence for sentence in own if held[sentence.wording] == 1] for own in told]
    agreed = "\n".join(wording for wording, count in held.items() if count > 1)

    def rank(place: int) -> tuple[int, ...]:
        others = [sentence.wording for sentence in chain(*alone[:place], *alone[place + 1 :])]
        strange = _strange([sentence.wording for sentence in alone[place]], others, agreed)
        han = _han(told[place])
        return _han(alone[place]) - han, strange, -han, place

    return min(range(len(copies)), key=rank)


def _told(copy: str) -> Iterator[_Sentence]:
    folded = fold(copy)
    for sentence in sentences(copy):
        yield _Sentence("".join(folded[sentence.start : sentence.end].split()), len(sentence.key))


def _han(some: Collection[_Sentence]) -> int:
    return sum(sentence.han for sentence in some)


def _strange(own: Iterable[str], others: Sequence[str], agreed: str) -> int:
    """How many pairs of characters stand in sentences that others word otherwise, or that are an address, and nowhere else."""
    trigrams = set(chain.from_iterable(_grams(wording, 3) for wording in others))
    doubtful = (w for w in own if _share(_grams(w, 3), trigrams) >= _ALIKE or _share(w, _LETTERS) > _ALIKE)
    pairs = set(chain.from_iterable(_grams(wording, 2) for wording in doubtful))
    new = pairs.difference(*(_grams(wording, 2) for wording in others))
    return sum(pair not in agreed for pair in new)


def _share(some: Collection[str], others: Collection[str]) -> float:
    return sum(gram in others for gram in some) / max(1, len(some))


def _grams(wording: str, size: int) -> set[str]:
    return {wording[i : i + size] for i in range(len(wording) - size + 1)}
