"""Works as rows: speeches that were adapted from one another share one."""

from collections.abc import Iterable

from sqlite_utils import Database

_DROP = "DELETE FROM works WHERE id = ? AND NOT EXISTS (SELECT 1 FROM speeches WHERE work_id = ?)"


def new(db: Database) -> int:
    """The id of a new work. Call inside a transaction."""
    return int(db.execute("INSERT INTO works DEFAULT VALUES RETURNING id").fetchall()[0][0])


def drop_empty(db: Database, works: Iterable[int]) -> None:
    """Deletes those of the works that have no speech left. Call inside a transaction."""
    for work in works:
        db.execute(_DROP, [work, work])
