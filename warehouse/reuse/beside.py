"""Passages that are too weak to count by themselves, and count near one that the same two speeches share.

Whoever borrows a sentence borrows its neighbours. A few characters that two speeches share are chance, but not if both
have them within a paragraph of a surely borrowed passage.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from warehouse.likeness.passages import passages
from warehouse.reuse.found import Found, Holder, Span, with_holders
from warehouse.reuse.like import NEAR, Scale, tells, trigrams
from warehouse.reuse.units import Unit, key_of, units

# About a paragraph: how many characters on either side of a passage are searched.
_BESIDE = 200
# How many Han characters in common trigrams are enough there, and how much they must weigh.
_SHARED, _TELLING = 7, 5.0
# So many characters have at least so many common trigrams: in a run of four and one of three.
_GRAMS = 3
_BODY = "SELECT body FROM speeches WHERE id = ?"


class _Anchor(NamedTuple):
    """A passage that was found: its span in the text, whose body has it, and its span there."""

    holder: Holder
    own: Span
    there: Span


class _Asked(NamedTuple):
    """A sentence of the text with its trigrams, except those of the text's subject."""

    unit: Unit
    grams: frozenset[str]


def beside(db: Database, text: str, found: Sequence[Found], scale: Scale) -> list[Found]:
    """What was found and the weaker passages near it, in the order of the text. None are looked for in formulae."""
    parts = {one.start: one for one in found if not one.whole}
    for unit, holders in _weaker(db, text, found, scale).items():
        before = parts[unit.start].holders if unit.start in parts else ()
        new = [one for one in holders if not any(one.meets(other) for other in before)]
        if new:
            parts[unit.start] = with_holders(unit.start, unit.end, False, [*before, *new])
    return sorted([*(one for one in found if one.whole), *parts.values()], key=lambda one: (one.start, not one.whole))


def _weaker(db: Database, text: str, found: Sequence[Found], scale: Scale) -> dict[Unit, list[Holder]]:
    """The weaker passages of each sentence, without formulae, and without speeches that have the whole sentence."""
    formulae = {one.start for one in found if one.common}
    whole = {(one.start, holder.id) for one in found if one.whole for holder in one.holders}
    asked = [_Asked(unit, trigrams(unit.key) - scale.subject) for unit in units(text) if unit.start not in formulae]
    weaker = defaultdict[Unit, list[Holder]](list)
    for anchor in _anchors(found):
        start, end = _around(anchor.own)
        near = [one for one in asked if one.unit.start < end and start < one.unit.end]
        near = [one for one in near if (one.unit.start, anchor.holder.id) not in whole]
        for unit, holder in _near(db, text, near, anchor, scale):
            weaker[unit].append(holder)
    return weaker


def _anchors(found: Iterable[Found]) -> Iterator[_Anchor]:
    for one in found:
        for holder in one.holders:
            for match in holder.matches:
                own = one.start + match.a[0], one.start + match.a[1]
                yield _Anchor(holder, own, (holder.start + match.b[0], holder.start + match.b[1]))


def _around(span: Span) -> Span:
    return max(0, span[0] - _BESIDE), span[1] + _BESIDE


def _near(
    db: Database, text: str, asked: Iterable[_Asked], anchor: _Anchor, scale: Scale
) -> Iterator[tuple[Unit, Holder]]:
    """The sentences that share a weaker passage with the surroundings of a passage in the other speech."""
    at, end = _around(anchor.there)
    (body,) = db.execute(_BODY, [anchor.holder.id]).fetchone()
    there = body[at:end]
    grams = trigrams(key_of(there))
    for unit in (one.unit for one in asked if len(one.grams & grams) >= _GRAMS):
        own = text[unit.start : unit.end]
        for match in passages(own, there, least=_SHARED):
            a, b = own[slice(*match.a)], there[slice(*match.b)]
            if match.edited <= NEAR and tells(key_of(a), key_of(b), scale, _SHARED, _TELLING):
                only = match._replace(b=(0, len(b)))
                yield unit, anchor.holder._replace(start=at + match.b[0], text=b, matches=(only,))
