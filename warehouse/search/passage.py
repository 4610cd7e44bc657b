"""The passage to show for a hit: the sentence of a speech that fits the query best."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from warehouse.search.words import Word

ENOUGH, WIDTH, LONGEST = 30, 60, 90
_LEAD = 30
_END = "。\uff01\uff1f\uff1b!?;"
_CLOSE = "”』」》\uff09)"
_SENTENCE = re.compile(rf"[^\n{_END}]+[{_END}]*[{_CLOSE}]*")
_PAUSE = re.compile("[\uff0c、\uff1a\uff1b,;:]")

Span = tuple[int, int]


class Passage(NamedTuple):
    """A stretch of a body, with … where its sentence goes on, and the spans of the hits in it."""

    text: str
    spans: tuple[Span, ...]


def best_passage(body: str, words: Sequence[Word]) -> Passage:
    """The sentence with most of the words; among equals, one that ends in a mark before a heading, then one of 30
    characters before a shorter one, then the first. One of over 90 is cut to about 60 where most of the words are.

    >>> from warehouse.search.words import parsed
    >>> best_passage("一、督查\\n要抓落實。督查要勤、落實要快。", parsed("落实"))
    Passage(text='督查要勤、落實要快。', spans=((5, 7),))
    """

    def worth(sentence: str) -> tuple[int, bool, int]:
        found = sum(bool(word.pattern.search(sentence)) for word in words)
        return found, not sentence[-1:].isalnum(), min(len(sentence), ENOUGH)

    sentence = max((found.group().strip() for found in _SENTENCE.finditer(body)), key=worth, default="")
    if not worth(sentence)[0]:  # a phrase may reach across the end of a sentence
        sentence = max(body.split("\n"), key=worth)
    text = sentence if len(sentence) <= LONGEST else _cut(sentence, words)
    return Passage(text, spans_of(text, words))


def spans_of(text: str, words: Sequence[Word]) -> tuple[Span, ...]:
    """The spans of the words in a text, in order; those that overlap or touch are joined."""
    merged: list[Span] = []
    for start, end in sorted(hit.span() for word in words for hit in word.pattern.finditer(text)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _cut(sentence: str, words: Sequence[Word]) -> str:
    start, end = _densest(sentence, words)
    lead = max(0, start - _LEAD)
    pause = _PAUSE.search(sentence, lead, start) if lead else None
    left = pause.end() if pause else lead
    right = max(end, left + WIDTH)
    pause = _PAUSE.search(sentence, right, right + _LEAD // 2)
    right = pause.start() if pause else right
    return "…" * (left > 0) + sentence[left:right] + "…" * (right < len(sentence))


def _densest(sentence: str, words: Sequence[Word]) -> Span:
    """The hit that has most of the words within the width of a passage from it."""
    hits = sorted((*hit.span(), n) for n, word in enumerate(words) for hit in word.pattern.finditer(sentence))

    def near(start: int) -> int:
        return len({n for from_, to, n in hits if start <= from_ and to <= start + WIDTH})

    return max(((start, end) for start, end, _ in hits), key=lambda hit: near(hit[0]), default=(0, 0))
