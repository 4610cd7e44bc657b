"""A source made ready for the shelf: read and cleaned, or refused with the reason. No lock is held here."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import cleaners
from cleaners.errors import TooLarge
from cleaners.speech import Cleaned, Speech
from warehouse.incoming import Incoming, Loaded
from warehouse.originals import Original
from warehouse.quarantine import Refusal


class Prepared(NamedTuple):
    """What a source came to. With neither `cleaned` nor `refusal`, its bytes are on the shelf already."""

    incoming: Incoming
    loaded: Loaded | None = None
    original: Original | None = None
    cleaned: Cleaned | None = None
    refusal: Refusal | None = None


def prepare(incoming: Incoming, max_bytes: int, is_held: Callable[[str], bool]) -> Prepared:
    """Reads a source and cleans it, unless `is_held` knows its SHA-256. Whatever goes wrong with it is its
    own fault: it is refused, and the others go on.
    """
    try:
        loaded = incoming.load(max_bytes)
    except Exception as error:
        return Prepared(incoming, refusal=Refusal.of(error, incoming))
    data, loaded = loaded.data, loaded._replace(data=None)
    if data is None:
        return Prepared(incoming, loaded, refusal=Refusal.of(_too_large(loaded, max_bytes), incoming))
    if is_held(loaded.sha256):
        return Prepared(incoming, loaded)
    try:
        cleaned = _clean(incoming, data)
        return Prepared(incoming, loaded, Original.of(loaded.sha256, data, cleaned.page.text), cleaned)
    except Exception as error:
        return Prepared(incoming, loaded, Original.of(loaded.sha256, data), refusal=Refusal.of(error, incoming))


def _clean(incoming: Incoming, data: bytes) -> Cleaned:
    cleaned = cleaners.clean(cleaners.read(data, name=incoming.place, url=incoming.url))
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
