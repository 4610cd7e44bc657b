"""Which sentences of the shelf stand in which speeches: an index of every sentence, each held once.

A formula that thousands of speeches hold is one sentence with thousands of holders, so it makes looking up its like no
dearer. Grams lead from a text to sentences like its own (`passage_grams`, an FTS5 table that keeps no text), and
`passages` leads from a sentence to those who have it and to the place where it stands. What the index holds depends on
the speeches alone, not on the order in which they came.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat

from sqlite_utils import Database

from warehouse.errors import Damaged, OtherFingerprints
from warehouse.reuse.units import VERSION, Passages, passages

SCHEMA = """
-- A sentence, by the hash of its Han characters, and where it stands first in a speech's body.
CREATE TABLE passages (
    hash INTEGER NOT NULL,
    speech_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    PRIMARY KEY (hash, speech_id)
) STRICT, WITHOUT ROWID;
-- Its rowid is the hash of a sentence.
CREATE VIRTUAL TABLE passage_grams USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE passage_terms USING fts5vocab(passage_grams, instance);
-- One row: how sentences and grams were made.
CREATE TABLE passage_index (version TEXT NOT NULL) STRICT;
"""
_HELD_BY_NONE = "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM passages WHERE hash = value)"
_ADD_GRAMS = "INSERT INTO passage_grams(rowid, grams) VALUES (?, ?)"
_REMOVE_GRAMS = "INSERT INTO passage_grams(passage_grams, rowid, grams) VALUES ('delete', ?, ?)"
_ADD = "INSERT INTO passages (hash, speech_id, start, chars) VALUES (?, ?, ?, ?)"
_REMOVE = "DELETE FROM passages WHERE hash = ? AND speech_id = ?"
# Hashes of 48 bits would overflow in the sum of a huge body.
_SUMS = "SELECT speech_id, count(*), sum(hash >> 12), sum(start), sum(chars) FROM passages GROUP BY speech_id"
# Speeches indexed together when the index is made anew.
_TOGETHER = 1_000

Entry = tuple[int, Passages]


def create(db: Database) -> None:
    """The tables of the index, empty. Wants an open transaction."""
    db.executescript(SCHEMA)
    db.execute("INSERT INTO passage_index VALUES (?)", [VERSION])


def index(db: Database, speeches: Sequence[Entry]) -> None:
    """Makes the sentences of speeches known, each an id and its passages: the more at once, the cheaper, as both tables
    are written in the order in which they are kept. Wants an open transaction, and the speeches not to be indexed.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
    """
    check(db)
    db.conn.executemany(_ADD_GRAMS, _held_by_none(db, speeches))
    rows = [row for id, found in speeches for row in zip(found.hashes, repeat(id), found.starts, found.chars)]
    db.conn.executemany(_ADD, sorted(rows))


def unindex(db: Database, speeches: Sequence[Entry]) -> None:
    """Takes speeches out of the index. Wants an open transaction, and the very passages they were indexed with.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
        Damaged: the index does not hold a speech with these passages.
    """
    check(db)
    for id, found in speeches:
        if db.conn.executemany(_REMOVE, zip(found.hashes, repeat(id))).rowcount < len(found.hashes):
            raise Damaged(
                f"The index of passages does not hold speech {id} as its body is. Run `qinggao duplicates rebuild`."
            )
    db.conn.executemany(_REMOVE_GRAMS, _held_by_none(db, speeches))


def rebuild(db: Database, speeches: Iterable[tuple[int, str]]) -> None:
    """Makes the index anew from all speeches, each an id and a body, whatever version made it. Wants an open
    transaction."""
    db.execute("DELETE FROM passages")
    db.execute("INSERT INTO passage_grams(passage_grams) VALUES ('delete-all')")
    db.execute("UPDATE passage_index SET version = ?", [VERSION])
    made = ((id, passages(body)) for id, body in speeches)
    while some := list(islice(made, _TOGETHER)):
        index(db, some)


def unequal(db: Database) -> Iterator[int]:
    """The ids of speeches whose sentences the index does not hold as they stand, and of what else it holds."""
    held = {speech_id: tuple(sums) for speech_id, *sums in db.execute(_SUMS)}
    for speech_id, body in db.execute("SELECT id, body FROM speeches"):
        if held.pop(speech_id, (0, 0, 0, 0)) != _sums(body):
            yield speech_id
    yield from held


def check(db: Database) -> None:
    """That the index was made as this program makes it.

    Raises:
        OtherFingerprints: it was not.
    """
    (version,) = db.execute("SELECT version FROM passage_index").fetchone()
    if version != VERSION:
        raise OtherFingerprints(
            "The index of passages was made by another version of qinggao. Run `qinggao duplicates rebuild`."
            f" (It has {version!r}, this program {VERSION!r}.)"
        )


def _held_by_none(db: Database, speeches: Sequence[Entry]) -> list[tuple[int, str]]:
    """The hashes, rising, and the grams of those sentences of the speeches that the index knows of no speech."""
    grams = {hash: grams for _, found in speeches for hash, grams in zip(found.hashes, found.grams, strict=True)}
    return [(hash, grams[hash]) for (hash,) in db.execute(_HELD_BY_NONE, [json.dumps(sorted(grams))]).fetchall()]


def _sums(body: str) -> tuple[int, ...]:
    """What `_SUMS` gives for a body that is indexed."""
    found = passages(body)
    return len(found.hashes), sum(hash >> 12 for hash in found.hashes), sum(found.starts), sum(found.chars)
