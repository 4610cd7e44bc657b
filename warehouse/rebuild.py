"""Rebuilding everything that is derived from the texts: fingerprints, relations, speeches, works and indexes."""

from collections.abc import Callable, Iterator

from sqlite_utils import Database

from warehouse import indexes
from warehouse.duplicates import postings
from warehouse.duplicates.relations import judge
from warehouse.duplicates.settle import settle
from warehouse.likeness.fingerprint import fingerprint
from warehouse.tables import texts
from warehouse.tables.database import writing
from warehouse.tables.originals import Originals


def rebuild(db: Database, originals: Originals, progress: Callable[[int, int], None] | None = None) -> int:
    """Finds all duplicates again in one transaction, whatever version made the fingerprints. Returns the number of
    texts. `progress` is called with the number of texts done and of all texts.

    Raises:
        WarehouseError: the warehouse fails, or a page's text is missing; everything stays as it was.
    """
    with writing(db):
        ids = [id for (id,) in db.execute("SELECT id FROM texts ORDER BY id").fetchall()]
        db.execute("DELETE FROM relations")
        postings.rebuild(db, _described(db, originals, ids))
        for done, id in enumerate(ids, 1):
            body = texts.body_of_text(db, originals, id)
            judge(db, originals, id, body, fingerprint(body), only_before=True)
            if progress:
                progress(done, len(ids))
        settled = set[int]()
        for id in ids:
            if id not in settled:
                settled |= settle(db, originals, [id])
        indexes.rebuild(db)
    return len(ids)


def _described(db: Database, originals: Originals, ids: list[int]) -> Iterator[tuple[int, str]]:
    """The id and body of each text, after writing its key and size into its row."""
    for id in ids:
        body = texts.body_of_text(db, originals, id)
        texts.describe(db, id, body)
        yield id, body
