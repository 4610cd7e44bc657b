"""Proving a warehouse: everything on the shelf must follow from the original bytes, the rules and the accounts."""

from collections.abc import Callable, Iterator
from random import sample
from typing import NamedTuple

from sqlite_utils import Database

import cleaners
from warehouse.duplicates import postings
from warehouse.errors import OtherFingerprints
from warehouse.proof.accounts import Known, page_faults
from warehouse.proof.cleaning import cleaning_faults
from warehouse.proof.faults import REBUILD, Fault, Row
from warehouse.proof.originals import original_faults
from warehouse.proof.relations import relation_faults
from warehouse.proof.rulebook import rule_faults, version_faults
from warehouse.proof.speeches import speech_faults
from warehouse.proof.works import lone_faults, site_faults, work_faults
from warehouse.reuse import index as passage_index
from warehouse.search import index as word_index
from warehouse.tables.originals import Originals

__all__ = ["Fault", "verify"]

# How many pages are cleaned again, and how many texts judged again, unless all are.
PAGES, TEXTS = 25, 10
_BY_PRESENT_RULES = "SELECT id FROM pages WHERE cleaned_with = ? ORDER BY id"

Progress = Callable[[int, int], None]
Step = Callable[[], None]


class _Work(NamedTuple):
    """What is proved by doing it again: pages to be cleaned and texts to be judged, by id."""

    pages: list[int]
    texts: list[int]

    @classmethod
    def of(cls, db: Database, everything: bool) -> "_Work":
        pages = [id for (id,) in db.execute(_BY_PRESENT_RULES, [cleaners.BUILT_IN.fingerprint]).fetchall()]
        texts = [id for (id,) in db.execute("SELECT id FROM texts ORDER BY id").fetchall()]
        if everything:
            return cls(pages, texts)
        return cls(sorted(sample(pages, min(PAGES, len(pages)))), sorted(sample(texts, min(TEXTS, len(texts)))))


def verify(
    db: Database,
    originals: Originals,
    progress: Progress | None = None,
    *,
    everything: bool = False,
    workers: int = 1,
) -> Iterator[Fault]:
    """Every fault of the warehouse. Neither file is written to.

    For each page: the original bytes have its SHA-256; the account covers the text, and each change is of its rule's
    kind; replayed, it makes the body of each copy; the readable edits agree with it; the index of shingles holds its
    texts. For each speech: its texts are those that the relations make one, its row, copies, tags and the origins of
    its fields follow from the copies; its work, and its entries in the indexes of words and passages. Rules follow from
    the rulebook.

    A sample of PAGES pages, drawn anew each time, is cleaned again and compared with all that is held of them, if the
    present rules cleaned them; a sample of TEXTS texts is judged again. With `everything`, all are, in so many
    `workers`. Where rows name others that are not there, pages alone are proved. `progress` is called with the number of
    steps done and of all steps.
    """
    work, pages = _Work.of(db, everything), db.table("pages").count
    step = _steps(pages + len(work.pages) + len(work.texts), progress)
    broken = list(_file_faults(db, originals))
    yield from broken
    yield from rule_faults(db, cleaners.BUILT_IN)
    yield from version_faults(db)
    yield from _all_page_faults(db, originals, step)
    for faults in cleaning_faults(db, originals, work.pages, workers):
        yield from faults
        step()
    if not broken:  # what follows goes by rows that name others
        yield from _joined_faults(db, originals, work.texts, step)


def _all_page_faults(db: Database, originals: Originals, step: Step) -> Iterator[Fault]:
    """What the rows of each page say of one another."""
    known = Known.of(db)
    for page in _rows(db):
        where = f"page {page['id']} ({page['sha256'][:12]})"
        yield from (Fault(where, what) for what in page_faults(db, originals, page, known))
        step()


def _joined_faults(db: Database, originals: Originals, texts: list[int], step: Step) -> Iterator[Fault]:
    """What follows from several rows: speeches, relations, works, sites, indexes, and rows that nothing needs."""
    yield from speech_faults(db, originals)
    for text in texts if postings.is_current(db) else ():
        yield from relation_faults(db, originals, text)
        step()
    yield from work_faults(db)
    yield from site_faults(db)
    yield from lone_faults(db)
    yield from original_faults(db, originals)
    yield from _index_faults(db)


def _steps(total: int, progress: Progress | None) -> Step:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return step


def _rows(db: Database) -> Iterator[Row]:
    """The pages one by one, so that no read transaction stays open while the caller works on them."""
    last = 0
    while rows := list(db.query("SELECT * FROM pages WHERE id > ? ORDER BY id LIMIT 1", [last])):
        yield from rows
        last = rows[-1]["id"]


def _file_faults(db: Database, originals: Originals) -> Iterator[Fault]:
    for name, one in (("the warehouse", db), (str(originals.path), originals.db)):
        for row in one.query("PRAGMA integrity_check"):
            if row["integrity_check"] != "ok":
                yield Fault(name, f"SQLite finds damage: {row['integrity_check']}")
        for row in one.query("PRAGMA foreign_key_check"):
            yield Fault(name, f"row {row['rowid']} of {row['table']} names a row of {row['parent']} that is not there")


def _index_faults(db: Database) -> Iterator[Fault]:
    for what in postings.faults(db):
        yield Fault("the index of shingles", what, REBUILD)
    try:
        passage_index.check(db)
    except OtherFingerprints as error:
        yield Fault("the index of passages", str(error), REBUILD)
    for what, index in (("full-text search", word_index), ("passages", passage_index)):
        for id in index.stale(db):
            yield Fault(f"speech {id}", f"the index of the {what} does not hold it as it is", REBUILD)
