"""The indexes of words and of passages, brought up to date at the end of a batch.

What they hold of a speech follows from its title and body, and is made where the page is cleaned. A batch only notes
which speeches it touches, and what the indexes hold of them: FTS5 writes what it holds back at every savepoint, and each
page has several; and all that a batch brings is written at once, in the order in which it is kept. A speech that comes
and goes within a batch never reaches the indexes.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from warehouse.reuse import index as passage_index
from warehouse.reuse.units import Passages, passages
from warehouse.search import index as word_index

# What the indexes hold of the speeches that were touched: no body where they hold nothing.
TOUCHED = "CREATE TEMP TABLE touched (speech_id INTEGER PRIMARY KEY, title TEXT, body TEXT)"
_NEW = "INSERT OR IGNORE INTO touched VALUES (?, NULL, NULL)"
_HELD = "INSERT OR IGNORE INTO touched SELECT id, title, body FROM speeches WHERE id = ?"
_CHANGES = """
SELECT speech_id, touched.title, touched.body, speeches.title, speeches.body
FROM touched LEFT JOIN speeches ON id = speech_id ORDER BY speech_id
"""


class Entries(NamedTuple):
    """What the indexes hold of a speech: its bigrams, and its sentences."""

    bigrams: str
    passages: Passages

    @classmethod
    def of(cls, title: str | None, body: str) -> "Entries":
        """The entries of a speech with this title and body."""
        return cls(word_index.entry(title, body), passages(body))


Prepared = Mapping[tuple[str | None, str], Entries]
_NOTHING: Prepared = {}


def touch_new(db: Database, speech_id: int) -> None:
    """Notes a speech that the indexes do not hold yet. Wants an open transaction."""
    db.execute(_NEW, [speech_id])


def touch(db: Database, speech_id: int) -> None:
    """Notes a speech whose title or body is about to change, or that is about to go. Wants an open transaction."""
    db.execute(_HELD, [speech_id])


def refresh(db: Database, prepared: Prepared = _NOTHING) -> None:
    """Brings the indexes up to date with the speeches that were touched. Of titles and bodies that are not `prepared`
    the entries are made here. Wants an open transaction.
    """
    gone, come = dict[int, Entries](), dict[int, Entries]()
    for id, old_title, old_body, title, body in db.execute(_CHANGES).fetchall():
        if (old_title, old_body) == (title, body):
            continue
        if old_body is not None:
            gone[id] = Entries.of(old_title, old_body)
        if body is not None:
            come[id] = prepared.get((title, body)) or Entries.of(title, body)
    word_index.unindex(db, [(id, entries.bigrams) for id, entries in gone.items()])
    word_index.index(db, [(id, entries.bigrams) for id, entries in come.items()])
    passage_index.unindex(db, [(id, entries.passages) for id, entries in gone.items()])
    passage_index.index(db, [(id, entries.passages) for id, entries in come.items()])
    db.execute("DELETE FROM touched")


def rebuild(db: Database) -> None:
    """Makes the indexes anew from all speeches. Wants an open transaction."""
    word_index.fill(db)
    passage_index.rebuild(db, db.execute("SELECT id, body FROM speeches ORDER BY id"))
    db.execute("DELETE FROM touched")
