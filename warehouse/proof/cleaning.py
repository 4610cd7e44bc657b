"""Proving pages by cleaning them again: all that the shelf holds of them must come out of the bytes once more.

Only pages that the present rules have cleaned can be proved so, and no old Word documents: what LibreOffice makes of
them depends on its version.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from sqlite_utils import Database

from cleaners.readers.word.old_kinds import is_convertible
from warehouse.errors import Damaged, MissingOriginal
from warehouse.incoming import SUPPLIABLE, Incoming, Loaded
from warehouse.proof.faults import Fault, Row, differing
from warehouse.sources.pool import Pool
from warehouse.sources.prepare import Prepared
from warehouse.tables import ledger
from warehouse.tables.originals import Originals
from warehouse.tables.packing import unpack
from warehouse.tables.rows import PageRows, SpeechRows

# What the bytes alone do not tell: under which name and address they came first, and what was supplied.
_PAGE = """
SELECT p.*, domain, a.path, a.url, a.supplied FROM pages p LEFT JOIN sites s ON s.id = site_id
LEFT JOIN arrivals a ON a.id = (SELECT min(id) FROM arrivals WHERE page_id = p.id) WHERE p.id = ?
"""
_COPIES = "SELECT * FROM copies WHERE page_id = ? ORDER BY part"
_FIELDS = 'SELECT name, value, start, "end", rule_id FROM fields WHERE copy_id = ?'
_WHY = "cleaning it again gives"


def cleaning_faults(db: Database, originals: Originals, page_ids: Sequence[int], workers: int) -> Iterator[list[Fault]]:
    """The faults of each page that was cleaned again, page by page, in so many processes."""
    pages = (_prepared(db, originals, id) for id in page_ids)
    with closing(Pool(workers)) as pool:
        for id, prepared in zip(page_ids, pool.clean(pages), strict=True):
            page = _page(db, id)
            where = f"page {id} ({page['sha256'][:12]})"
            yield [Fault(where, what) for what in _page_faults(db, originals, page, prepared)]


def _page(db: Database, id: int) -> Row:
    return next(db.query(_PAGE, [id]))


def _prepared(db: Database, originals: Originals, id: int) -> Prepared:
    """A page as it first came; without its bytes, if these are lost or only LibreOffice reads them."""
    page = _page(db, id)
    source = Incoming(name=page["path"], url=page["url"], supplied=_supplied(page["supplied"]))
    try:
        data = originals.data(page["sha256"])
    except (MissingOriginal, Damaged):
        return Prepared(source)
    if is_convertible(data):
        return Prepared(source)
    return Prepared(source, Loaded(page["sha256"], len(data), None, data))


def _supplied(held: str | None) -> dict[str, str]:
    given = json.loads(held or "{}")
    return {name: value for name, value in given.items() if name in SUPPLIABLE} if isinstance(given, dict) else {}


def _page_faults(db: Database, originals: Originals, page: Row, prepared: Prepared) -> Iterator[str]:
    if prepared.refusal:
        yield f"cleaned again, it is refused: {prepared.refusal.message}"
    if prepared.rows and prepared.original and prepared.original.text is not None:
        text = unpack(prepared.original.text).decode()
        yield from _row_faults(page, prepared.rows)
        yield from _text_faults(originals, page["sha256"], text)
        yield from _copies_faults(db, page, prepared.rows.speeches)


def _row_faults(page: Row, rows: PageRows) -> Iterator[str]:
    due = {**rows.page, "domain": rows.site[0] if rows.site else None}
    yield from differing({**page, "account": None}, {**due, "account": None}, _WHY)
    try:
        if ledger.unpack(page["account"]) != ledger.unpack(rows.page["account"]):
            yield "its account is not the one that cleaning it again gives"
    except Damaged as error:
        yield str(error)


def _text_faults(originals: Originals, sha256: str, text: str) -> Iterator[str]:
    try:
        if originals.text(sha256) != text:
            yield "its text is not the one that its bytes give"
    except (MissingOriginal, Damaged) as error:
        yield str(error)


def _copies_faults(db: Database, page: Row, speeches: list[SpeechRows]) -> Iterator[str]:
    copies = {copy["part"]: copy for copy in db.query(_COPIES, [page["id"]])}
    if sorted(copies) != [speech.copy["part"] for speech in speeches]:
        yield f"it has {len(copies)} copies, but {_WHY} {len(speeches)}"
        return
    for speech in speeches:
        part = speech.copy["part"]
        yield from (f"part {part}: {what}" for what in differing(copies[part], speech.copy, _WHY))
        held, due = _by_name(db.query(_FIELDS, [copies[part]["id"]])), _by_name(speech.fields)
        for name in sorted(held.keys() | due.keys()):
            if held.get(name) != due.get(name):
                yield f"part {part}: the field {name} is not the one that cleaning it again gives"


def _by_name(fields: Iterable[Row]) -> dict[str, Row]:
    return {field["name"]: field for field in fields}
