"""The indexes of words and of passages, brought up to date once a batch.

While a batch runs, it only notes which speeches it touches, with the title and body that the indexes hold of them. The
indexes are written at its end, all entries at once and in key order: FTS5 flushes its buffer at every savepoint, and
each page has several. A speech that comes and goes within a batch never reaches them.

The entries of a speech follow from its title and body, so workers make them when they clean the page.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from warehouse.reuse import index as passage_index
from warehouse.reuse.units import PassageRows, passage_rows
from warehouse.search import index as word_index

# The speeches touched in this batch, with the title and body that are indexed. No body: not indexed.
TOUCHED = "CREATE TEMP TABLE touched (speech_id INTEGER PRIMARY KEY, title TEXT, body TEXT)"
_NEW = "INSERT OR IGNORE INTO touched VALUES (?, NULL, NULL)"
_HELD = "INSERT OR IGNORE INTO touched SELECT id, title, body FROM speeches WHERE id = ?"
_CHANGES = """
SELECT speech_id, touched.title, touched.body, speeches.title, speeches.body
FROM touched LEFT JOIN speeches ON id = speech_id ORDER BY speech_id
"""


class Entries(NamedTuple):
    """What the indexes hold of a speech: its bigrams and its sentences."""

    bigrams: str
    passages: PassageRows

    @classmethod
    def of(cls, title: str | None, body: str) -> "Entries":
        """The entries of a speech with this title and body."""
        return cls(word_index.entry(title, body), passage_rows(body))


# By title and body.
EntriesByText = Mapping[tuple[str | None, str], Entries]
_NONE: EntriesByText = {}


def touch_new(db: Database, speech_id: int) -> None:
    """Notes a speech that is not indexed yet. Call inside a transaction."""
    db.execute(_NEW, [speech_id])


def touch(db: Database, speech_id: int) -> None:
    """Notes a speech whose title or body is about to change, or that is about to go. Call inside a transaction."""
    db.execute(_HELD, [speech_id])


def refresh(db: Database, made: EntriesByText = _NONE) -> None:
    """Brings the indexes up to date with the speeches that were touched. Entries that are not among those already
    `made` are made here. Call inside a transaction.
    """
    removed, added = dict[int, Entries](), dict[int, Entries]()
    for id, old_title, old_body, title, body in db.execute(_CHANGES).fetchall():
        if (old_title, old_body) == (title, body):
            continue
        if old_body is not None:
            removed[id] = Entries.of(old_title, old_body)
        if body is not None:
            added[id] = made.get((title, body)) or Entries.of(title, body)
    word_index.unindex(db, [(id, entries.bigrams) for id, entries in removed.items()])
    word_index.index(db, [(id, entries.bigrams) for id, entries in added.items()])
    passage_index.unindex(db, [(id, entries.passages) for id, entries in removed.items()])
    passage_index.index(db, [(id, entries.passages) for id, entries in added.items()])
    db.execute("DELETE FROM touched")


def rebuild(db: Database) -> None:
    """Builds the indexes again from all speeches. Call inside a transaction."""
    word_index.rebuild(db)
    passage_index.rebuild(db, db.execute("SELECT id, body FROM speeches ORDER BY id"))
    db.execute("DELETE FROM touched")
