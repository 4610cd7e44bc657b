"""Proving relations: two texts are judged again, and must come out as they are held."""

from collections.abc import Iterator

from sqlite_utils import Database

from warehouse.duplicates import postings
from warehouse.duplicates.relations import JUDGED, Relation, relation, worth_judging
from warehouse.errors import Damaged, MissingOriginal
from warehouse.likeness.fingerprint import fingerprint
from warehouse.proof.faults import REBUILD, Fault
from warehouse.tables import texts
from warehouse.tables.originals import Originals

_HELD = """
SELECT * FROM relations WHERE text_id = :text AND other_id < :text
UNION ALL SELECT * FROM relations WHERE other_id = :text AND text_id < :text
"""


def relation_faults(db: Database, originals: Originals, text_id: int) -> Iterator[Fault]:
    """What is wrong with the relations of a text to those with lower ids."""
    try:
        body = texts.body_of_text(db, originals, text_id)
        held = {
            _other(text_id, row): row for row in map(Relation._make, db.execute(_HELD, {"text": text_id}).fetchall())
        }
        sure = _surely_judged(db, text_id, body)
        for other in sorted(held.keys() | sure):
            due = relation(text_id, body, other, texts.body_of_text(db, originals, other))
            if held.get(other) != due:
                yield Fault(
                    f"text {text_id}", f"to text {other} it is {_words(held.get(other))}, not {_words(due)}", REBUILD
                )
    except (MissingOriginal, Damaged) as error:
        yield Fault(f"text {text_id}", str(error))


def _other(text_id: int, row: Relation) -> int:
    return row.other_id if row.text_id == text_id else row.text_id


def _surely_judged(db: Database, text_id: int, body: str) -> set[int]:
    """The texts with which this one was surely compared. Where many share a template, or hashes were stopped since, the
    index no longer tells which were.
    """
    known = fingerprint(body)
    worth = worth_judging(db, text_id, known, only_before=True)
    return set() if len(worth) >= JUDGED or postings.any_stopped(db, known.sample) else set(worth)


def _words(row: Relation | None) -> str:
    if row is None:
        return "nothing"
    shares = (row.coverage, row.other_coverage, row.start, row.end)
    return f"{row.kind} of {row.text_id} to {row.other_id} ({', '.join(f'{share:.4g}' for share in shares)})"
