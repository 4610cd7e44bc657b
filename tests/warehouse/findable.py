"""Speeches put on a shelf without their pages, and indexed for search."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlite_utils import Database

from warehouse.opening import open_warehouse
from warehouse.search import index as word_index
from warehouse.tables.database import writing

_ROW = {"completeness": "complete", "redacted": 0, "copy_count": 1, "created_at": "", "updated_at": ""}


def findable(path: Path, speeches: Iterable[Mapping[str, object]]) -> Database:
    """A new warehouse with these speeches, of which each gives a body and any other columns."""
    db = open_warehouse(path)
    with writing(db):
        for speech in speeches:
            shelve(db, speech)
    return db


def shelve(db: Database, speech: Mapping[str, object]) -> int:
    """Puts one speech on the shelf; its id. Wants an open transaction."""
    title, body = str(speech.get("title") or "") or None, str(speech["body"])
    row = {"title": title, "body": body, "chars": len(body)}
    id = int(db.table("speeches").insert(_ROW | dict(speech) | row).last_pk or 0)
    word_index.index(db, [(id, word_index.entry(title, body))])
    return id
