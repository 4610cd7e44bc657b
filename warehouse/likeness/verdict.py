"""What two texts are to each other: the same, one a part of the other, an adaptation, sharers of passages, nothing.

The figures behind the thresholds stand in docs/duplicates.md.
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

# Coverage of both texts that makes them the same, and of one that makes it a part. Texts with 5 % of their characters
# edited reach .98, two speeches that share their first two thirds .71.
COVERED = 0.9
# A text is no part of another below this many Han characters: a formula stands in many.
PART = 50
# Share of an alignment with other facts that makes it an adaptation, in a text of LONG Han characters; in a shorter one
# in proportion, so that one date tells two notices apart. A quarter of the share of damaged characters is added: damage
# strikes figures too. Copies with 2 % damage reach 0, with 5 % .013; the most alike next-year's edition has .027.
FACTS, LONG = 0.015, 3_000
# Under SHORT Han characters any other fact counts, and so does any other phrase or line: notices are made from templates,
# and one line tells them apart. Under MIDDLING they do where they outweigh the damage, which strikes more places there.
SHORT, MIDDLING = 500, 1_500
# One article replaced tells two versions of a regulation apart, however long they are.
_ARTICLE = "第[一二三四五六七八九十百]+条"
# Coverage of both texts, sentences with replaced names among it, that makes a skeleton; where no facts were replaced it
# takes more, for speeches that share half of their sentences come near. And the longest stretch without fellows that it may
# have: two speeches that part ways after two thirds have .33.
SKELETON, UNALTERED, STRETCH = 0.6, 0.7, 0.25
# Han characters of a shared stretch that make a passage: about two sentences. The openings and formulae that speeches have
# in common stay below it but for one pair in a hundred.
PASSAGE = 40


class Match(NamedTuple):
    """Sentences that stand in both texts: [start, end) in each, and the share of characters edited."""

    a: tuple[int, int]
    b: tuple[int, int]
    edited: float


class Verdict(NamedTuple):
    """What two texts are to each other, the share of each that has a fellow in the other, and the fellows."""

    kind: Kind | None
    coverage_a: float
    coverage_b: float
    matches: tuple[Match, ...]


def verdict(a: str, b: str) -> Verdict:
    """Judges two texts; the same from either side.

    >>> text = "同志们:今天的会议很重要。大家要把精神带回去,传达到每一个人。年底我们要一项一项地检查落实的情况。"
    >>> judged = verdict(text, "转载。" + text.replace("年底", "年末"))
    >>> judged.kind, judged.coverage_a, round(judged.coverage_b, 2), judged.matches[0]
    ('same', 1.0, 0.96, Match(a=(0, 12), b=(3, 15), edited=0.0))
    """
    if (len(a), a) > (len(b), b):
        return _mirrored(verdict(b, a))
    found = align(sentences(a), sentences(b))
    covered = _covered(found.a, found.links_a, NEAR), _covered(found.b, found.links_b, NEAR)
    return Verdict(_kind(found, *covered), *covered, _matches(found))


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
    passages = (size for near, size in _stretches(found.a, found.links_a) if near)
    return "reuse" if max(passages, default=0) >= PASSAGE else None


def _is_adapted(found: Alignment, han: int, covered: float) -> bool:
    """Whether the facts that differ are more than damage explains. Where a text is cut off is no other line: those of a long
    text that is no more than a part of another do not count.
    """
    if any(compiled(_ARTICLE).match(found.a[i].key) for i in exchanged(found)):
        return True
    if han >= SHORT and _has_other_facts(found, han):
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
    """The share of a text's Han characters in sentences that edits part from their fellows by so much at most."""
    matched = sum(len(s.key) for s, link in zip(side, links, strict=True) if link and link.edited <= most)
    return matched / (_han(side) or 1)


def _has_gap(found: Alignment) -> bool:
    """Whether a long stretch of the first text has no fellows but for a formula here and there."""
    han = _han(found.a)
    stretches = _stretches(found.a, found.links_a)
    told = [(near, size) for near, size in stretches if not near or size >= min(PASSAGE, han // 20)]
    free = (sum(size for _, size in run) for near, run in groupby(told, itemgetter(0)) if not near)
    return max(free, default=0) > STRETCH * han


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
