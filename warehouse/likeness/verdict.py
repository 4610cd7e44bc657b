"""What two texts are to each other: the same, part and whole, adaptations, sharers of passages, or nothing.

The measurements behind the thresholds are in docs/duplicates.md.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from cleaners.patterns import compiled
from warehouse.likeness.alignment import Alignment, align
from warehouse.likeness.edits import NEAR, Link, Links
from warehouse.likeness.other_facts import exchanged, replaced
from warehouse.likeness.sentences import Sentence, sentences
from warehouse.likeness.taiwan_words import in_one_usage

Kind = Literal["same", "part", "adaptation", "reuse"]

# If this share of both texts is covered, they are the same; if of one, it is a part. Texts with 5 % of their characters
# edited reach .98, two speeches that share their first two thirds .71.
COVERED = 0.9
# A text of fewer Han characters is no part of another: it may be a formula that many have.
PART = 50
# If more than this share of an alignment has other facts, the texts are adaptations. It is for texts of LONG Han
# characters and shrinks in proportion for shorter ones, so that one date distinguishes two notices. A quarter of the
# share of damaged characters is added to it, as damage hits figures too. Copies with 2 % damage reach 0, with 5 % .013;
# the most similar edition of the next year has .027.
FACTS, LONG = 0.015, 3_000
# Under SHORT Han characters any other fact counts, and any other phrase or line: notices are made from templates and
# may differ in one line. Under MIDDLING they count where they outweigh the damage, which hits more of a longer text.
SHORT, MIDDLING = 500, 1_500
# One replaced article makes another version of a regulation, however long it is.
_ARTICLE = "第[一二三四五六七八九十百]+条"
# Adaptations share a skeleton: in both texts, this share of the characters is in sentences with a fellow, be it with
# names replaced. Where no facts were replaced it must be UNALTERED, as speeches that share half of their sentences come
# close to SKELETON. No stretch without fellows may be longer than STRETCH: two speeches that differ after two thirds
# have .33.
SKELETON, UNALTERED, STRETCH = 0.6, 0.7, 0.25
# How many Han characters of a shared stretch make a passage: about two sentences. Openings and formulae that speeches
# have in common are shorter, but for one pair in a hundred.
PASSAGE = 40


class Match(NamedTuple):
    """A stretch that both texts have: [start, end) in each, and the share of characters edited."""

    a: tuple[int, int]
    b: tuple[int, int]
    edited: float


class Verdict(NamedTuple):
    """What two texts are to each other, the share of each that the other covers, and the sentences that match."""

    kind: Kind | None
    coverage_a: float
    coverage_b: float
    matches: tuple[Match, ...]


def verdict(a: str, b: str) -> Verdict:
    """Judges two texts. Their order makes no difference.

    >>> text = "同志们:今天的会议很重要。大家要把精神带回去,传达到每一个人。年底我们要一项一项地检查落实的情况。"
    >>> judged = verdict(text, "转载。" + text.replace("年底", "年末"))
    >>> judged.kind, judged.coverage_a, round(judged.coverage_b, 2), judged.matches[0]
    ('same', 1.0, 0.96, Match(a=(0, 12), b=(3, 15), edited=0.0))
    """
    if _rank(a) > _rank(b):
        return _mirrored(verdict(b, a))
    found = align(sentences(a), sentences(b))
    covered = _covered(found.a, found.links_a, NEAR), _covered(found.b, found.links_b, NEAR)
    return Verdict(_kind(found, *covered), *covered, _matches(found))


def _rank(text: str) -> tuple[int, str, str]:
    """By which two texts are ordered: their Han characters, so that other marks do not exchange them."""
    key = "".join(sentence.key for sentence in sentences(text))
    return len(key), key, text


def _mirrored(found: Verdict) -> Verdict:
    matches = tuple(sorted(Match(b, a, edited) for a, b, edited in found.matches))
    return Verdict(found.kind, found.coverage_b, found.coverage_a, matches)


def _kind(found: Alignment, covered_a: float, covered_b: float) -> Kind | None:
    fellows = min(_covered(found.a, found.links_a, 1.0), _covered(found.b, found.links_b, 1.0))
    if max(covered_a, covered_b) >= COVERED or fellows >= SKELETON:
        han, covered = min(_han(found.a), _han(found.b)), min(covered_a, covered_b)
        adapted = _is_adapted(found, han, covered) and _is_adapted(in_one_usage(found), han, covered)
        if not adapted and covered >= COVERED:
            return "same"
        if not adapted and max(covered_a, covered_b) >= COVERED and han >= PART:
            return "part"
        if fellows >= (SKELETON if adapted else UNALTERED) and not (_has_gap(found) or _has_gap(found.mirrored())):
            return "adaptation"
    return "reuse" if min(_passage(found), _passage(found.mirrored())) >= PASSAGE else None


def _is_adapted(found: Alignment, han: int, covered: float) -> bool:
    """Whether more facts differ than damage explains. Other lines of a long text do not count if it is only a part of
    the other one, as they may be where it was cut off.
    """
    sides = found, found.mirrored()
    if any(compiled(_ARTICLE).match(side.a[i].key) for side in sides for i in exchanged(side)):
        return True
    if han >= SHORT and any(_has_other_facts(side, han) for side in sides):
        return True
    return (han < SHORT or (han < MIDDLING and covered >= SKELETON)) and _has_other_lines(found, han)


def _has_other_facts(found: Alignment, han: int) -> bool:
    facts, damage = replaced(found, strict=False)
    return facts > damage / 4 + FACTS * min(1, han / LONG)


def _has_other_lines(found: Alignment, han: int) -> bool:
    """Whether facts, phrases or lines differ, from either side."""
    share = 0.25 if han < SHORT else 1
    return any(
        facts > damage * share for facts, damage in (replaced(x, strict=True) for x in (found, found.mirrored()))
    )


def _han(side: Sequence[Sentence]) -> int:
    return sum(len(s.key) for s in side)


def _covered(side: Sequence[Sentence], links: Links, most: float) -> float:
    """The share of a text's Han characters in sentences that have a fellow, with at most this share edited."""
    matched = sum(len(s.key) for s, link in zip(side, links, strict=True) if link and link.edited <= most)
    return matched / (_han(side) or 1)


def _has_gap(found: Alignment) -> bool:
    """Whether a long stretch of the first text has no fellows, except for a formula here and there."""
    han = _han(found.a)
    stretches = _stretches(found.a, found.links_a)
    relevant = [(near, size) for near, size in stretches if not near or size >= min(PASSAGE, han // 20)]
    free = (sum(size for _, size in run) for near, run in groupby(relevant, itemgetter(0)) if not near)
    return max(free, default=0) > STRETCH * han


def _passage(found: Alignment) -> int:
    """How many Han characters the longest stretch of the first text has whose sentences have near fellows."""
    return max((size for near, size in _stretches(found.a, found.links_a) if near), default=0)


def _stretches(side: Sequence[Sentence], links: Links) -> list[tuple[bool, int]]:
    """Stretches of sentences with and without a near fellow, and their Han characters."""
    marked = groupby(zip(links, side, strict=True), key=lambda pair: _near(pair[0]))
    return [(near, sum(len(s.key) for _, s in pairs)) for near, pairs in marked]


def _near(link: Link | None) -> bool:
    return link is not None and link.edited <= NEAR


def _matches(found: Alignment) -> tuple[Match, ...]:
    linked = ((s, link) for s, link in zip(found.a, found.links_a, strict=True) if link)
    return tuple(
        Match((s.start, s.end), (found.b[link.first].start, found.b[link.last].end), link.edited) for s, link in linked
    )
