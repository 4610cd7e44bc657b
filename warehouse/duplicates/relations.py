"""Relating a text to those on the shelf: the index of shingles names candidates, and comparing the texts decides."""

import json
from typing import NamedTuple

from sqlite_utils import Database

from warehouse.duplicates import postings
from warehouse.likeness.fingerprint import Fingerprint, containment, fingerprint
from warehouse.likeness.verdict import Kind, Verdict, verdict
from warehouse.tables import texts
from warehouse.tables.originals import Originals

# How many candidates are judged, those with most votes first. Where there are more, they share a template, and a
# verdict costs a millisecond or more.
JUDGED = 50
# The share of the smaller sample that a candidate must have in common. Texts that are the same, part of another or
# adapted share .18 and more; those with only stock phrases in common mostly share less than this.
_LEAST_SHARE = 0.12
# Or the votes it must have: what few texts have is no stock phrase, and on a large shelf most hashes of a notice are
# stopped.
_RARE = 300_000
_SAMPLED = "SELECT id, sampled FROM texts WHERE id IN (SELECT value FROM json_each(?))"
# The share of all shingles that must be in common before the slow verdict is asked: such texts share .26 and more,
# others mostly less than this. Passages shared by texts with less in common are found by `reuse`.
_CONTAINED = 0.2
# This share of the matches is ignored at either end of an extent. It is measured in steps of so many characters.
_STRAY, _STEP = 0.05, 8
_INSERT = "INSERT OR REPLACE INTO relations VALUES (?, ?, ?, ?, ?, ?, ?)"


class Relation(NamedTuple):
    """A row of `relations`: from the part to the whole; of other kinds, from the lower id to the higher."""

    text_id: int
    other_id: int
    kind: Kind
    coverage: float
    other_coverage: float
    start: float
    end: float


def relate(db: Database, originals: Originals, text_id: int, body: str, fingerprint: Fingerprint) -> bool:
    """Judges a new text and adds it to the index. Returns what `judge` returns. Call inside a transaction."""
    is_tied = judge(db, originals, text_id, body, fingerprint)
    postings.add(db, [(text_id, fingerprint.sample)])
    return is_tied


def judge(
    db: Database, originals: Originals, text_id: int, body: str, fingerprint: Fingerprint, only_before: bool = False
) -> bool:
    """Judges a text against its candidates and writes the relations. Returns whether it is the same as another text or
    one is part of the other. With `only_before`, as if it had come after those with lower ids and before the others. Call
    inside a transaction.
    """
    is_tied = False
    for other_id in worth_judging(db, text_id, fingerprint, only_before):
        found = relation(text_id, body, other_id, texts.body_of_text(db, originals, other_id))
        if found:
            db.execute(_INSERT, found)
            is_tied |= found.kind in ("same", "part")
    return is_tied


def judge_again(db: Database, originals: Originals, text_id: int, body: str) -> None:
    """Judges a text anew after another copy gave it another body. Call inside a transaction."""
    db.execute("DELETE FROM relations WHERE ? IN (text_id, other_id)", [text_id])
    judge(db, originals, text_id, body, fingerprint(body))


def relation(text_id: int, body: str, other_id: int, other: str) -> Relation | None:
    """What two texts are to each other, None if they are nothing."""
    found = verdict(body, other) if containment(body, other) >= _CONTAINED else None
    return _row(text_id, other_id, found, found.kind, len(body), len(other)) if found and found.kind else None


def worth_judging(db: Database, text_id: int, fingerprint: Fingerprint, only_before: bool) -> list[int]:
    """The candidates that share more than stock phrases, most votes first, JUDGED at most."""
    near = postings.candidates(db, fingerprint.sample, before=text_id if only_before else None)
    found = [candidate for candidate in near if candidate.text_id != text_id]
    sampled = dict(db.execute(_SAMPLED, [json.dumps([c.text_id for c in found])]).fetchall())
    own = len(fingerprint.sample)
    worth = [c.text_id for c in found if c.shared >= _LEAST_SHARE * min(own, sampled[c.text_id]) or c.votes >= _RARE]
    return worth[:JUDGED]


def _row(text_id: int, other_id: int, found: Verdict, kind: Kind, length: int, other_length: int) -> Relation:
    ours, theirs = found.coverage_a, found.coverage_b
    is_turned = ours < theirs if kind == "part" else text_id > other_id
    if is_turned:
        spans, whole = [match.a for match in found.matches], length
        first, second, ours, theirs = other_id, text_id, theirs, ours
    else:
        spans, whole = [match.b for match in found.matches], other_length
        first, second = text_id, other_id
    return Relation(first, second, kind, ours, theirs, *_extent(sorted(spans), whole))


def _extent(spans: list[tuple[int, int]], whole: int) -> tuple[float, float]:
    """From where to where most of the spans lie, as shares of the whole. A stock phrase may have matched far off."""
    points = [point for start, end in spans for point in range(start, end, _STEP)]
    return points[int(len(points) * _STRAY)] / whole, (points[int((len(points) - 1) * (1 - _STRAY))] + 1) / whole
