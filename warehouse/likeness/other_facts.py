"""Which sentences of an alignment had facts replaced: figures, places, people, subjects.

Damage and polish change characters at random. An adaptation for another county or year replaces one name by another,
the same one throughout, and one figure by another. That distinguishes it from a damaged copy.
"""

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from cleaners.patterns import compiled
from warehouse.likeness.alignment import Alignment
from warehouse.likeness.edits import Change, Link, Links
from warehouse.likeness.sentences import Sentence

# Below this share of damaged characters, a figure without one of its digits, or two changed characters in a row, are no
# accident: it is less than one typo in a notice of 300.
CLEAN = 0.003
# From this share of damaged characters on, four in a row may be an accident.
HEAVY = 0.02
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
_NUMERAL = f"[{''.join(sorted(_NUMERALS))}]+"
_LEVELS = frozenset("省市州盟县区旗镇乡村")
# Characters that people confuse, often throughout a text.
_MISTAKEN = tuple(
    map(
        frozenset,
        "的地得 帐账 做作 象像相 份分 唯惟 他它她 那哪 己已巳 未末 订定 即既 须需 连联 坐座 在再 制治".split(),
    )
)
_SIDES = frozenset("上下中前后左右东西南北")  # 上午, 下午; 东楼, 西楼
# Subjects of office work: a notice is about one of them, and a typo seldom turns one into another.
_SUBJECT = (
    "信息|信访|信贷|信用|档案|保密|机要|督查|统计|审计|会计|财政|财务|税务|政务|党务|村务|校务|商务|侨务|民政|司法|政法|执法|普法|教育|体育|卫生|防疫|"
    "防汛|防旱|防火|防灾|防空|抗旱|抗震|消防|安全|治安|综治|禁毒|环保|农业|林业|渔业|牧业|工业|物业|水利|水务|水产|交通|城管|城建|规划|人事|人才|人防|外事|"
    "民族|宗教|统战|宣传|组织|纪检|监察|工会|妇联|团委|武装|征兵|双拥|老龄|扶贫|救灾|招商|招生|招聘|招标|采购|后勤|接待|科技|科普|文化|文物|文明|旅游|"
    "医保|社保|低保|就业|创业|年检|质检|春耕|春运|秋收|秋种"
)
_PERSON = ("同志", "书记", "主任", "县长", "市长", "区长", "局长", "镇长", "乡长")


class Replaced(NamedTuple):
    """Shares of the aligned characters of the first text: those in sentences with other facts, and those edited in the
    remaining sentences."""

    facts: float
    damage: float


def replaced(found: Alignment, *, strict: bool) -> Replaced:
    """How much of an alignment has other facts. If `strict`, other phrases and sentences are other facts too.

    >>> from warehouse.likeness.alignment import align; from warehouse.likeness.sentences import sentences
    >>> replaced(align(sentences("完成投资12亿元。大家辛苦。"), sentences("完成投资15亿元。大家辛苦。")), strict=False)
    Replaced(facts=0.6, damage=0.0)
    """
    sizes = [len(s.key) for s in found.a]
    aligned = sum(size for size, link in zip(sizes, found.links_a, strict=True) if link) or 1
    often, phrases = _repeated(found, strict), _phrases(found, sure=True) if strict else set[int]()
    sure = _other_words(found, often, strict, sure=True) | _figures(found, sure=True)
    # Heavy damage hits neighbouring characters too, and then another phrase is not sure.
    sure |= phrases if _edited(found, sizes, sure | phrases) < HEAVY * aligned else set()
    words, figures = _other_words(found, often, strict, sure=False), _figures(found, sure=not strict)
    words |= _phrases(found, sure=False) if strict else set()
    # Doubtful cases are other facts, not damage, if nothing else is damaged. Figures are no characters of the key, so
    # edits in a sentence with a doubtful figure are something else, such as a watermark that breaks it, and count as
    # damage.
    is_clean = _edited(found, sizes, sure | words if strict else sure) < CLEAN * aligned
    other = sure | words | figures if is_clean else sure
    return Replaced(sum(sizes[i] for i in other) / aligned, _edited(found, sizes, other) / aligned)


def _edited(found: Alignment, sizes: Sequence[int], other: Set[int]) -> float:
    """How many characters were edited in sentences without other facts."""
    return sum(link.edited * sizes[i] for i, link in enumerate(found.links_a) if link and i not in other)


def _other_words(found: Alignment, often: Set[Change], strict: bool, sure: bool) -> set[int]:
    """The sentences with other words for facts; if not `sure`, those too that may be damage."""
    linked = [(i, found.a[i], link) for i, link in enumerate(found.links_a) if link]
    other = {i for i, _, link in linked if any(_is_fact(c, often, strict, sure) for c in link.changes)}
    if not strict:
        return other
    numerals = {i for i, sentence, link in linked if _other_numerals(sentence, link, found.b, sure)}
    subjects = {i for i, sentence, link in linked if _other_subjects(sentence, link, found.b)}
    return other | numerals | subjects | exchanged(found)


def _phrases(found: Alignment, sure: bool) -> set[int]:
    """The sentences with other phrases; if not `sure`, those too that may be damage."""
    return {i for i, link in enumerate(found.links_a) if link and any(_is_phrase(c, sure) for c in link.changes)}


def _figures(found: Alignment, sure: bool) -> set[int]:
    """The sentences with other figures; if not `sure`, those too that may be damage."""
    linked = ((i, link) for i, link in enumerate(found.links_a) if link)
    return {i for i, link in linked if _other_figures(found.a[i], link, found.b, sure)}


