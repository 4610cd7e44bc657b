"""Which texts share shingles: an inverted index from the hashes in the texts' samples to the texts (postings).

A hash that too many texts have is a stock phrase and says nothing: it becomes a stop, and its postings are dropped.
The cap never rises while the shelf grows, so the stops depend on the texts alone, not on their order. Two results do
depend on the order. A pair with little in common but stock phrases is found while these are rare, and no longer when
the second text comes after they were stopped. And a hash stays stopped when texts that have it are removed, until the
index is rebuilt.

New postings go to a small table first: in the large one each would change another page of the file. When the small one
is full, its rows are moved in one go, sorted.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from warehouse.errors import Damaged, OtherFingerprints
from warehouse.likeness.fingerprint import VERSION, fingerprint

SCHEMA = """
CREATE TABLE shingles (h INTEGER NOT NULL, text_id INTEGER NOT NULL, PRIMARY KEY (h, text_id)) STRICT, WITHOUT ROWID;
CREATE TABLE new_shingles (h INTEGER NOT NULL, text_id INTEGER NOT NULL, PRIMARY KEY (h, text_id)) STRICT, WITHOUT ROWID;
CREATE TABLE shingle_stops (h INTEGER PRIMARY KEY) STRICT;
-- One row: how samples were made, how many texts the index holds, how many came since the small table was emptied.
CREATE TABLE shingle_index (version TEXT NOT NULL, texts INTEGER NOT NULL, new_texts INTEGER NOT NULL) STRICT;
"""
# The texts that have a hash share its million votes. Two hashes that ten texts have are just enough.
LEAST_SHARED = 2
LEAST_VOTES = 200_000
_VOTES = 1_000_000
_ALL = 1 << 62
_TABLES = ("shingles", "new_shingles")
_CAP = 100
_CAP_BUDGET = 1 << 20
_NEW_TEXTS = 4_000
_NEW_PART = 50
_AMONG = "h IN (SELECT value FROM json_each(:hashes))"
_HOLDERS = """
(SELECT count(*) FROM shingles WHERE h = value) + (SELECT count(*) FROM new_shingles WHERE h = value)
"""
_HOLDERS_BEFORE = """
(SELECT count(*) FROM shingles WHERE h = value AND text_id < :before)
    + (SELECT count(*) FROM new_shingles WHERE h = value AND text_id < :before)
"""
_CANDIDATES = f"""
WITH sample (h, share) AS MATERIALIZED (SELECT value, :votes / max(1, {_HOLDERS_BEFORE}) FROM json_each(:hashes))
SELECT text_id, count(*) AS shared, sum(share) AS votes FROM (
    SELECT text_id, share FROM sample CROSS JOIN shingles USING (h) WHERE text_id < :before
    UNION ALL SELECT text_id, share FROM sample CROSS JOIN new_shingles USING (h) WHERE text_id < :before
) GROUP BY text_id HAVING shared >= :shared AND votes >= :least ORDER BY votes DESC, text_id
"""
_ADD = """
INSERT INTO new_shingles SELECT value, :text_id FROM json_each(:hashes)
WHERE NOT EXISTS (SELECT 1 FROM shingle_stops WHERE h = value)
"""
_HELD = f"""
SELECT (SELECT count(*) FROM shingles WHERE {_AMONG} AND text_id = :text_id)
    + (SELECT count(*) FROM new_shingles WHERE {_AMONG} AND text_id = :text_id),
    (SELECT count(*) FROM shingle_stops WHERE {_AMONG})
