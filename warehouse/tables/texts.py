"""Distinct texts as rows: all copies with the same Han characters and figures share one; and how to get its body."""

from sqlite_utils import Database

from cleaners.chinese.characters import han
from cleaners.draft import Draft, replay
from warehouse.likeness.fingerprint import Fingerprint, fingerprint
from warehouse.tables import ledger
from warehouse.tables.insert import insert
from warehouse.tables.originals import Originals

_COPY_OF = """
SELECT c.start, c."end", p.sha256, p.account FROM copies c JOIN pages p ON p.id = page_id
WHERE c.id = coalesce(:copy, (SELECT min(id) FROM copies WHERE text_id = :text))
"""


def find(db: Database, key: bytes | None) -> int | None:
    """The text with this key, if it is on the shelf. A text too short for a key is never found."""
    row = db.execute("SELECT id FROM texts WHERE key = ?", [key]).fetchone() if key else None
    return int(row[0]) if row else None


def add(db: Database, known: Fingerprint, han: int, speech_id: int) -> int:
    """Adds a text of so many Han characters, and returns its id. Call inside a transaction."""
    row = {"key": known.key, "han": han, "sampled": len(known.sample), "speech_id": speech_id}
    return insert(db, "texts", row)


def describe(db: Database, text_id: int, body: str) -> None:
    """Updates a text's key, its number of Han characters and the size of its sample. Call inside a transaction."""
    known = fingerprint(body)
    values = [known.key, han(body), len(known.sample), text_id]
    db.execute("UPDATE texts SET key = ?, han = ?, sampled = ? WHERE id = ?", values)


def speech_of(db: Database, text_id: int) -> int:
    """The speech that a text is a copy of."""
    return int(db.execute("SELECT speech_id FROM texts WHERE id = ?", [text_id]).fetchone()[0])


def body_of_copy(db: Database, originals: Originals, copy_id: int) -> str:
    """The body of a copy: its part of the page's text, with the account replayed.

    Raises:
        MissingOriginal, Damaged: the page's text is missing, or its account is broken.
    """
    return _replayed(db, originals, copy=copy_id)


def body_of_text(db: Database, originals: Originals, text_id: int) -> str:
    """The body of a text, from the best copy if that is its own, else from its first; raises as `body_of_copy` does."""
    row = db.execute(
        "SELECT body FROM speeches WHERE id = (SELECT speech_id FROM copies WHERE text_id = ? AND best)", [text_id]
    ).fetchone()
    return str(row[0]) if row else _replayed(db, originals, text=text_id)


def _replayed(db: Database, originals: Originals, copy: int | None = None, text: int | None = None) -> str:
    start, end, sha256, account = db.execute(_COPY_OF, {"copy": copy, "text": text}).fetchone()
    return replay(Draft(originals.text(sha256), ledger.unpack(account)), start, end)
