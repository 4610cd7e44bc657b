"""Distinct texts as rows: all copies with the same Han characters and figures share one; and how to get its body."""

from sqlite_utils import Database

from cleaners.chinese.characters import han
from cleaners.draft import Draft, replay
from warehouse.errors import Damaged
from warehouse.likeness.fingerprint import Fingerprint, fingerprint
from warehouse.tables import ledger
from warehouse.tables.insert import insert
from warehouse.tables.originals import Originals

_COPY_OF = 'SELECT start, "end", sha256, account FROM copies c JOIN pages p ON p.id = page_id WHERE c.id = ?'
# As copies are ranked within a speech, so that of the best text's copies the speech's best one comes first.
_RANKED = """
SELECT c.id FROM copies c JOIN pages p ON p.id = page_id WHERE text_id = ?
ORDER BY CASE completeness WHEN 'complete' THEN 0 WHEN 'truncated' THEN 1 ELSE 2 END,
    c.chars, coalesce(published, '9999'), sha256, part
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
    start, end, sha256, account = db.execute(_COPY_OF, [copy_id]).fetchone()
    return replay(Draft(originals.text(sha256), ledger.unpack(account)), start, end)


def ranked_copies(db: Database, text_id: int) -> list[int]:
    """The copies of a text. The first one's body stands for the text: copies may differ in their marks, and it depends
    on what they are, not on the order in which they came.
    """
    return [id for (id,) in db.execute(_RANKED, [text_id]).fetchall()]


def body_of_text(db: Database, originals: Originals, text_id: int) -> str:
    """The body of a text, that of the first of its `ranked_copies`; raises as `body_of_copy` does."""
    row = db.execute(
        "SELECT body FROM speeches WHERE id = (SELECT speech_id FROM copies WHERE text_id = ? AND best)", [text_id]
    ).fetchone()
    if row:
        return str(row[0])
    copies = ranked_copies(db, text_id)
    if not copies:
        raise Damaged(
            f"Text {text_id} has no copy. Restore the warehouse and its originals from a backup of one moment."
        )
    return body_of_copy(db, originals, copies[0])