"""
_STOP_AMONG = f"""
INSERT INTO shingle_stops SELECT value FROM json_each(:hashes) WHERE {_HOLDERS} > :cap RETURNING h
"""
_STOP_ALL = """
INSERT INTO shingle_stops SELECT h FROM (SELECT h FROM shingles UNION ALL SELECT h FROM new_shingles)
GROUP BY h HAVING count(*) > :cap RETURNING h
"""


class Candidate(NamedTuple):
    """A text with at least a few of the hashes asked for: how many it shares, and its votes, which weigh rare hashes
    more."""

    text_id: int
    shared: int
    votes: int


class _Size(NamedTuple):
    """How many texts the index holds, and how many of them came since the small table was emptied."""

    texts: int
    new_texts: int


def stop_cap(texts: int) -> int:
    """How many texts may have a hash before it is stopped, in an index of so many texts.

    On a small shelf all texts may share a template and long lists are affordable, so the cap is above their number.

    >>> [stop_cap(texts) for texts in (60, 1_000, 5_000, 20_000, 200_000)]
    [16384, 1024, 128, 100, 100]
    """
    return max(_CAP, _CAP_BUDGET >> texts.bit_length())


def create(db: Database) -> None:
    """Creates the tables of the index, empty. Call inside a transaction."""
    db.executescript(SCHEMA)
    db.execute("INSERT INTO shingle_index VALUES (?, 0, 0)", [VERSION])


def candidates(db: Database, sample: Sequence[int], before: int | None = None) -> list[Candidate]:
    """The texts that share enough hashes with a sample, most votes first; its own text too, if the index holds it. With
    `before`, as the index would find them if it held only texts with lower ids than that.

    Raises:
        OtherFingerprints: the index was made by another version of the fingerprints.
    """
    _size(db)
    values = {"hashes": json.dumps(sample), "votes": _VOTES, "shared": LEAST_SHARED, "least": LEAST_VOTES}
    bound = {"before": _ALL if before is None else before}
    return [Candidate(*row) for row in db.execute(_CANDIDATES, values | bound).fetchall()]


def add(db: Database, texts: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Adds texts, each an id and a sample, to the index. Call inside a transaction.

    Raises:
        OtherFingerprints: the index was made by another version of the fingerprints.
    """
    before, added, hashes = _size(db), 0, set[int]()
    for text_id, sample in texts:
        db.execute(_ADD, {"text_id": text_id, "hashes": json.dumps(sample)})
        added += 1
        hashes.update(sample)
    after = _Size(before.texts + added, before.new_texts + added)
    # Where the cap has fallen, it may stop hashes that these texts do not have.
    _stop(db, after.texts, hashes if stop_cap(after.texts) == stop_cap(before.texts) else None)
    if after.new_texts >= max(_NEW_TEXTS, after.texts // _NEW_PART):
        after = _merge_new(db, after)
    _set_size(db, after)


def sizes(db: Database) -> dict[int, int]:
    """How many postings each text has."""
    both = " UNION ALL ".join(f"SELECT text_id FROM {table}" for table in _TABLES)
    return dict(db.execute(f"SELECT text_id, count(*) FROM ({both}) GROUP BY text_id").fetchall())


def holds(db: Database, text_id: int, sample: Sequence[int], size: int) -> bool:
    """Whether the postings of a text, `size` in all, are one for each hash of its sample that is not stopped."""
    values = {"text_id": text_id, "hashes": json.dumps(sample)}
    held, stopped = db.execute(_HELD, values).fetchone()
    return bool(held == size == len(sample) - stopped)


def any_stopped(db: Database, sample: Sequence[int]) -> bool:
    """Whether a hash of a sample is stopped."""
    return bool(_count(db, "shingle_stops", _AMONG, {"hashes": json.dumps(sample)}))


def is_current(db: Database) -> bool:
    """Whether this version of the fingerprints made the index."""
    return bool(db.execute("SELECT version = ? FROM shingle_index", [VERSION]).fetchone()[0])


def faults(db: Database) -> Iterator[str]:
    """What is wrong with the index as a whole, in words; `holds` tells of each text."""
    if not is_current(db):
        yield "it was made by another version of qinggao"
    (size,), texts = db.execute("SELECT texts FROM shingle_index").fetchone(), db.table("texts").count
    if size != texts:
        yield f"it counts {size} texts, but there are {texts}"
    for id in sorted(sizes(db).keys() - {id for (id,) in db.execute("SELECT id FROM texts").fetchall()}):
        yield f"it holds text {id}, which is not there"


def remove(db: Database, text_id: int, sample: Sequence[int]) -> None:
    """Removes a text from the index; `sample` is the one it was added with. Call inside a transaction.

    Raises:
        OtherFingerprints: the index was made by another version of the fingerprints.
        Damaged: the index does not hold the text with this sample.
    """
    size = _size(db)
    values: dict[str, object] = {"text_id": text_id, "hashes": json.dumps(sample)}
    removed = sum(
        db.execute(f"DELETE FROM {table} WHERE {_AMONG} AND text_id = :text_id", values).rowcount for table in _TABLES
    )
    stopped = _count(db, "shingle_stops", _AMONG, values)
    if removed + stopped != len(sample):
        held = f"{removed} of the {len(sample) - stopped} hashes of text {text_id}"
        raise Damaged(f"{_file(db)}: the index of shingles holds {held}. Run `qinggao duplicates rebuild`.")
    _set_size(db, size._replace(texts=size.texts - 1))


def rebuild(db: Database, texts: Iterable[tuple[int, str]]) -> None:
    """Builds the index again from all texts, each an id and a body. Call inside a transaction."""
    for table in (*_TABLES, "shingle_stops"):
        db.execute(f"DELETE FROM {table}")
    db.execute("CREATE TEMP TABLE unsorted (h INTEGER, text_id INTEGER) STRICT")
    count = 0
    for text_id, text in texts:
        hashes = json.dumps(fingerprint(text).sample)
        db.execute("INSERT INTO unsorted SELECT value, ? FROM json_each(?)", [text_id, hashes])
        count += 1
    db.execute("INSERT INTO shingles SELECT h, text_id FROM unsorted ORDER BY h, text_id")
    db.execute("DROP TABLE unsorted")
    _stop(db, count, None)
    db.execute("UPDATE shingle_index SET version = ?", [VERSION])
    _set_size(db, _Size(count, 0))


def _count(db: Database, table: str, condition: str, values: dict[str, object]) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table} WHERE {condition}", values).fetchone()[0])


def _size(db: Database) -> _Size:
    version, *counts = db.execute("SELECT version, texts, new_texts FROM shingle_index").fetchone()
    if version != VERSION:
        raise OtherFingerprints(
            f"{_file(db)}: its index of shingles was made by another version of qinggao. Run `qinggao duplicates rebuild`."
            f" (It has {version!r}, this program {VERSION!r}.)"
        )
    return _Size(*counts)


def _file(db: Database) -> str:
    return str(db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0] or "in memory")


def _set_size(db: Database, size: _Size) -> None:
    db.execute("UPDATE shingle_index SET texts = ?, new_texts = ?", size)


def _stop(db: Database, texts: int, hashes: Iterable[int] | None) -> None:
    """Stops the hashes that more texts have than the cap allows, among these hashes or, for None, among all."""
    values = {"hashes": json.dumps(list(hashes or ())), "cap": stop_cap(texts)}
    stopped = db.execute(_STOP_ALL if hashes is None else _STOP_AMONG, values).fetchall()
    if stopped:
        values["hashes"] = json.dumps([h for (h,) in stopped])
        for table in _TABLES:
            db.execute(f"DELETE FROM {table} WHERE {_AMONG}", values)


def _merge_new(db: Database, size: _Size) -> _Size:
    """Moves the postings of the small table into the large one."""
    db.execute("INSERT INTO shingles SELECT h, text_id FROM new_shingles ORDER BY h, text_id")
    db.execute("DELETE FROM new_shingles")
    return size._replace(new_texts=0)
