"""The index of words: an FTS5 table of bigrams that keeps no text and no places (`content=''`, `detail=none`)."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from warehouse.search.words import bigrams

# The tokenizer takes every character beyond ASCII as part of a token: what is one is decided in `bigrams` alone.
_TABLE = "CREATE VIRTUAL TABLE speeches_fts USING fts5(bigrams, content='', detail=none, tokenize='ascii')"
# Begins a bigram that stands in the title; no bigram has it by itself.
IN_TITLE = "《"
# FTS5 keeps the number of tokens of each row here, even where it keeps no text.
_HELD = """
SELECT s.id, title, body, sz FROM speeches s LEFT JOIN speeches_fts_docsize d ON d.id = s.id
WHERE s.id > ? ORDER BY s.id LIMIT 100
"""
_SUPERFLUOUS = "SELECT id FROM speeches_fts_docsize WHERE id NOT IN (SELECT id FROM speeches)"


def create(db: Database) -> None:
    """The index, empty. Call inside a transaction."""
    db.execute(_TABLE)


def fill(db: Database) -> None:
    """Indexes every speech anew. Wants an open transaction.

    Needed where `bigrams` or the fold table change: a contentless index forgets a speech only by the bigrams it had.
    """
    db.execute("INSERT INTO speeches_fts(speeches_fts) VALUES ('delete-all')")
    rows = db.execute("SELECT id, title, body FROM speeches ORDER BY id")
    index(db, ((id, entry(title, body)) for id, title, body in rows))


def index(db: Database, speeches: Iterable[tuple[int, str]]) -> None:
    """Makes speeches findable, each an id and its entry, ids rising: a lower one makes FTS5 write out what it holds
    back. Wants an open transaction, and the speeches not to be indexed.
    """
    db.conn.executemany("INSERT INTO speeches_fts(rowid, bigrams) VALUES (?, ?)", speeches)


def unindex(db: Database, speeches: Iterable[tuple[int, str]]) -> None:
    """Takes speeches out of the index. Wants an open transaction, and the very entries they were indexed with."""
    db.conn.executemany("INSERT INTO speeches_fts(speeches_fts, rowid, bigrams) VALUES ('delete', ?, ?)", speeches)


def entry(title: str | None, body: str) -> str:
    """What the index holds of a speech: its bigrams, parted by blanks, and those of the title once more, marked."""
    marked = (IN_TITLE + pair for pair in bigrams(title or "").split())
    return " ".join([bigrams(f"{title or ''}\n{body}"), *marked])


def unequal(db: Database) -> Iterator[int]:
    """The ids of speeches that the index does not hold, or with another number of bigrams; and of what else it holds."""
    last = 0
    # A few at a time, so that no read transaction stays open while the caller takes its time.
    while rows := db.execute(_HELD, [last]).fetchall():
        yield from (id for id, title, body, size in rows if size != _varint(len(entry(title, body).split())))
        last = rows[-1][0]
    yield from (id for (id,) in db.execute(_SUPERFLUOUS).fetchall())


def _varint(number: int) -> bytes:
    """A number as SQLite writes it: seven bits a byte, all but the last with the eighth bit set."""
    groups = [number & 127]
    while number := number >> 7:
        groups.append(number & 127 | 128)
    return bytes(reversed(groups))
