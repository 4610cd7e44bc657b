"""Preparing a source for the shelf, without a database: it is read and cleaned, or refused with a reason."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import cleaners
from cleaners.errors import SecrecyMark, TooLarge, Unreadable
from cleaners.page import Page
from cleaners.speech import Cleaned
from warehouse.incoming import Incoming, Loaded
from warehouse.sources.conversion import Named, converted
from warehouse.sources.secrecy import secrecy
from warehouse.tables.originals import Original
from warehouse.tables.quarantine import Refusal
from warehouse.tables.rows import PageRows, rows_of


class Prepared(NamedTuple):
    """A source on its way to the shelf. `loaded` holds its bytes until they are cleaned. Then it has `rows`, or the
    `refusal` that says why not; with neither, its bytes are on the shelf already, or it is no page. `docx` is what
    LibreOffice made of an old document.
    """

    incoming: Incoming
    loaded: Loaded | None = None
    original: Original | None = None
    rows: PageRows | None = None
    refusal: Refusal | None = None
    docx: bytes | None = None

    @property
    def data(self) -> bytes | None:
        """The bytes to be cleaned, if any."""
        return self.loaded.data if self.loaded else None


def prepare(incoming: Incoming, max_bytes: int, is_held: Callable[[str], bool]) -> Prepared:
    """Reads a source that is a page; it is to be cleaned unless `is_held` knows its SHA-256. Whatever goes wrong with
    it is its own fault: it is refused, and the others go on.
    """
    if not incoming.is_page:
        return Prepared(incoming)
    try:
        loaded = incoming.load(max_bytes)
    except Exception as error:
        return Prepared(incoming, refusal=Refusal.of(error, incoming))
    incoming = incoming.emptied()
    if loaded.data is None:
        return Prepared(incoming, loaded, refusal=Refusal.of(_too_large(loaded, max_bytes), incoming))
    return Prepared(incoming, loaded._replace(data=None) if is_held(loaded.sha256) else loaded)


def readable(many: Iterable[Prepared]) -> Iterator[Prepared]:
    """The same in their order, after LibreOffice has converted the old documents among them; one that it cannot convert
    is refused. Where it is not installed they stay as they are, and cleaning them raises an error that says so.
    """
    for prepared, outcome in converted(many, lambda one: Named(one.incoming.label, one.data or b"")):
        if isinstance(outcome, Unreadable):
            yield refused(prepared, outcome)
        else:
            yield prepared._replace(docx=outcome)


def clean(prepared: Prepared) -> Prepared:
    """The same with its rows or a refusal; its bytes are packed as an original."""
    incoming, loaded, data = prepared.incoming, prepared.loaded, prepared.data
    if loaded is None or data is None:
        return prepared
    loaded = loaded._replace(data=None)
    try:
        cleaned = _clean(incoming, _page(prepared, data))
        original = Original.of(loaded.sha256, data, cleaned.page.text)
        return Prepared(incoming, loaded, original, rows_of(cleaned, incoming.supplied))
    except Exception as error:
        return refused(prepared, error)


def refused(prepared: Prepared, error: Exception) -> Prepared:
    """The same with a refusal; its bytes are packed as an original."""
    incoming, loaded, data = prepared.incoming, prepared.loaded, prepared.data
    assert loaded is not None and data is not None
    original = Original.of(loaded.sha256, data)
    return Prepared(incoming, loaded._replace(data=None), original, refusal=Refusal.of(error, incoming))


def _page(prepared: Prepared, data: bytes) -> Page:
    name, url = prepared.incoming.place, prepared.incoming.url
    if prepared.docx is None:
        return cleaners.read(data, name=name, url=url)
    from cleaners.readers.word.converted import read_converted

    return read_converted(prepared.docx, data, name=name, url=url)


def _clean(incoming: Incoming, page: Page) -> Cleaned:
    mark = secrecy(page)
    if mark:
        words = f"{incoming.label}: its head bears the secrecy mark {mark}, so it is held back."
        raise SecrecyMark(f"{words} Ask the office that issued it; without the mark it can be ingested again.")
    return cleaners.clean(page)


def _too_large(loaded: Loaded, max_bytes: int) -> TooLarge:
    return TooLarge(f"{loaded.size:,} bytes, over the limit of {max_bytes:,}. Split it, or raise the limit.")
