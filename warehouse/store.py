"""One page's rows: the page, where it arrived from, its speeches, and each copy with its fields and edits."""

import json
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlite_utils import Database

from cleaners.speech import Cleaned, Gap, Speech
from warehouse import clock, ledger
from warehouse.duplicates import han_key
from warehouse.incoming import Incoming, Loaded
from warehouse.mask import mask

_ARRIVE = """
INSERT INTO arrivals (page_id, url, path, modified, fetched_at, supplied, run_id)
VALUES (:page_id, :url, :path, :modified, :fetched_at, :supplied, :run_id)
ON CONFLICT DO UPDATE SET modified = excluded.modified WHERE modified IS NOT excluded.modified
"""
_ADD_COPY = """
UPDATE speeches SET copy_count = copy_count + 1, updated_at = :now,
    first_published = min(coalesce(first_published, :published), coalesce(:published, first_published))
WHERE id = :id
"""
# The no-op update makes a row that is there already give its id.
_NAME_TAG = "INSERT INTO tags (name) VALUES (?) ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id"
_NAME_SITE = """
INSERT INTO sites (domain, name) VALUES (?, ?)
ON CONFLICT DO UPDATE SET name = coalesce(name, excluded.name) RETURNING id
"""
_OF_SPEECH = (
    *("title", "title_origin", "body", "genre", "completeness", "event_date", "author", "speaker", "speaker_role"),
    *("poster", "occasion", "organ", "level", "category"),
)
_OF_COPY = ("part", "start", "end", "heading", "title", "completeness", "published", "published_time", "poster")
_TAG = "INSERT INTO speeches_tags (speech_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING"

Row = dict[str, Any]
Outcome = Literal["loaded", "duplicates", "no_speech"]


def page_of(db: Database, sha256: str) -> int | None:
    """The id of the page with these bytes, if it is on the shelf."""
    row = db.execute("SELECT id FROM pages WHERE sha256 = ?", [sha256]).fetchone()
    return int(row[0]) if row else None


def arrive(db: Database, page_id: int, incoming: Incoming, loaded: Loaded, run_id: int) -> None:
    """Notes that a page's bytes came from here. A place it came from before only learns its new time of change."""
    values = {
        "page_id": page_id,
        "url": incoming.url,
        "path": incoming.place,
        "modified": loaded.modified,
        "fetched_at": clock.now(),
        "supplied": _json(dict(incoming.supplied)) if incoming.supplied else None,
        "run_id": run_id,
    }
    db.execute(_ARRIVE, values)


def shelve(db: Database, cleaned: Cleaned, loaded: Loaded, cleaned_with: str) -> tuple[int, Outcome]:
    """All rows of a page that is not on the shelf yet. Wants an open transaction.

    Gives the page's id and "loaded" where any of its speeches is new, "duplicates" where none is,
    "no_speech" where it has none.
    """
    site_id = _site(db, cleaned)
    source = cleaned.page.source
    page = {
        "sha256": loaded.sha256,
        "site_id": site_id,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "bytes": loaded.size,
        "chars": len(cleaned.page.text),
        "script": cleaned.script,
        "cleaned_with": cleaned_with,
        "flags": _json(cleaned.flags),
        "account": ledger.pack(cleaned.draft),
    }
    page_id = _insert(db, "pages", page)
    edits = ledger.readable_edits(cleaned.draft, cleaned.kinds)
    db.table("edits").insert_all({"page_id": page_id, **edit._asdict()} for edit in edits)
    new = [_shelve_speech(db, page_id, site_id, speech) for speech in cleaned.speeches]
    return page_id, "loaded" if any(new) else "duplicates" if new else "no_speech"


def _shelve_speech(db: Database, page_id: int, site_id: int | None, speech: Speech) -> bool:
    """A speech and its copy, or one more copy of a speech that is held; whether it was new."""
    key = han_key(speech.body)
    row = db.execute("SELECT id FROM speeches WHERE han_key = ?", [key]).fetchone() if key else None
    if row:
        db.execute(_ADD_COPY, {"id": row[0], "published": speech.published, "now": clock.now()})
    speech_id = row[0] if row else _new_speech(db, site_id, speech, key)
    copy_id = _insert(db, "copies", _copy(page_id, speech_id, speech, best=row is None))
    db.table("fields").insert_all(_field(copy_id, name, speech) for name in speech.fields)
    for tag in dict.fromkeys(speech.tags):
        _tag(db, speech_id, tag)
    return row is None


def _new_speech(db: Database, site_id: int | None, speech: Speech, key: bytes | None) -> int:
    now = clock.now()
    values = {
        **{name: getattr(speech, name) for name in _OF_SPEECH},
        "chars": len(speech.body),
        "gap": speech.gap and _gap(speech.gap),
        "first_published": speech.published,
        "redacted": int(speech.redacted),
        "site_id": site_id,
        "copy_count": 1,
        "created_at": now,
        "updated_at": now,
        "han_key": key,
    }
    return _insert(db, "speeches", values)


def _gap(gap: Gap) -> str:
    # The notice that tells of a gap often says whom to pay for the rest.
    return _json(gap._replace(evidence=mask(gap.evidence))._asdict())


def _copy(page_id: int, speech_id: int, speech: Speech, best: bool) -> Row:
    held = {"page_id": page_id, "speech_id": speech_id, "best": int(best), "relation": None if best else "exact"}
    return {name: getattr(speech, name) for name in _OF_COPY} | held


def _field(copy_id: int, name: str, speech: Speech) -> Row:
    start, end, rule = speech.fields[name]
    value = getattr(speech, name)
    text = value if isinstance(value, str) else _json(value)
    return {"copy_id": copy_id, "name": name, "value": text, "start": start, "end": end, "rule_id": rule}


def _tag(db: Database, speech_id: int, name: str) -> None:
    tag_id = db.execute(_NAME_TAG, [name]).fetchall()[0][0]
    db.execute(_TAG, [speech_id, tag_id])


def _site(db: Database, cleaned: Cleaned) -> int | None:
    """The row of the site that the page names, or else was fetched from."""
    named = next(((s.site_domain, s.site_name) for s in cleaned.speeches if s.site_domain), None)
    domain, name = named or (_host(cleaned.page.source.url), None)
    return db.execute(_NAME_SITE, [domain, name]).fetchall()[0][0] if domain else None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _insert(db: Database, table: str, row: Row) -> int:
    return int(db.table(table).insert(row).last_pk or 0)
