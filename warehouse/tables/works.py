"""Works: speeches that were adapted from one another, for the next county or the next year."""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from warehouse.union import roots

_JOINED = """
SELECT DISTINCT work_id FROM speeches WHERE id = :speech OR id IN (
    SELECT t.speech_id FROM relations JOIN texts t ON t.id = other_id
    WHERE text_id IN (SELECT id FROM texts WHERE speech_id = :speech) AND kind = 'adaptation'
    UNION SELECT t.speech_id FROM relations JOIN texts t ON t.id = text_id
    WHERE other_id IN (SELECT id FROM texts WHERE speech_id = :speech) AND kind = 'adaptation'
) ORDER BY work_id
"""
# All that hang together by adaptation, or did so before. CROSS JOIN: from the speeches at hand, never over all relations.
_NEAR = """
WITH RECURSIVE near (id) AS (
    SELECT value FROM json_each(:speeches)
    UNION SELECT y.speech_id FROM near CROSS JOIN texts x ON x.speech_id = near.id
        CROSS JOIN relations ON text_id = x.id AND kind = 'adaptation' CROSS JOIN texts y ON y.id = other_id
    UNION SELECT y.speech_id FROM near CROSS JOIN texts x ON x.speech_id = near.id
        CROSS JOIN relations ON other_id = x.id AND kind = 'adaptation' CROSS JOIN texts y ON y.id = text_id
    UNION SELECT other.id FROM near JOIN speeches one ON one.id = near.id JOIN speeches other USING (work_id)
) SELECT near.id, work_id FROM near JOIN speeches USING (id) ORDER BY near.id
"""
_ADAPTED = """
SELECT x.speech_id, y.speech_id FROM json_each(:speeches) CROSS JOIN texts x ON x.speech_id = value
CROSS JOIN relations ON text_id = x.id AND kind = 'adaptation' CROSS JOIN texts y ON y.id = other_id
WHERE y.speech_id IN (SELECT value FROM json_each(:speeches))
"""


def new(db: Database) -> int:
    """The id of a new work. Wants an open transaction."""
    return int(db.execute("INSERT INTO works DEFAULT VALUES RETURNING id").fetchall()[0][0])


def join(db: Database, speech_id: int) -> None:
    """Makes one work of all that a new speech is adapted from or to. Wants an open transaction."""
    works = [work for (work,) in db.execute(_JOINED, {"speech": speech_id}).fetchall()]
    _move(db, works[1:], works[0])


def divide(db: Database, speech_ids: Iterable[int]) -> None:
    """Settles the works of speeches anew, where texts have moved between them. Wants an open transaction."""
    work_of = dict(db.execute(_NEAR, {"speeches": json.dumps(sorted(speech_ids))}).fetchall())
    pairs = db.execute(_ADAPTED, {"speeches": json.dumps(list(work_of))}).fetchall()
    members = defaultdict[int, list[int]](list)
    for speech, root in roots(work_of, pairs).items():
        members[root].append(speech)
    taken = set[int]()
    for speeches in members.values():
        free = {work_of[speech] for speech in speeches} - taken - {None}
        work = min(free, default=None) or new(db)
        taken.add(work)
        db.execute(
            "UPDATE speeches SET work_id = ? WHERE work_id IS NOT ? AND id IN (SELECT value FROM json_each(?))",
            [work, work, json.dumps(speeches)],
        )
    drop_empty(db, {work for work in work_of.values() if work} - taken)


def _move(db: Database, works: list[int], into: int) -> None:
    for work in works:
        db.execute("UPDATE speeches SET work_id = ? WHERE work_id = ?", [into, work])
    drop_empty(db, works)


def drop_empty(db: Database, works: Iterable[int]) -> None:
    """Takes off those of the works that have no speech left. Wants an open transaction."""
    for work in works:
        db.execute(
            "DELETE FROM works WHERE id = ? AND NOT EXISTS (SELECT 1 FROM speeches WHERE work_id = ?)", [work] * 2
        )
