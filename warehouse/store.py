"""One page on the shelf: the page, where it arrived from, its speeches, and each copy with its fields and edits."""

from typing import Literal

from sqlite_utils import Database

from warehouse import clock, quarantine
from warehouse.incoming import Incoming, Loaded, ReadThrough
from warehouse.rows import PageRows, Row, SpeechRows, as_json

_ARRIVE = """
INSERT INTO arrivals (page_id, url, path, modified, fetched_at, supplied, run_id)
VALUES (:page_id, :url, :path, :modified, :fetched_at, :supplied, :run_id)
ON CONFLICT DO UPDATE SET modified = excluded.modified WHERE modified IS NOT excluded.modified
"""
_READ_THROUGH = """
INSERT INTO archives (path, bytes, modified, run_id) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET bytes = excluded.bytes, modified = excluded.modified, run_id = excluded.run_id
    WHERE (bytes, modified) IS NOT (excluded.bytes, excluded.modified)
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
_TAG = "INSERT INTO tags (name) VALUES (?) ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id"
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
        "fetched_at": incoming.fetched_at or clock.now(),
        "supplied": as_json(dict(incoming.supplied)) if incoming.supplied else None,
        "run_id": run_id,
    }
    db.execute(_ARRIVE, values)


def read_through(db: Database, archive: ReadThrough, run_id: int) -> None:
    """Notes that every member of an archive was taken in, or refused. Wants an open transaction."""
    db.execute(_READ_THROUGH, [archive.name, archive.size, archive.modified, run_id])
    if archive.sound:
        quarantine.resolve_place(db, archive.label)


def shelve(db: Database, rows: PageRows, loaded: Loaded, cleaned_with: str) -> tuple[int, Outcome]:
    """All rows of a page that is not on the shelf yet. Wants an open transaction.

    Gives the page's id and "loaded" where any of its speeches is new, "duplicates" where none is,
    "no_speech" where it has none.
    """
    site_id = db.execute(_NAME_SITE, rows.site).fetchall()[0][0] if rows.site else None
    known = {"sha256": loaded.sha256, "bytes": loaded.size, "site_id": site_id, "cleaned_with": cleaned_with}
    page_id = _insert(db, "pages", rows.page | known)
    db.table("edits").insert_all({"page_id": page_id, **edit} for edit in rows.edits)
    new = [_shelve_speech(db, page_id, site_id, speech) for speech in rows.speeches]
    return page_id, "loaded" if any(new) else "duplicates" if new else "no_speech"


def _shelve_speech(db: Database, page_id: int, site_id: int | None, rows: SpeechRows) -> bool:
    """A speech and its copy, or one more copy of a speech that is held; whether it was new."""
    key = rows.speech["han_key"]
    row = db.execute("SELECT id FROM speeches WHERE han_key = ?", [key]).fetchone() if key else None
    if row:
        db.execute(_ADD_COPY, {"id": row[0], "published": rows.copy["published"], "now": clock.now()})
    speech_id = row[0] if row else _new_speech(db, site_id, rows.speech)
    held = {"page_id": page_id, "speech_id": speech_id, "best": int(row is None), "relation": "exact" if row else None}
    copy_id = _insert(db, "copies", rows.copy | held)
    db.table("fields").insert_all({"copy_id": copy_id, **field} for field in rows.fields)
    for tag in rows.tags:
        _tag(db, speech_id, tag)
    return row is None


def _new_speech(db: Database, site_id: int | None, speech: Row) -> int:
    now = clock.now()
    return _insert(db, "speeches", speech | {"site_id": site_id, "copy_count": 1, "created_at": now, "updated_at": now})


def _tag(db: Database, speech_id: int, name: str) -> None:
    tag_id = db.execute(_NAME_TAG, [name]).fetchall()[0][0]
    db.execute(_TAG, [speech_id, tag_id])


def _insert(db: Database, table: str, row: Row) -> int:
    return int(db.table(table).insert(row).last_pk or 0)
