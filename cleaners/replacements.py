"""Which sentences of an alignment had facts replaced: figures, places, people, subjects.

Damage and polish touch characters at random. Another county or year puts one name for another, and the same one
throughout; it puts one figure in the place of another. That tells an adaptation from a damaged copy.
"""

from collections import Counter
from collections.abc import Sequence, Set
from functools import cache
from typing import NamedTuple

from cleaners.alignment import Alignment
from cleaners.comparison import Change, Link, Links
from cleaners.lazy import compiled
from cleaners.phrases import table
from cleaners.sentences import Sentence

# Share of damaged characters under which a figure that lost a digit, or two characters in a row, are no accident: less
# than one typo in a notice of 300.
CLEAN = 0.003
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
_NUMERAL = f"[{''.join(sorted(_NUMERALS))}]+"
_LEVELS = frozenset("省市州盟县区旗镇乡村")
_SIDES = frozenset("上下中前后左右东西南北")  # 上午, 下午; 东楼, 西楼
_PERSON = ("同志", "书记", "主任", "县长", "市长", "区长", "局长", "镇长", "乡长")


class Replaced(NamedTuple):
    """Shares of the aligned characters of the first text: in sentences with other facts, and edited in the rest."""

    facts: float
    damage: float


def replaced(found: Alignment, *, strict: bool) -> Replaced:
    """How much of an alignment has other facts; strictly, other phrases and sentences are other facts too.

    >>> from cleaners.alignment import align; from cleaners.sentences import sentences
    >>> replaced(align(sentences("完成投资12亿元。大家辛苦。"), sentences("完成投资15亿元。大家辛苦。")), strict=False)
    Replaced(facts=0.6, damage=0.0)
    """
    sizes = [len(s.key) for s in found.a]
    aligned = sum(size for size, link in zip(sizes, found.links_a, strict=True) if link) or 1
    sure, unsure = _other(found, strict, sure=True), _other(found, strict, sure=False)
    # What may have been damaged instead was not, if nothing else was.
    is_clean = _edited(found, sizes, sure | unsure if strict else sure) < CLEAN * aligned
    other = sure | unsure if is_clean else sure
    return Replaced(sum(sizes[i] for i in other) / aligned, _edited(found, sizes, other) / aligned)


def _edited(found: Alignment, sizes: Sequence[int], other: Set[int]) -> float:
    """The characters that edits touch in sentences without other facts."""
    return sum(link.edited * sizes[i] for i, link in enumerate(found.links_a) if link and i not in other)


def _other(found: Alignment, strict: bool, sure: bool) -> set[int]:
    """The sentences with other facts; unless sure, those that may have been damaged instead."""
    often = _repeated(found)
    other = {
        i
        for i, link in enumerate(found.links_a)
        if (link and _other_figures(found.a[i], link, found.b, sure or not strict))
        or (link and strict and _other_numerals(found.a[i], link, found.b))
        or (link and any(_is_fact(c, often, strict, sure) or (strict and _is_phrase(c, sure)) for c in link.changes))
    }
    return other | _exchanged(found) if strict else other


def _repeated(found: Alignment) -> set[tuple[str, str]]:
    """What was put for what in two sentences or more."""
    times = Counter((c.old, c.new) for link in found.links_a if link for c in set(link.changes))
    return {pair for pair, count in times.items() if count > 1}


@cache
def _regional() -> frozenset[tuple[str, str]]:
    """Words of Taiwan and the mainland's own, both ways, without what they have in common."""
    pairs = {_core(p.word, p.new) for phrases in table().values() for p in phrases if not p.stays}
    return frozenset(pairs | {(new, old) for old, new in pairs})


def _core(old: str, new: str) -> tuple[str, str]:
    """Two words without their common beginning and end.

    >>> _core("最佳化", "优化")
    ('最佳', '优')
    """
    ahead = _alike(old, new)
    old, new = old[ahead:], new[ahead:]
    behind = _alike(old[::-1], new[::-1])
    return old[: len(old) - behind], new[: len(new) - behind]


def _alike(old: str, new: str) -> int:
    """How many characters two words begin with in common."""
    return next((n for n, (x, y) in enumerate(zip(old, new, strict=False)) if x != y), min(len(old), len(new)))


def _is_fact(change: Change, often: Set[tuple[str, str]], strict: bool, sure: bool) -> bool:
    """Whether a change is that of a numeral, a level, a side, a place, a person, or one made again elsewhere."""
    old, new, after = change
    least, most = sorted((len(old), len(new)))
    both = {*old, *new}
    if both <= _NUMERALS or (most == 1 and (both <= _LEVELS or (strict and both <= _SIDES))):
        return True
    if (old, new) in _regional():
        return False
    place = after[:1] in _LEVELS or {old[-1], new[-1]} <= _LEVELS
    if (strict or not sure) and least > 1 and {*old}.isdisjoint(new) and (place or after.startswith(_PERSON)):
        return True
    return (old, new) in often and (strict or most > 1 or place)


def _is_phrase(change: Change, sure: bool) -> bool:
    """Whether a change is that of a phrase: two or three characters in a row may have been damaged."""
    least, most = sorted((len(change.old), len(change.new)))
    if least < 2 or (change.old, change.new) in _regional():
        return False
    return most > 3 or least > 2 or not sure


def _other_figures(sentence: Sentence, link: Link, others: Sequence[Sentence], sure: bool) -> bool:
    """Whether figures stand in the place of others; a figure broken in two by damage has no place to compare."""
    theirs = [figure for other in others[link.first : link.last + 1] for figure in other.numbers]
    if len(theirs) != len(sentence.numbers):
        return False
    pairs = zip(sentence.numbers, theirs, strict=True)
    return any(x != y and not _may_be_damage(x, y, sure) for x, y in pairs)


def _other_numerals(sentence: Sentence, link: Link, others: Sequence[Sentence]) -> bool:
    """Whether numerals stand in the place of others: 第十次 and 第十一次, where nothing but 一 was put in."""
    theirs = "".join(other.key for other in others[link.first : link.last + 1])
    ours, others_own = (compiled(_NUMERAL).findall(key) for key in (sentence.key, theirs))
    return len(ours) == len(others_own) and ours != others_own


def _may_be_damage(old: str, new: str, sure: bool) -> bool:
    """Whether a sign was lost, or an end: 2019 and 209 or 20. Of short figures that is not sure: 15 and 5.

    >>> _may_be_damage("2019", "209", False), _may_be_damage("2019", "2020", True), _may_be_damage("15", "5", False)
    (True, False, False)
    """
    short, long = sorted((old, new), key=len)
    lost = long.startswith(short) or long.endswith(short) or _without_one(long, short)
    return lost and (sure or len(long) > 3)


def _without_one(long: str, short: str) -> bool:
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _exchanged(found: Alignment) -> set[int]:
    """Sentences without a fellow at whose place the other text has one of its own."""
    a, b = found.links_a, found.links_b
    last = len(b) - 1
    return {
        i
        for i, link in enumerate(a)
        if link is None
        and (_free_at(b, _fellow(a, i - 1, -1).last + 1) or _free_at(b, _fellow(a, i + 1, last + 1).first - 1))
    }


def _fellow(links: Links, i: int, edge: int) -> Link:
    """A sentence's link; before the first and after the last sentence stands the edge."""
    return (links[i] if 0 <= i < len(links) else None) or Link(edge, edge, 0.0)


def _free_at(links: Links, j: int) -> bool:
    return 0 <= j < len(links) and links[j] is None
