"""Removing a page: speeches that it alone joined come apart, and those with their best copy on it take another."""

import json

from sqlite_utils import Database

from warehouse import indexes
from warehouse.duplicates import postings
from warehouse.duplicates.settle import settle
from warehouse.likeness.fingerprint import fingerprint
from warehouse.tables import speeches, texts
from warehouse.tables.originals import Originals

_COPIES = "SELECT id, text_id, speech_id FROM copies WHERE page_id = ?"
_TEXTS_OF = "SELECT id FROM texts WHERE speech_id IN (SELECT value FROM json_each(?))"
_OF_COPIES = ("speech_fields", "fields")
_OF_PAGE = ("copies", "edits", "arrivals")


def remove_page(db: Database, originals: Originals, page_id: int) -> None:
    """Removes a page and everything derived from it. Its bytes stay in `originals`. Call inside a transaction.

    Raises:
        MissingOriginal, Damaged: the text of a copy cannot be read, so it cannot be taken out of the index.
    """
    copies = db.execute(_COPIES, [page_id]).fetchall()
    bodies = {text: texts.body_of_text(db, originals, text) for _, text, _ in copies}
    for table in _OF_COPIES:
        for copy, _, _ in copies:
            db.execute(f"DELETE FROM {table} WHERE copy_id = ?", [copy])
    for table in _OF_PAGE:
        db.execute(f"DELETE FROM {table} WHERE page_id = ?", [page_id])
    db.execute("DELETE FROM pages WHERE id = ?", [page_id])
    touched = {speech for _, _, speech in copies}
    left = [id for (id,) in db.execute(_TEXTS_OF, [json.dumps(sorted(touched))]).fetchall()]
    for text, body in bodies.items():
        if not db.execute("SELECT 1 FROM copies WHERE text_id = ? LIMIT 1", [text]).fetchone():
            postings.remove(db, text, fingerprint(body).sample)
            db.execute("DELETE FROM relations WHERE ? IN (text_id, other_id)", [text])
            db.execute("DELETE FROM texts WHERE id = ?", [text])
            left.remove(text)
    if left:
        settle(db, originals, left)
    used = {speech for (speech,) in db.execute("SELECT DISTINCT speech_id FROM texts").fetchall()} if touched else set()
    for speech in touched - used:
        if db.execute("SELECT 1 FROM speeches WHERE id = ?", [speech]).fetchone():
            speeches.retire(db, speech, None)
    indexes.refresh(db)
