"""Speeches as rows, with what depends on them: works, tags, origins of fields, entries in the indexes."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from warehouse import clock, indexes
from warehouse.tables import works
from warehouse.tables.insert import insert

Row = dict[str, Any]
# An id that leads to another speech is never given again, be it the highest.
_NEXT_ID = """
SELECT 1 + max(coalesce((SELECT max(id) FROM speeches), 0), coalesce((SELECT max(old_id) FROM redirects), 0))
"""
# The update changes nothing, but makes RETURNING give the id of a row that is there already.
_NAME_TAG = "INSERT INTO tags (name) VALUES (?) ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id"


def add(db: Database, row: Row) -> int:
    """Adds a speech, in a work of its own, and returns its id. Call inside a transaction."""
    now, (id,) = clock.now(), db.execute(_NEXT_ID).fetchone()
    speech_id = insert(db, "speeches", row | {"id": id, "work_id": works.new(db), "created_at": now, "updated_at": now})
    indexes.touch_new(db, speech_id)
    return speech_id


def annotate(db: Database, speech_id: int, origins: Mapping[str, int], tags: Iterable[str]) -> None:
    """Replaces the tags of a speech, and the record of which copy each field comes from. Call inside a transaction."""
    for table in ("speech_fields", "speeches_tags"):
        db.execute(f"DELETE FROM {table} WHERE speech_id = ?", [speech_id])
    rows = [(speech_id, name, copy) for name, copy in origins.items()]
    db.conn.executemany("INSERT INTO speech_fields VALUES (?, ?, ?)", rows)
    for tag in tags:
        tag_id = db.execute(_NAME_TAG, [tag]).fetchall()[0][0]
        db.execute("INSERT INTO speeches_tags VALUES (?, ?)", [speech_id, tag_id])


def change(db: Database, speech_id: int, row: Row) -> None:
    """Updates the columns of a speech's row. Call inside a transaction."""
    held = db.execute(f"SELECT {', '.join(row)} FROM speeches WHERE id = ?", [speech_id]).fetchone()
    new = {name: value for (name, value), old in zip(row.items(), held, strict=True) if value != old}
    if "title" in new or "body" in new:
        indexes.touch(db, speech_id)
    if new:
        values = ", ".join(f"{name} = :{name}" for name in new)
        db.execute(f"UPDATE speeches SET {values} WHERE id = :id", new | {"id": speech_id})


def retire(db: Database, speech_id: int, successor: int | None) -> None:
    """Deletes a speech and leads its id to its successor, if it has one. Call inside a transaction."""
    (work,) = db.execute("SELECT work_id FROM speeches WHERE id = ?", [speech_id]).fetchone()
    indexes.touch(db, speech_id)
    for table in ("speech_fields", "speeches_tags"):
        db.execute(f"DELETE FROM {table} WHERE speech_id = ?", [speech_id])
    if successor is None:
        db.execute("DELETE FROM redirects WHERE speech_id = ?", [speech_id])
    else:
        db.execute("UPDATE redirects SET speech_id = ? WHERE speech_id = ?", [successor, speech_id])
        db.execute("INSERT INTO redirects VALUES (?, ?)", [speech_id, successor])
    db.execute("DELETE FROM speeches WHERE id = ?", [speech_id])
    works.drop_empty(db, [work])
