"""The index of passages: which sentences are in which speeches, with each distinct sentence indexed once.

A formula that thousands of speeches have is one sentence with thousands of rows in `passages`, so it makes finding
similar sentences no slower. `passage_grams`, an FTS5 table that keeps no text, leads from the grams of a text to
similar sentences; `passages` leads from a sentence to the speeches that have it, and to its position there. What the
index holds depends on the speeches alone, not on the order in which they came.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat

from sqlite_utils import Database

from warehouse.errors import Damaged, OtherFingerprints
from warehouse.reuse.units import VERSION, PassageRows, passage_rows

SCHEMA = """
-- A sentence, by the hash of its Han characters, and its first position in a speech's body.
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
# Without the shift, hashes of 48 bits could overflow in the sum.
_SUMS = (
    "SELECT speech_id, count(*), sum(hash >> 12), sum(hash & 4095), sum(start), sum(chars)"
    " FROM passages GROUP BY speech_id"
)
# How many speeches are indexed together when the index is rebuilt.
_TOGETHER = 1_000

Entry = tuple[int, PassageRows]


def create(db: Database) -> None:
    """Creates the tables of the index, empty. Call inside a transaction."""
    db.executescript(SCHEMA)
    db.execute("INSERT INTO passage_index VALUES (?)", [VERSION])


def index(db: Database, speeches: Sequence[Entry]) -> None:
    """Adds speeches, each an id and its rows, to the index: the more at once, the cheaper, as both tables are written
    in key order. Call inside a transaction, with speeches that are not indexed yet.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
    """
    check(db)
    db.conn.executemany(_ADD_GRAMS, _held_by_none(db, speeches))
    rows = [row for id, found in speeches for row in zip(found.hashes, repeat(id), found.starts, found.chars)]
    db.conn.executemany(_ADD, sorted(rows))


def unindex(db: Database, speeches: Sequence[Entry]) -> None:
    """Removes speeches from the index. Call inside a transaction, with the same rows that they were indexed with.

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
    """Builds the index again from all speeches, each an id and a body, whatever version made it. Call inside a
    transaction."""
    db.execute("DELETE FROM passages")
    db.execute("INSERT INTO passage_grams(passage_grams) VALUES ('delete-all')")
    db.execute("UPDATE passage_index SET version = ?", [VERSION])
    made = ((id, passage_rows(body)) for id, body in speeches)
    while some := list(islice(made, _TOGETHER)):
        index(db, some)


def stale(db: Database) -> Iterator[int]:
    """The ids of speeches whose sentences the index does not hold as they are, and ids in it that are of no speech."""
    held = {speech_id: tuple(sums) for speech_id, *sums in db.execute(_SUMS)}
    for speech_id, body in db.execute("SELECT id, body FROM speeches"):
        if held.pop(speech_id, (0, 0, 0, 0, 0)) != _sums(body):
            yield speech_id
    yield from held


def check(db: Database) -> None:
    """Raises unless this version of the program made the index.

    Raises:
        OtherFingerprints: another one did.
    """
    (version,) = db.execute("SELECT version FROM passage_index").fetchone()
    if version != VERSION:
        raise OtherFingerprints(
            "The index of passages was made by another version of qinggao. Run `qinggao duplicates rebuild`."
            f" (It has {version!r}, this program {VERSION!r}.)"
        )


def _held_by_none(db: Database, speeches: Sequence[Entry]) -> list[tuple[int, str]]:
    """The sentences of these speeches that no speech in the index has: hashes, rising, and grams."""
    grams = {hash: grams for _, found in speeches for hash, grams in zip(found.hashes, found.grams, strict=True)}
    return [(hash, grams[hash]) for (hash,) in db.execute(_HELD_BY_NONE, [json.dumps(sorted(grams))]).fetchall()]


def _sums(body: str) -> tuple[int, ...]:
    """What `_SUMS` selects for a body that is indexed."""
    found = passage_rows(body)
    high, low = (sum(hash >> 12 for hash in found.hashes), sum(hash & 4095 for hash in found.hashes))
    return len(found.hashes), high, low, sum(found.starts), sum(found.chars)
