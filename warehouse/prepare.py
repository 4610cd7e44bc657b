"""A source made ready for the shelf: read and cleaned, or refused with the reason. No lock is held here."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import cleaners
from cleaners.errors import SecrecyMark, TooLarge
from cleaners.secrecy import secrecy
from cleaners.speech import Cleaned, Speech
from warehouse.incoming import Incoming, Loaded
from warehouse.originals import Original
from warehouse.quarantine import Refusal
from warehouse.rows import PageRows, rows_of


class Prepared(NamedTuple):
    """What a source came to. `loaded` has bytes where they are still to be cleaned; with neither these nor `rows`
    nor `refusal`, they are on the shelf already.
    """

    incoming: Incoming
    loaded: Loaded | None = None
    original: Original | None = None
    rows: PageRows | None = None
    refusal: Refusal | None = None

    @property
    def data(self) -> bytes | None:
        """The bytes to be cleaned, if any."""
        return self.loaded.data if self.loaded else None


def prepare(incoming: Incoming, max_bytes: int, is_held: Callable[[str], bool]) -> Prepared:
    """Reads a source, which is to be cleaned unless `is_held` knows its SHA-256. Whatever goes wrong with it is
    its own fault: it is refused, and the others go on.
    """
    try:
        loaded = incoming.load(max_bytes)
    except Exception as error:
        return Prepared(incoming, refusal=Refusal.of(error, incoming))
    incoming = incoming.emptied()
    if loaded.data is None:
        return Prepared(incoming, loaded, refusal=Refusal.of(_too_large(loaded, max_bytes), incoming))
    return Prepared(incoming, loaded._replace(data=None) if is_held(loaded.sha256) else loaded)


def clean(prepared: Prepared) -> Prepared:
    """The same with its rows, or with the reason why it has none; its bytes are packed."""
    incoming, loaded, data = prepared.incoming, prepared.loaded, prepared.data
    if loaded is None or data is None:
        return prepared
    loaded = loaded._replace(data=None)
    try:
        cleaned = _clean(incoming, data)
        original = Original.of(loaded.sha256, data, cleaned.page.text)
        return Prepared(incoming, loaded, original, rows_of(cleaned))
    except Exception as error:
        return refused(prepared, error)


def refused(prepared: Prepared, error: Exception) -> Prepared:
    """The same refused, its bytes kept."""
    incoming, loaded, data = prepared.incoming, prepared.loaded, prepared.data
    assert loaded is not None and data is not None
    original = Original.of(loaded.sha256, data)
    return Prepared(incoming, loaded._replace(data=None), original, refusal=Refusal.of(error, incoming))


def _clean(incoming: Incoming, data: bytes) -> Cleaned:
    page = cleaners.read(data, name=incoming.place, url=incoming.url)
    mark = secrecy(page)
    if mark:
        words = f"{incoming.label}: its head bears the secrecy mark {mark}, so it is held back."
        raise SecrecyMark(f"{words} Ask the office that issued it; without the mark it can be ingested again.")
    cleaned = cleaners.clean(page)
    if not incoming.supplied or len(cleaned.speeches) != 1:
        return cleaned  # Of several speeches, nobody can tell which one is meant.
    return cleaned._replace(speeches=(_supply(cleaned.speeches[0], incoming.supplied),))


def _supply(speech: Speech, values: Mapping[str, str]) -> Speech:
    """The speech with what a person supplied; the page is no longer cited for it."""
    known: dict[str, Any] = dict(values)
    if "title" in values:
        known["title_origin"] = "supplied"
    fields = {name: field for name, field in speech.fields.items() if name not in values}
    return speech._replace(fields=fields, **known)


def _too_large(loaded: Loaded, max_bytes: int) -> TooLarge:
    return TooLarge(f"{loaded.size:,} bytes, over the limit of {max_bytes:,}. Split it, or raise the limit.")
