"""Which of several copies of a text reads cleanest: the one whose sentences the others confirm.

A watermark, salt or a typing error stands in one copy and not in the next. What two copies agree on, to the letter, is the
text.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from cleaners.fold import fold
from cleaners.sentences import sentences

# Share of a sentence's trigrams that others have, in sentences without a fellow, that makes it another wording of one.
_ALIKE = 0.3


class _Sentence(NamedTuple):
    """A sentence as it stands, folded and without blanks, and its number of Han characters."""

    wording: str
    han: int


def cleanest(copies: Sequence[str]) -> int:
    """The place of the copy most of which others have to the letter; of several the one with least in sentences that
    others word otherwise, for a watermark makes a sentence longer; of several the longest, then the first.

    >>> text = "今天的会议很重要。大家要把精神带回去。"
    >>> cleanest([text.replace("很重", "很某某文库重"), text])
    1
    >>> cleanest([text + "年底检查落实情况。", text])
    0
    """
    told = [list(_told(copy)) for copy in copies]
    held = Counter(wording for own in told for wording in {sentence.wording for sentence in own})
    alone = [[sentence for sentence in own if held[sentence.wording] == 1] for own in told]
    trigrams = [set(chain.from_iterable(_trigrams(sentence.wording) for sentence in own)) for own in alone]

    def rank(place: int) -> tuple[int, ...]:
        others = set().union(*trigrams[:place], *trigrams[place + 1 :])
        worded_otherwise = sum(sentence.han for sentence in alone[place] if _is_among(sentence, others))
        han = _han(told[place])
        return _han(alone[place]) - han, worded_otherwise, -han, place

    return min(range(len(copies)), key=rank)


def _told(copy: str) -> Iterator[_Sentence]:
    folded = fold(copy)
    for sentence in sentences(copy):
        yield _Sentence("".join(folded[sentence.start : sentence.end].split()), len(sentence.key))


def _han(some: Collection[_Sentence]) -> int:
    return sum(sentence.han for sentence in some)


def _is_among(sentence: _Sentence, trigrams: Collection[str]) -> bool:
    """Whether others have much of a sentence, in other words."""
    own = _trigrams(sentence.wording)
    return sum(trigram in trigrams for trigram in own) >= _ALIKE * max(1, len(own))


def _trigrams(wording: str) -> set[str]:
    return {wording[i : i + 3] for i in range(len(wording) - 2)}
