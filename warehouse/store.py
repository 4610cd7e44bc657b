"""Putting one page on the shelf: its row, its arrival, its edits, and its speeches as copies with their fields."""

from typing import Literal

from sqlite_utils import Database

from warehouse import clock
from warehouse.duplicates import merged
from warehouse.duplicates.relations import judge_again, relate
from warehouse.duplicates.settle import settle
from warehouse.duplicates.works import join
from warehouse.incoming import Incoming, Loaded
from warehouse.privacy.mask import masked_values
from warehouse.tables import quarantine, sites, speeches, texts
from warehouse.tables.insert import insert, insert_all
from warehouse.tables.originals import Originals
from warehouse.tables.places import Place
from warehouse.tables.rows import PageRows, SpeechRows, as_json

_ARRIVE = """
INSERT INTO arrivals (page_id, url, url_key, path, path_key, modified, fetched_at, supplied, run_id)
VALUES (:page_id, :url, :url_key, :path, :path_key, :modified, :fetched_at, :supplied, :run_id)
ON CONFLICT DO UPDATE SET modified = excluded.modified WHERE modified IS NOT excluded.modified
"""
_NOTE_ARCHIVE = """
INSERT INTO archives (path, path_key, bytes, modified, run_id) VALUES (:path, :path_key, :bytes, :modified, :run_id)
ON CONFLICT DO UPDATE SET bytes = excluded.bytes, modified = excluded.modified, run_id = excluded.run_id
    WHERE (bytes, modified) IS NOT (excluded.bytes, excluded.modified)
"""
# All copies of one text have the same relation to the best copy.
_RELATE_AS_OTHER_COPY = """
UPDATE copies SET (relation, coverage, best_coverage) = (
    SELECT coalesce(relation, 'exact'), coverage, best_coverage FROM copies other
    WHERE other.text_id = copies.text_id AND other.id < copies.id LIMIT 1
) WHERE id = ?
"""
_COUNT_COPY = """
UPDATE speeches SET copy_count = copy_count + 1, updated_at = :now,
    first_published = coalesce(min(first_published, p.published), first_published, p.published)
FROM (SELECT published FROM copies WHERE id = :copy) p WHERE id = :speech
"""

Outcome = Literal["loaded", "duplicates", "no_speech"]


def page_of(db: Database, sha256: str) -> int | None:
    """The id of the page with these bytes, if it is on the shelf."""
    row = db.execute("SELECT id FROM pages WHERE sha256 = ?", [sha256]).fetchone()
    return int(row[0]) if row else None


def arrive(db: Database, page_id: int, incoming: Incoming, place: Place, loaded: Loaded, run_id: int) -> None:
    """Notes that a page's bytes came from this source; if they did before, updates its time of change."""
    values = {
        "page_id": page_id,
        **place._asdict(),
        "modified": loaded.modified,
        "fetched_at": incoming.fetched_at or clock.now(),
        "supplied": as_json(masked_values(incoming.supplied)) if incoming.supplied else None,
        "run_id": run_id,
    }
    db.execute(_ARRIVE, values)


def note_archive(db: Database, archive: Incoming, place: Place, run_id: int) -> None:
    """Notes that every member of an archive was taken in, or refused. Call inside a transaction."""
    assert archive.read_through is not None
    size, modified, sound = archive.read_through
    db.execute(_NOTE_ARCHIVE, place._asdict() | {"bytes": size, "modified": modified, "run_id": run_id})
    if sound:
        quarantine.resolve_place(db, place)


def shelve(
    db: Database, originals: Originals, rows: PageRows, loaded: Loaded, cleaned_with: str
) -> tuple[int, Outcome]:
    """Writes all rows of a page that is not on the shelf yet. Call inside a transaction; `originals` must hold its
    text.

    Returns the page's id and "loaded" where one of its texts is new and the best of its speech, "no_speech" where the
    page has no speech, else "duplicates".
    """
    site_id = sites.add(db, *rows.site) if rows.site else None
    known = {"sha256": loaded.sha256, "bytes": loaded.size, "site_id": site_id, "cleaned_with": cleaned_with}
    page_id = insert(db, "pages", rows.page | known)
    insert_all(db, "edits", ({"page_id": page_id, **edit} for edit in rows.edits))
    new = [_shelve_copy(db, originals, page_id, site_id, speech) for speech in rows.speeches]
    return page_id, "loaded" if any(new) else "duplicates" if new else "no_speech"


def _shelve_copy(db: Database, originals: Originals, page_id: int, site_id: int | None, rows: SpeechRows) -> bool:
    """Adds a copy, and its text if that is new. Returns whether it is new and the best of its speech."""
    text_id = texts.find(db, rows.fingerprint.key)
    if text_id is not None:
        speech_id = texts.speech_of(db, text_id)
        copy_id = _add_copy(db, page_id, text_id, speech_id, rows, is_best=False)
        if _gives_another_body(db, originals, text_id, copy_id, rows.speech["body"]):
            judge_again(db, originals, text_id, rows.speech["body"])
            settle(db, originals, [text_id])
        elif merged.changes_nothing(db, speech_id, copy_id, rows.speech, rows.tags):
            db.execute(_RELATE_AS_OTHER_COPY, [copy_id])
            db.execute(_COUNT_COPY, {"speech": speech_id, "copy": copy_id, "now": clock.now()})
        else:
            settle(db, originals, [text_id])
        return False
    speech_id = speeches.add(db, rows.speech | {"site_id": site_id, "copy_count": 1})
    text_id = texts.add(db, rows.fingerprint, rows.han, speech_id)
    copy_id = _add_copy(db, page_id, text_id, speech_id, rows, is_best=True)
    if relate(db, originals, text_id, rows.speech["body"], rows.fingerprint):
        settle(db, originals, [text_id], fresh=speech_id)
        return bool(db.execute("SELECT best FROM copies WHERE id = ?", [copy_id]).fetchone()[0])
    speeches.annotate(db, speech_id, {name: copy_id for name in merged.MERGED if rows.speech[name]}, rows.tags)
    join(db, speech_id)
    return True


def _gives_another_body(db: Database, originals: Originals, text_id: int, copy_id: int, body: str) -> bool:
    """Whether a new copy of a text stands for it from now on, with other marks than the one before."""
    first, second, *_ = texts.ranked_copies(db, text_id)
    return first == copy_id and texts.body_of_copy(db, originals, second) != body


def _add_copy(db: Database, page_id: int, text_id: int, speech_id: int, rows: SpeechRows, is_best: bool) -> int:
    ids = {"page_id": page_id, "speech_id": speech_id, "text_id": text_id, "best": int(is_best)}
    copy_id = insert(db, "copies", rows.copy | ids)
    insert_all(db, "fields", ({"copy_id": copy_id, **field} for field in rows.fields))
    return copy_id
