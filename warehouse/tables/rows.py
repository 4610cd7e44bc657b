"""A cleaned page as rows: plain data that lack only their ids, small enough to pass between processes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from cleaners.chinese.characters import han, squeezed
from cleaners.chinese.fold import fold
from cleaners.fields.table import shelved
from cleaners.speech import Cleaned, Field, Speech
from warehouse.indexes import Entries
from warehouse.likeness.fingerprint import Fingerprint, fingerprint
from warehouse.privacy.mask import mask, masked_slices, masked_values
from warehouse.tables import ledger

Row = dict[str, Any]


class SpeechRows(NamedTuple):
    """The rows of one speech: in `speeches` where it is new, in `copies` and `fields`; its tags; what its text is
    known by, with its number of Han characters; and what the indexes hold of it, should its text be the best.
    """

    speech: Row
    copy: Row
    fields: list[Row]
    tags: tuple[str, ...]
    fingerprint: Fingerprint
    han: int
    entries: Entries


class PageRows(NamedTuple):
    """The rows of a page: in `pages` and `edits`, of its speeches; and the domain and name of its site."""

    page: Row
    edits: list[Row]
    speeches: list[SpeechRows]
    site: tuple[str, str | None] | None


def rows_of(cleaned: Cleaned, supplied: Mapping[str, str] | None = None) -> PageRows:
    """All that the shelf keeps of a cleaned page. What was supplied outdoes what the page says, if it has one speech:
    of several nobody can tell which one is meant. `fields` keep what the page says, and a flag tells of a conflict.
    """
    source, given = cleaned.page.source, supplied or {} if len(cleaned.speeches) == 1 else {}
    page = {
        "media_type": source.media_type,
        "encoding": source.encoding,
        "chars": len(cleaned.page.text),
        "script": cleaned.script,
        "flags": as_json(
            [*cleaned.flags, *(flag for speech in cleaned.speeches for flag in _conflicts(speech, given))]
        ),
        "account": ledger.pack(cleaned.draft),
    }
    edits = [edit._asdict() for edit in ledger.readable_edits(cleaned.draft, cleaned.kinds)]
    speeches = [_speech_rows(speech, given, cleaned.page.text) for speech in cleaned.speeches]
    return PageRows(page, edits, speeches, _site(cleaned))


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _conflicts(speech: Speech, supplied: Mapping[str, str]) -> Iterator[str]:
    """A flag for each value that the page itself gives otherwise."""
    for name, value in supplied.items():
        given = speech.values.get(name) if name in speech.fields else None
        if given and squeezed(fold(given)) != squeezed(fold(value)):
            yield f"conflict/{name}"


def _supply(speech: Speech, supplied: Mapping[str, str]) -> Speech:
    """The speech with values that were supplied in place of the page's; the page's time goes with the page's day."""
    same_day = supplied.get("published", speech.published) == speech.published
    return speech._replace(
        values={**speech.values, **supplied},
        title_origin="supplied" if "title" in supplied else speech.title_origin,
        published_time=speech.published_time if same_day else None,
    )


def _speech_rows(page_speech: Speech, supplied: Mapping[str, str], page: str) -> SpeechRows:
    page_speech = _masked(page_speech, page)
    speech = _supply(page_speech, masked_values(supplied))
    both = {
        "title_origin": speech.title_origin,
        "chars": len(speech.body),
        "completeness": speech.completeness,
        "gap": speech.gap and as_json(speech.gap._asdict()),
        "redacted": int(speech.redacted),
    }
    row = _read(speech, "speeches") | both | {"body": speech.body, "first_published": speech.published}
    copy = _read(speech, "copies") | both | {name: getattr(speech, name) for name in ("part", "start", "end")}
    copy |= {
        "published_time": speech.published_time,
        "supplied": as_json(masked_values(supplied)) if supplied else None,
    }
    fields = [_field(name, page_speech) for name in page_speech.fields]
    tags = tuple(dict.fromkeys(speech.tags))
    entries = Entries.of(speech.title, speech.body)
    return SpeechRows(row, copy, fields, tags, fingerprint(speech.body), han(speech.body), entries)


def _read(speech: Speech, table: Literal["speeches", "copies"]) -> Row:
    """The columns of a table for what was read."""
    return {name: speech.values.get(name) for name in shelved(table)}


def _masked(speech: Speech, page: str) -> Speech:
    """The speech with the contacts in all that is told of it starred; its body stays."""
    values = {name: _masked_value(value, speech.fields.get(name), page) for name, value in speech.values.items()}
    # The notice that tells of a gap often says whom to pay for the rest.
    gap = speech.gap and speech.gap._replace(evidence=mask(speech.gap.evidence))
    return speech._replace(values=values, tags=tuple(map(mask, speech.tags)), gap=gap)


def _masked_value(value: str, cited: Field | None, page: str) -> str:
    """A value, masked as it is on the page where it stands there: the word that tells a contact may stand before it."""
    if cited and page[cited.start : cited.end] == value:
        return masked_slices(page, [(cited.start, cited.end)])[0]
    return mask(value)


def _field(name: str, speech: Speech) -> Row:
    start, end, rule = speech.fields[name]
    value = getattr(speech, name)
    text = value if isinstance(value, str) else as_json(value)
    return {"name": name, "value": text, "start": start, "end": end, "rule_id": rule}


def _site(cleaned: Cleaned) -> tuple[str, str | None] | None:
    """The site that the page names, or else was fetched from."""
    named = next(((s.site_domain, s.site_name) for s in cleaned.speeches if s.site_domain), None)
    domain, name = named or (_host(cleaned.page.source.url), None)
    return (mask(domain), name and mask(name)) if domain else None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else None