def _repeated(found: Alignment, strict: bool) -> set[Change]:
    """The changes made in two sentences or more. If `strict`, a word replaced twice before the same characters counts
    even if by different words, as one of these may be damaged.
    """
    changes = [c for link in found.links_a if link for c in set(link.changes)]
    by_same, before_same = Counter((c.old, c.new) for c in changes), Counter((c.old, c.after) for c in changes)
    words = {c for c in changes if strict and len(c.old) > 1 and before_same[c.old, c.after] > 1}
    return words | {c for c in changes if by_same[c.old, c.new] > 1}


def _is_fact(change: Change, often: Set[Change], strict: bool, sure: bool) -> bool:
    """Whether a change replaces a numeral, a level, a side, a place or a person, or was made elsewhere too."""
    old, new, after = change
    least, most = sorted((len(old), len(new)))
    both = {*old, *new}
    is_often, may_be = change in often, strict or not sure
    if both <= _NUMERALS or both <= _LEVELS:
        return may_be or is_often or (most > 1 and both <= _NUMERALS)
    if strict and most == 1 and both <= _SIDES:
        return True
    if any(both <= mistaken for mistaken in _MISTAKEN):
        return False
    if old in new or new in old:  # 组 and 查组要: characters were lost, none replaced
        return False
    place = (after[:1] in _LEVELS or {old[-1], new[-1]} <= _LEVELS) and (not sure or _share_positions(old, new))
    if may_be and least > 1 and (place or ({*old}.isdisjoint(new) and after.startswith(_PERSON))):
        return True
    if strict and not sure and not _LEVELS.isdisjoint(after):  # 河东区, 河西区
        return True
    return is_often and (strict or most > 1 or place)


def _share_positions(old: str, new: str) -> bool:
    """Whether the characters that two words have in common are in the same position: 清河 and 清江. 某天 and 冬某 are typos."""
    return {*old} & {*new} == {x for x, y in zip(old, new, strict=False) if x == y}


def _is_phrase(change: Change, sure: bool) -> bool:
    """Whether a change replaces a phrase. If `sure`, it must be so long that it is no damage. Characters that both have
    in common were not replaced: 行政 and 传行交 are two typos.
    """
    least, most = sorted((len(change.old), len(change.new)))
    common = LCSseq.similarity(change.old, change.new)
    if least - bool(common) < 2 or 2 * common > least:
        return False
    return most > 3 or least - bool(common) > 2 or not sure


def _other_figures(sentence: Sentence, link: Link, others: Sequence[Sentence], sure: bool) -> bool:
    """Whether figures were replaced by others."""
    theirs = [figure for other in others[link.first : link.last + 1] for figure in other.numbers]
    return bool(sentence.numbers) and _differ(list(sentence.numbers), theirs, sure)


def _other_numerals(sentence: Sentence, link: Link, others: Sequence[Sentence], sure: bool) -> bool:
    """Whether numerals were replaced by others: 第十次 and 第十一次, where nothing but 一 was inserted. A numeral replaced by
    a character that is none was damaged.
    """
    ours, theirs = _terms(_NUMERAL, sentence, link, others)
    mixed = (not _NUMERALS.isdisjoint(c.old + c.new) and not {*c.old, *c.new} <= _NUMERALS for c in link.changes)
    if ours == theirs or len(ours) != len(theirs) or not link.edited or any(mixed):
        return False
    return not sure or _differ(ours, theirs, sure)


def _other_subjects(sentence: Sentence, link: Link, others: Sequence[Sentence]) -> bool:
    """Whether subjects were replaced by others."""
    ours, theirs = _terms(_SUBJECT, sentence, link, others)
    return len(ours) == len(theirs) and ours != theirs


def _terms(term: str, sentence: Sentence, link: Link, others: Sequence[Sentence]) -> tuple[list[str], list[str]]:
    """The words of some kind in a sentence, and those in its fellow."""
    theirs = "".join(other.key for other in others[link.first : link.last + 1])
    return compiled(term).findall(sentence.key), compiled(term).findall(theirs)


def _differ(ours: list[str], theirs: list[str], sure: bool) -> bool:
    """Whether the shorter list is not a subsequence of the longer one, even if damage is allowed for."""
    few, many = sorted((ours, theirs), key=len)
    left = iter(many)
    return not all(any(x == y or _may_be_damage(x, y, sure) for y in left) for x in few)


def _may_be_damage(old: str, new: str, sure: bool) -> bool:
    """Whether one figure may be the other with digits lost: 2019 and 209 or 20. Short ones need `sure`: 15 and 5.

    >>> _may_be_damage("2019", "209", False), _may_be_damage("2019", "2020", True), _may_be_damage("15", "5", False)
    (True, False, False)
    """
    short, long = sorted((old, new), key=len)
    signs = iter(long)
    return all(sign in signs for sign in short) and (sure or len(long) > 3)


def exchanged(found: Alignment) -> set[int]:
    """Sentences without a fellow where the other text has, in the same place, another one without a fellow."""
    a, b = found.links_a, found.links_b
    last = len(b) - 1
    return {
        i
        for i, link in enumerate(a)
        if link is None
        and (_free_at(b, _fellow(a, i - 1, -1).last + 1) or _free_at(b, _fellow(a, i + 1, last + 1).first - 1))
    }


def _fellow(links: Links, i: int, edge: int) -> Link:
    """The link of a sentence; beyond the first and the last one, or without a link, a link to the edge."""
    return (links[i] if 0 <= i < len(links) else None) or Link(edge, edge, 0.0)


def _free_at(links: Links, j: int) -> bool:
    return 0 <= j < len(links) and links[j] is None
