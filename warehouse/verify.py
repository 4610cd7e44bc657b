"""Proving a warehouse: everything on the shelf must follow from the original bytes and the accounts."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from sqlite_utils import Database

from cleaners.draft import Draft, replay
from cleaners.tiles import Kind, Tile
from warehouse.duplicates import postings
from warehouse.errors import Damaged, MissingOriginal
from warehouse.likeness.fingerprint import fingerprint
from warehouse.reuse import index as passage_index
from warehouse.search import index as word_index
from warehouse.tables import ledger
from warehouse.tables.originals import Originals

_REBUILD = "Run `qinggao duplicates rebuild`."
_RESTORE = "Restore the warehouse and its originals from a backup of one moment."

_SPEECHES = """
SELECT id, body, chars, copy_count, first_published,
    EXISTS (SELECT 1 FROM works WHERE id = work_id) AS has_work,
    (SELECT count(*) FROM copies WHERE speech_id = speeches.id) AS copies,
    (SELECT count(*) FROM copies WHERE speech_id = speeches.id AND best) AS best,
    (SELECT min(published) FROM copies WHERE speech_id = speeches.id) AS earliest
FROM speeches WHERE id > ? ORDER BY id LIMIT 1
"""
_COPIES = """
SELECT part, start, "end", best, body, text_id, key, c.speech_id, t.speech_id AS text_speech FROM copies c
JOIN speeches s ON s.id = c.speech_id LEFT JOIN texts t ON t.id = text_id WHERE page_id = ? ORDER BY part
"""
_EDITS = 'SELECT seq, start, "end", kind, rule_id, old, new FROM edits WHERE page_id = ? ORDER BY seq'

Row = dict[str, Any]


class Fault(NamedTuple):
    """Something that does not follow from the originals: where, what, and what to do."""

    where: str
    what: str
    next_step: str = _RESTORE


def verify(db: Database, originals: Originals, progress: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
    """Every fault of the warehouse, found page by page.

    For each page: the original bytes have its SHA-256; the account covers the text, and each change is of its rule's
    kind; replayed, it makes the body of each copy; the readable edits agree with it; the index of shingles holds its
    texts. For each speech: one best copy, the right count of copies, the earliest date, a work, its entries in the
    indexes of words and passages. `progress` is called with the number of pages done and of all pages.
    """
    yield from _file_faults(db, originals)
    kinds: dict[str, Kind] = {row["id"]: row["kind"] for row in db.query("SELECT id, kind FROM rules")}
    total = db.table("pages").count
    for done, page in enumerate(_rows(db, "SELECT * FROM pages WHERE id > ? ORDER BY id LIMIT 1"), 1):
        where = f"page {page['id']} ({page['sha256'][:12]})"
        yield from (Fault(where, what) for what in _page_faults(db, originals, page, kinds))
        if progress:
            progress(done, total)
    for speech in _rows(db, _SPEECHES):
        yield from (Fault(f"speech {speech['id']}", what) for what in _speech_faults(speech))
    for what, index in (("full-text search", word_index), ("passages", passage_index)):
        for id in index.stale(db):
            yield Fault(f"speech {id}", f"the index of the {what} does not hold it as it is", _REBUILD)


def _rows(db: Database, sql: str) -> Iterator[Row]:
    """Rows one by one, so that no read transaction stays open while the caller works on them."""
    last = 0
    while rows := list(db.query(sql, [last])):
        yield from rows
        last = rows[-1]["id"]


def _file_faults(db: Database, originals: Originals) -> Iterator[Fault]:
    for name, one in (("the warehouse", db), (str(originals.path), originals.db)):
        for row in one.query("PRAGMA integrity_check"):
            if row["integrity_check"] != "ok":
                yield Fault(name, f"SQLite finds damage: {row['integrity_check']}")
        for row in one.query("PRAGMA foreign_key_check"):
            yield Fault(name, f"row {row['rowid']} of {row['table']} names a row of {row['parent']} that is not there")


def _page_faults(db: Database, originals: Originals, page: Row, kinds: Mapping[str, Kind]) -> Iterator[str]:
    try:
        data, text = originals.data(page["sha256"]), originals.text(page["sha256"])
        draft = Draft(text, ledger.unpack(page["account"]))
    except (MissingOriginal, Damaged) as error:
        yield str(error)
        return
    if sha256(data).hexdigest() != page["sha256"] or len(data) != page["bytes"]:
        yield "the kept bytes are not those that came"
    faults = [*_account_faults(draft, page["chars"], kinds)]
    yield from faults or [*_copy_faults(db, draft, page["id"]), *_edit_faults(db, draft, page["id"], kinds)]


def _account_faults(draft: Draft, chars: int, kinds: Mapping[str, Kind]) -> Iterator[str]:
    if len(draft.page) != chars or (draft.tiles[-1].end if draft.tiles else 0) != chars:
        yield "the text and the account are not of one length"
    for tile in draft.ledger:
        kind = kinds.get(tile.rule)
        if kind is None:
            yield f"the account names a rule that is not there: {tile.rule}"
        elif not _fits_kind(tile, kind):
            yield f"{tile.start}-{tile.end}: {tile.rule} does what no {kind} does"


def _fits_kind(tile: Tile, kind: Kind) -> bool:
    new = tile.new or ""
    if kind == "insert":
        return tile.start == tile.end and new.isspace()
    if kind == "respell":
        return tile.start < tile.end and bool(new)
    return not new


def _copy_faults(db: Database, draft: Draft, page_id: int) -> Iterator[str]:
    copies = list(db.query(_COPIES, [page_id]))
    bodies = [replay(draft, copy["start"], copy["end"]) for copy in copies]
    if "\n".join(bodies) != draft.text:
        yield "the account does not replay to the bodies of the page's copies"
    for copy, body in zip(copies, bodies, strict=True):
        known = fingerprint(body)
        if (copy["best"] and body != copy["body"]) or known.key != copy["key"]:
            yield f"part {copy['part']} does not replay to the text that it is a copy of"
        if copy["speech_id"] != copy["text_speech"]:
            yield f"part {copy['part']} is a copy of another speech than its text"
        if not postings.holds(db, copy["text_id"], known.sample):
            yield f"the index of shingles does not hold part {copy['part']}"


def _edit_faults(db: Database, draft: Draft, page_id: int, kinds: Mapping[str, Kind]) -> Iterator[str]:
    held = [ledger.EditRow(**row) for row in db.query(_EDITS, [page_id])]
    if held != ledger.readable_edits(draft, kinds):
        yield "the readable edits do not agree with the account"


def _speech_faults(speech: Row) -> Iterator[str]:
    if speech["best"] != 1:
        yield f"{speech['best']} best copies instead of one"
    if speech["copies"] != speech["copy_count"]:
        yield f"copy_count is {speech['copy_count']}, but there are {speech['copies']} copies"
    if speech["chars"] != len(speech["body"]):
        yield "chars is not the length of the body"
    if not speech["has_work"]:
        yield "it is in no work"
    if speech["first_published"] != speech["earliest"]:
        yield f"first_published is {speech['first_published']}, but its copies say {speech['earliest']}"
