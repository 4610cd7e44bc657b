"""The indexes of words and of passages, brought up to date at the end of a batch.

FTS5 writes what it holds back at every savepoint, and each page has several. So a batch only notes which speeches it
touches, and what the indexes hold of them; a speech that comes and goes within a batch never reaches them.
"""

from sqlite_utils import Database

from warehouse import reuse, search

# What the indexes hold of the speeches that were touched: no body where they hold nothing.
TOUCHED = "CREATE TEMP TABLE touched (speech_id INTEGER PRIMARY KEY, title TEXT, body TEXT)"
_NEW = "INSERT OR IGNORE INTO touched VALUES (?, NULL, NULL)"
_HELD = "INSERT OR IGNORE INTO touched SELECT id, title, body FROM speeches WHERE id = ?"


def touch_new(db: Database, speech_id: int) -> None:
    """Notes a speech that the indexes do not hold yet. Wants an open transaction."""
    db.execute(_NEW, [speech_id])


def touch(db: Database, speech_id: int) -> None:
    """Notes a speech whose title or body is about to change, or that is about to go. Wants an open transaction."""
    db.execute(_HELD, [speech_id])


def refresh(db: Database) -> None:
    """Brings the indexes up to date with the speeches that were touched. Wants an open transaction."""
    for id, title, body in db.execute("SELECT * FROM touched ORDER BY speech_id").fetchall():
        if body is not None:
            search.unindex(db, id, title, body)
            reuse.unindex(db, id, body)
        row = db.execute("SELECT title, body FROM speeches WHERE id = ?", [id]).fetchone()
        if row:
            search.index(db, id, *row)
            reuse.index(db, id, row[1])
    db.execute("DELETE FROM touched")


def rebuild(db: Database) -> None:
    """Makes the indexes anew from all speeches. Wants an open transaction."""
    search.fill(db)
    reuse.rebuild(db, db.execute("SELECT id, body FROM speeches ORDER BY id").fetchall())
    db.execute("DELETE FROM touched")
