"""Undoing words that a converter to Taiwan's usage has put in place of a mainland page's own.

A machine that replaces a word replaces it everywhere. So a doubtful word is undone only where the mainland's own
word stands nowhere on the page: 资讯 on a page that also says 信息 was written by a person.
"""

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.spelling.taiwan import ALONE, LEFT_BY_OPENCC, OPENCC, SURE, TAKEN_BY_OPENCC

When = Literal["sure", "alone", "opencc"]
_GIVEN_AWAY = 2  # as many doubtful words of OpenCC's as this cannot be chance


class Phrase(NamedTuple):
    """A word in Simplified characters, what it is to be read as, when, and the words of the page that forbid it.

    "sure" is always; "alone" where none of the others is on the page and a sure one is; "opencc" where the page
    has gone through OpenCC. A word that is read as itself stays, and so does what it holds.
    """

    word: str
    new: str
    when: When
    others: tuple[str, ...]

    @property
    def stays(self) -> bool:
        return self.word == self.new


def respelled(text: str, active: Collection[Phrase]) -> Iterator[Span]:
    """The places of the active phrases in a text; those that stay too, for they hold what they cover.

    >>> text = "优质服务的视窗,档案下发以后,最佳化流程"
    >>> [text[s:e] + "▶" + new for s, e, new in respelled(text, active(text))]
    ['视窗▶窗口', '档案▶文件', '最佳化▶优化']
    """
    end = 0
    for at, phrases in _candidates(text) if active else ():
        phrase = next((phrase for phrase in phrases if phrase in active), None) if at >= end else None
        if phrase:
            end = at + len(phrase.word)
            yield Span(at, end, phrase.new)


@lru_cache(1)
def active(text: str) -> frozenset[Phrase]:
    """The phrases in a page's machine-made lines that are to be undone."""
    standing = {phrase for _, phrases in _candidates(text) for phrase in phrases}
    if not standing:
        return frozenset()
    plain = text
    for word in LEFT_BY_OPENCC:
        plain = plain.replace(word, "")
    found = {phrase for phrase in _matches(text) if not phrase.stays}
    free = cache(lambda others: not any(word in plain for word in others))
    sure = any(p.when == "sure" for p in found)
    doubtful = {p.word for p in found if p.when == "opencc" and free(p.others)}
    opencc = not any(word in plain for word in TAKEN_BY_OPENCC) and (sure or len(doubtful) >= _GIVEN_AWAY)
    holds = {"sure": sure, "alone": sure or opencc, "opencc": opencc}
    return frozenset(p for p in standing if holds[p.when] and (p.when == "sure" or free(p.others)))


def _matches(text: str) -> Iterator[Phrase]:
    """Every phrase in a text, leftmost first and of those the longest, without overlap."""
    end = 0
    for at, phrases in _candidates(text):
        if at >= end:
            yield phrases[0]
            end = at + len(phrases[0].word)


@lru_cache(1)
def _candidates(text: str) -> list[tuple[int, list[Phrase]]]:
    """Every place of a text where phrases stand, with those phrases, the longest first."""
    heads, found = table(), list[tuple[int, list[Phrase]]]()
    for match in compiled(_starts()).finditer(text):
        at = match.start()
        bucket = heads.get(text[at : at + 2])
        phrases = [phrase for phrase in bucket if text.startswith(phrase[0], at)] if bucket else ()
        if phrases:
            found.append((at, phrases))
    return found


@cache
def _starts() -> str:
    """A pattern for the first characters of all phrases."""
    firsts, seconds = ("".join(sorted({head[i] for head in table()})) for i in (0, 1))
    return f"[{firsts}](?=[{seconds}])"


@cache
def table() -> dict[str, list[Phrase]]:
    """The phrases by their first two characters, the longest first, and of two alike the surer."""
    heads = dict[str, dict[str, Phrase]]()
    sections: tuple[tuple[When, str], ...] = (("sure", SURE), ("alone", ALONE), ("opencc", OPENCC))
    for when, rows in sections:
        for phrase in _phrases(rows, when):
            heads.setdefault(phrase.word[:2], {}).setdefault(phrase.word, phrase)
    return {head: sorted(phrases.values(), key=lambda p: -len(p.word)) for head, phrases in heads.items()}


def _phrases(rows: str, when: When) -> Iterator[Phrase]:
    """The phrases of a section; `taiwan` tells the form of its entries."""
    for entry in compiled("【[^【】]*】").sub("", rows).split(";"):
        if entry.strip():
            yield from _entry(entry, when)


def _entry(entry: str, when: When) -> Iterator[Phrase]:
    (word, new, *rest), part = entry.split(), ""
    lists: dict[str, list[str]] = {"但": [], "只": [], "无": []}
    for token in rest:
        if token in lists:
            part = token
        else:
            lists[part].append(token)
    others = (new, *lists["无"])
    yield from (Phrase(c.replace("~", word), c.replace("~", word), when, others) for c in lists["但"])
    yield from (Phrase(c.replace("~", word), c.replace("~", new), when, others) for c in lists["只"])
    if not lists["只"]:
        yield Phrase(word, new, when, others)
