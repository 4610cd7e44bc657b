"""Which speeches are one work: those that were adapted from one another, for the next county or the next year."""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from warehouse.duplicates.union import roots
from warehouse.tables import works

_JOINED = """
SELECT DISTINCT work_id FROM speeches WHERE id = :speech OR id IN (
    SELECT t.speech_id FROM relations JOIN texts t ON t.id = other_id
    WHERE text_id IN (SELECT id FROM texts WHERE speech_id = :speech) AND kind = 'adaptation'
    UNION SELECT t.speech_id FROM relations JOIN texts t ON t.id = text_id
    WHERE other_id IN (SELECT id FROM texts WHERE speech_id = :speech) AND kind = 'adaptation'
) ORDER BY work_id
"""
# The speeches that adaptations connect, directly or through others, or that share a work now. CROSS JOIN keeps SQLite
# going from the speeches at hand to their relations, never over all relations.
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
_ASSIGN = "UPDATE speeches SET work_id = ? WHERE work_id IS NOT ? AND id IN (SELECT value FROM json_each(?))"


def join(db: Database, speech_id: int) -> None:
    """Puts a new speech and all that it is adapted from or to into one work. Call inside a transaction."""
    found = [work for (work,) in db.execute(_JOINED, {"speech": speech_id}).fetchall()]
    for work in found[1:]:
        db.execute("UPDATE speeches SET work_id = ? WHERE work_id = ?", [found[0], work])
    works.drop_empty(db, found[1:])


def divide(db: Database, speech_ids: Iterable[int]) -> None:
    """Assigns speeches to works again after texts have moved between them: each set that adaptations connect is one
    work. It keeps the lowest id that its speeches had, if no other set has taken that. Call inside a transaction.
    """
    work_of = dict(db.execute(_NEAR, {"speeches": json.dumps(sorted(speech_ids))}).fetchall())
    pairs = db.execute(_ADAPTED, {"speeches": json.dumps(list(work_of))}).fetchall()
    members = defaultdict[int, list[int]](list)
    for speech, root in roots(work_of, pairs).items():
        members[root].append(speech)
    taken = set[int]()
    for speeches in members.values():
        free = {work_of[speech] for speech in speeches} - taken - {None}
        work = min(free, default=None) or works.new(db)
        taken.add(work)
        db.execute(_ASSIGN, [work, work, json.dumps(speeches)])
    works.drop_empty(db, {work for work in work_of.values() if work} - taken)
