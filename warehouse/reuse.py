"""Which sentences of the shelf stand in which speeches: an index of every sentence, each held once.

A formula that thousands of speeches hold is one sentence with thousands of holders, so it makes looking up its like no
dearer. Grams lead from a text to sentences like its own (`passage_grams`, an FTS5 table that keeps no text), and
`passages` leads from a sentence to those who have it and to the place where it stands. What the index holds depends on
the speeches alone, not on the order in which they came.
"""

import json
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from warehouse.errors import Damaged, OtherFingerprints
from warehouse.reuse_units import VERSION, Unit, held_grams, units

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
_HELD = "SELECT 1 FROM passages WHERE hash = ? LIMIT 1"
_HELD_AMONG = "SELECT DISTINCT hash FROM passages WHERE hash IN (SELECT value FROM json_each(?))"
_ADD_GRAMS = "INSERT INTO passage_grams(rowid, grams) SELECT value ->> 0, value ->> 1 FROM json_each(?)"
_REMOVE_GRAMS = "INSERT INTO passage_grams(passage_grams, rowid, grams) VALUES ('delete', ?, ?)"
_ADD = """
INSERT INTO passages (hash, speech_id, start, chars)
SELECT value ->> 0, ?1, value ->> 1, value ->> 2 FROM json_each(?2)
"""
_REMOVE = "DELETE FROM passages WHERE hash = ? AND speech_id = ?"
# Hashes of 48 bits would overflow in the sum of a huge body.
_SUMS = "SELECT speech_id, count(*), sum(hash >> 12), sum(start), sum(chars) FROM passages GROUP BY speech_id"


def create(db: Database) -> None:
    """The tables of the index, empty. Wants an open transaction."""
    db.executescript(SCHEMA)
    db.execute("INSERT INTO passage_index VALUES (?)", [VERSION])


def index(db: Database, speech_id: int, body: str) -> None:
    """Makes a speech's sentences known. Wants an open transaction, and the speech not to be indexed.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
    """
    check(db)
    _add(db, speech_id, body)


def unindex(db: Database, speech_id: int, body: str) -> None:
    """Takes a speech out of the index. Wants an open transaction, and the very body it was indexed with.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
        Damaged: the index does not hold the speech with this body.
    """
    check(db)
    for hash, unit in _distinct(body).items():
        if not db.execute(_REMOVE, [hash, speech_id]).rowcount:
            raise Damaged(
                f"The index of passages does not hold speech {speech_id} as its body is."
                " Run `qinggao duplicates rebuild`."
            )
        if not db.execute(_HELD, [hash]).fetchone():
            db.execute(_REMOVE_GRAMS, [hash, " ".join(held_grams(unit.key))])


def rebuild(db: Database, speeches: Iterable[tuple[int, str]]) -> None:
    """Makes the index anew from all speeches, each an id and a body, whatever version made it. Wants an open
    transaction."""
    db.execute("DELETE FROM passages")
    db.execute("INSERT INTO passage_grams(passage_grams) VALUES ('delete-all')")
    db.execute("UPDATE passage_index SET version = ?", [VERSION])
    for speech_id, body in speeches:
        _add(db, speech_id, body)


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


def _add(db: Database, speech_id: int, body: str) -> None:
    found = _distinct(body)
    held = {hash for (hash,) in db.execute(_HELD_AMONG, [json.dumps(list(found))]).fetchall()}
    grams = [(hash, " ".join(held_grams(unit.key))) for hash, unit in found.items() if hash not in held]
    rows = [(hash, unit.start, unit.end - unit.start) for hash, unit in found.items()]
    db.execute(_ADD_GRAMS, [json.dumps(grams)])
    db.execute(_ADD, [speech_id, json.dumps(rows)])


def _distinct(body: str) -> dict[int, Unit]:
    """The units of a body by their hashes, rising; of equal ones the first."""
    found = {unit.hash: unit for unit in reversed(units(body))}
    return dict(sorted(found.items()))


def _sums(body: str) -> tuple[int, ...]:
    """What `_SUMS` gives for a body that is indexed."""
    found = _distinct(body)
    starts, ends = sum(u.start for u in found.values()), sum(u.end for u in found.values())
    return len(found), sum(hash >> 12 for hash in found), starts, ends - starts
