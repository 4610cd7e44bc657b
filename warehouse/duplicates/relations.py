"""How a text relates to those that are held: the index names candidates, the texts themselves decide."""

import json

from sqlite_utils import Database

from warehouse.duplicates import postings
from warehouse.likeness.fingerprint import Fingerprint, containment
from warehouse.likeness.verdict import Verdict, verdict
from warehouse.tables import texts
from warehouse.tables.originals import Originals

# Candidates that are judged, those with most votes first. More of them share a template, and one verdict costs about
# a millisecond.
_JUDGED = 50
# What texts that are the same, or part of another, or adapted, share of the smaller sample is .18 and more; those that
# have stock phrases in common mostly less than this.
_LEAST_SHARE = 0.12
# Or so many votes: what few texts hold is no stock phrase, and on a large shelf most hashes of a notice are stopped.
_RARE = 300_000
_SAMPLED = "SELECT id, sampled FROM texts WHERE id IN (SELECT value FROM json_each(?))"
# The same of all their shingles, which is quick to tell: .26 and more against mostly less than this. Passages shared by
# texts that have less in common are the business of `reuse`.
_CONTAINED = 0.2
# Of what two texts share, this much at either end may lie elsewhere. The place is measured in steps of characters.
_STRAY, _STEP = 0.05, 8
_INSERT = "INSERT OR REPLACE INTO relations VALUES (?, ?, ?, ?, ?, ?, ?)"


def relate(db: Database, originals: Originals, text_id: int, body: str, fingerprint: Fingerprint) -> bool:
    """Judges a new text, and puts it into the index. Wants an open transaction."""
    is_tied = judge(db, originals, text_id, body, fingerprint)
    postings.add(db, [(text_id, fingerprint.sample)])
    return is_tied


def judge(
    db: Database, originals: Originals, text_id: int, body: str, fingerprint: Fingerprint, only_before: bool = False
) -> bool:
    """Judges a text, which may be in the index already, and notes how it is related; whether it is the same as another
    or part of one. With `only_before` it is judged against texts of a lower id. Wants an open transaction.
    """
    is_tied = False
    for other_id in _worth_judging(db, text_id, fingerprint, only_before):
        other = texts.body_of_text(db, originals, other_id)
        found = verdict(body, other) if containment(body, other) >= _CONTAINED else None
        if found and found.kind:
            db.execute(_INSERT, _row(text_id, other_id, found, len(body), len(other)))
            is_tied |= found.kind in ("same", "part")
    return is_tied


def _worth_judging(db: Database, text_id: int, fingerprint: Fingerprint, only_before: bool) -> list[int]:
    """The texts that share more than stock phrases, those with most votes first."""
    found = [
        c
        for c in postings.candidates(db, fingerprint.sample)
        if c.text_id < text_id or (c.text_id != text_id and not only_before)
    ]
    sampled = dict(db.execute(_SAMPLED, [json.dumps([c.text_id for c in found])]).fetchall())
    own = len(fingerprint.sample)
    worth = [c.text_id for c in found if c.shared >= _LEAST_SHARE * min(own, sampled[c.text_id]) or c.votes >= _RARE]
    return worth[:_JUDGED]


def _row(text_id: int, other_id: int, found: Verdict, length: int, other_length: int) -> tuple[object, ...]:
    """A relation from the part to the whole; others from the lower id to the higher."""
    ours, theirs = found.coverage_a, found.coverage_b
    is_turned = ours < theirs if found.kind == "part" else text_id > other_id
    if is_turned:
        places, whole = [match.a for match in found.matches], length
        first, second, ours, theirs = other_id, text_id, theirs, ours
    else:
        places, whole = [match.b for match in found.matches], other_length
        first, second = text_id, other_id
    return first, second, found.kind, ours, theirs, *_place(sorted(places), whole)


def _place(places: list[tuple[int, int]], whole: int) -> tuple[float, float]:
    """Where most of some stretches stands, as shares of the whole: a stock phrase may have its fellow far off."""
    at = [where for start, end in places for where in range(start, end, _STEP)]
    return at[int(len(at) * _STRAY)] / whole, (at[int((len(at) - 1) * (1 - _STRAY))] + 1) / whole
