"""Proving works, and what else must agree between tables: no row without those that it is for."""

from collections.abc import Iterator

from sqlite_utils import Database

from warehouse.duplicates.union import roots
from warehouse.proof.faults import REBUILD, RESTORE, Fault
from warehouse.tables import sites

_ADAPTED = """
SELECT x.speech_id, y.speech_id FROM relations JOIN texts x ON x.id = text_id JOIN texts y ON y.id = other_id
WHERE kind = 'adaptation'
"""
# Each names rows that stand alone: the place, what is wrong, and the query.
_ALONE = (
    ("work", "it has no speech", "SELECT id FROM works WHERE id NOT IN (SELECT work_id FROM speeches)", REBUILD),
    ("text", "it has no copy", "SELECT id FROM texts WHERE id NOT IN (SELECT text_id FROM copies)", RESTORE),
    ("speech", "its id leads to another speech as well", "SELECT id FROM speeches JOIN redirects ON old_id = id", RESTORE),
    ("page", "nothing tells where it came from",
     "SELECT id FROM pages WHERE id NOT IN (SELECT page_id FROM arrivals)", RESTORE),
)  # fmt: skip


def work_faults(db: Database) -> Iterator[Fault]:
    """Speeches that adaptations connect are one work, and those of one work are so connected."""
    works = dict(db.execute("SELECT id, work_id FROM speeches").fetchall())
    known = {id for (id,) in db.execute("SELECT id FROM works").fetchall()}
    pairs = (pair for pair in db.execute(_ADAPTED).fetchall() if {*pair} <= works.keys())
    root_of = roots(works, pairs)
    root_of_work = {work: root_of[speech] for speech, work in reversed(works.items())}
    for speech, work in works.items():
        if work not in known:
            yield Fault(f"speech {speech}", "it is in no work", REBUILD)
        elif work != works[root_of[speech]] or root_of_work[work] != root_of[speech]:
            yield Fault(f"speech {speech}", f"work {work} is not that of the speeches it was adapted from", REBUILD)


def lone_faults(db: Database) -> Iterator[Fault]:
    """Rows without those that they are for."""
    for table, what, sql, next_step in _ALONE:
        for (id,) in db.execute(sql).fetchall():
            yield Fault(f"{table} {id}", what, next_step)


def site_faults(db: Database) -> Iterator[Fault]:
    """Each site is called what the first of its pages that names it says."""
    for id, name in db.execute("SELECT id, name FROM sites ORDER BY id").fetchall():
        due = sites.name_of(db, id)
        if name != due:
            yield Fault(f"site {id}", f"its name is {name}, but its pages say {due}")
