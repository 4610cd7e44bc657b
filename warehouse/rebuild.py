"""All that follows from the texts made anew: keys, samples, passages, relations, speeches and works."""

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
    """Finds the duplicates of a whole shelf again, whatever version of the fingerprints it had, in one transaction;
    gives the number of texts. `progress` is told the texts done and all texts.

    Raises:
        WarehouseError: the shelf fails, or a page's text is not kept; everything stays as it was.
    """
    with writing(db):
        ids = [id for (id,) in db.execute("SELECT id FROM texts ORDER BY id").fetchall()]
        db.execute("DELETE FROM relations")
        postings.rebuild(db, _known(db, originals, ids))
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


def _known(db: Database, originals: Originals, ids: list[int]) -> Iterator[tuple[int, str]]:
    """The texts, each with what it is known by written down."""
    for id in ids:
        body = texts.body_of_text(db, originals, id)
        texts.describe(db, id, body)
        yield id, body
