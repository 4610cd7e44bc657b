"""The index of words: an FTS5 table of bigrams that keeps neither text nor positions (`content=''`, `detail=none`)."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from warehouse.search.words import bigrams

# This tokenizer takes every character beyond ASCII as part of a token, so `bigrams` alone decides what the tokens are.
_TABLE = "CREATE VIRTUAL TABLE speeches_fts USING fts5(bigrams, content='', detail=none, tokenize='ascii')"
# The prefix of a bigram in the title. No bigram has this character.
IN_TITLE = "《"
# FTS5 keeps the number of tokens of each row here, even where it keeps no text.
_HELD = """
SELECT s.id, title, body, sz FROM speeches s LEFT JOIN speeches_fts_docsize d ON d.id = s.id
WHERE s.id > ? ORDER BY s.id LIMIT 100
"""
_SUPERFLUOUS = "SELECT id FROM speeches_fts_docsize WHERE id NOT IN (SELECT id FROM speeches)"


def create(db: Database) -> None:
    """Creates the index, empty. Call inside a transaction."""
    db.execute(_TABLE)


def rebuild(db: Database) -> None:
    """Builds the index again from all speeches. Call inside a transaction.

    Needed when `bigrams` or the fold table change: a contentless index removes a speech only by the bigrams it was
    given.
    """
    db.execute("INSERT INTO speeches_fts(speeches_fts) VALUES ('delete-all')")
    rows = db.execute("SELECT id, title, body FROM speeches ORDER BY id")
    index(db, ((id, entry(title, body)) for id, title, body in rows))


def index(db: Database, speeches: Iterable[tuple[int, str]]) -> None:
    """Adds speeches, each an id and its entry, with rising ids: a lower one makes FTS5 flush its buffer. Call inside a
    transaction, with speeches that are not indexed yet.
    """
    db.conn.executemany("INSERT INTO speeches_fts(rowid, bigrams) VALUES (?, ?)", speeches)


def unindex(db: Database, speeches: Iterable[tuple[int, str]]) -> None:
    """Removes speeches from the index. Call inside a transaction, with the same entries that they were indexed with."""
    db.conn.executemany("INSERT INTO speeches_fts(speeches_fts, rowid, bigrams) VALUES ('delete', ?, ?)", speeches)


def entry(title: str | None, body: str) -> str:
    """The entry of a speech: its bigrams, separated by blanks, and those of the title again with the prefix."""
    marked = (IN_TITLE + pair for pair in bigrams(title or "").split())
    return " ".join([bigrams(f"{title or ''}\n{body}"), *marked])


def stale(db: Database) -> Iterator[int]:
    """The ids of speeches that are not indexed or with another number of bigrams, and of entries without a speech."""
    last = 0
    # A few at a time, so that no read transaction stays open while the caller works on them.
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
