"""The row of a speech, made of its copies: the best one's text, and each field from the best copy that gives it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from cleaners.fields.table import shelved
from warehouse.likeness.cleanest import cleanest
from warehouse.tables import texts
from warehouse.tables.originals import Originals

Row = dict[str, Any]
# The fields of a speech, each taken from the best copy that gives it.
MERGED = shelved("speeches")
_RANKED = """
SELECT c.id, c.text_id, c.part, c.title, c.title_origin, c.completeness, c.gap, c.redacted, c.published, c.supplied,
    p.site_id, p.sha256, t.han
FROM copies c JOIN pages p ON p.id = c.page_id JOIN texts t ON t.id = c.text_id
WHERE t.id IN (SELECT value FROM json_each(?))
ORDER BY CASE completeness WHEN 'complete' THEN 0 WHEN 'truncated' THEN 1 ELSE 2 END,
    t.han DESC, c.chars, coalesce(c.published, '9999'), t.key, p.sha256, c.part
"""
_RANKS = """
SELECT c.id, CASE completeness WHEN 'complete' THEN 0 WHEN 'truncated' THEN 1 ELSE 2 END,
    -t.han, c.chars, coalesce(c.published, '9999'), coalesce(t.key, x''), p.sha256, c.part
FROM copies c JOIN pages p ON p.id = c.page_id JOIN texts t ON t.id = c.text_id
WHERE (c.speech_id = ? AND c.best) OR c.id = ? ORDER BY c.best DESC
"""
# What a text's copies are called, and whether they are complete, says what it is to others.
_IS_LIKE_ANOTHER = """
SELECT 1 FROM copies c JOIN copies other USING (text_id)
WHERE c.id = ? AND other.id <> c.id AND other.completeness = c.completeness AND other.title IS c.title
"""
_TAGS = "SELECT name FROM tags JOIN speeches_tags ON tag_id = tags.id WHERE speech_id = ?"
_FIELDS = "SELECT copy_id, name, value FROM fields WHERE copy_id IN (SELECT value FROM json_each(?))"
_TITLES = ("supplied", "page", "derived")
# Of texts this much as long as the longest, and of so many at most, the cleanest is taken: watermarks make one longer.
_ALMOST, _RIVALS = 0.95, 8


class Merged(NamedTuple):
    """A speech: its row, its copies (id and text), the best first, and the copy that each field comes from."""

    row: Row
    copies: tuple[tuple[int, int], ...]
    origins: dict[str, int]
    tags: tuple[str, ...]


def merged(db: Database, originals: Originals, text_ids: Sequence[int]) -> Merged:
    """The speech that texts make, whatever order their copies came in."""
    copies = _cleanest_first(db, originals, list(db.query(_RANKED, [json.dumps(text_ids)])))
    best, values, origins = copies[0], Row(), dict[str, int]()
    given = _given(db, copies)
    for name in MERGED:
        copy, value = next(_values(name, copies, given), (None, None))
        values[name] = value
        if copy:
            origins[name] = copy["id"]
    body = texts.body_of_copy(db, originals, best["id"])
    row = {
        **values,
        "title_origin": _title_origin(copies, origins.get("title")),
        "body": body,
        "chars": len(body),
        **{name: best[name] for name in ("completeness", "gap", "redacted", "site_id")},
        "first_published": min((c["published"] for c in copies if c["published"]), default=None),
        "copy_count": len(copies),
    }
    tags = dict.fromkeys(tag for copy in copies for tag in json.loads(given[copy["id"]].get("tags", "[]")))
    return Merged(row, tuple((c["id"], c["text_id"]) for c in copies), origins, tuple(tags))


def changes_nothing(db: Database, speech_id: int, copy_id: int, values: Row, tags: Sequence[str]) -> bool:
    """Whether a new copy of a text that is held leaves its speech as it is but for the count and the earliest date:
    it comes behind the best copy, and each field that it gives is the best copy's or has this value already.
    """
    (best_id, *best), (_, *own) = db.execute(_RANKS, [speech_id, copy_id]).fetchall()
    if own < best or not db.execute(_IS_LIKE_ANOTHER, [copy_id]).fetchone():
        return False
    speech = next(db.query("SELECT * FROM speeches WHERE id = ?", [speech_id]))
    origins = dict(db.execute("SELECT name, copy_id FROM speech_fields WHERE speech_id = ?", [speech_id]).fetchall())
    for name in MERGED:
        if values[name] not in (None, speech[name]) and origins.get(name) != best_id:
            return False
    if _trust(values["title_origin"]) < _trust(speech["title_origin"]):
        return False
    return {tag for (tag,) in db.execute(_TAGS, [speech_id]).fetchall()}.issuperset(tags)


def _cleanest_first(db: Database, originals: Originals, copies: list[Row]) -> list[Row]:
    """The copies, those of the cleanest text first."""
    longest, rivals = copies[0], dict[int, Row]()
    for copy in copies:
        if copy["completeness"] == longest["completeness"] and copy["han"] >= _ALMOST * longest["han"]:
            rivals.setdefault(copy["text_id"], copy)
    some = list(rivals.values())[:_RIVALS]
    best = some[cleanest([texts.body_of_copy(db, originals, copy["id"]) for copy in some])] if some[1:] else longest
    same = ("completeness", "text_id")
    return sorted(copies, key=lambda copy: any(copy[name] != best[name] for name in same))


def _trust(title_origin: str | None) -> int:
    return _TITLES.index(title_origin) if title_origin else len(_TITLES)


def _given(db: Database, copies: list[Row]) -> dict[int, dict[str, str]]:
    """What each copy's page gives of each field."""
    given: dict[int, dict[str, str]] = {copy["id"]: {} for copy in copies}
    for copy_id, name, value in db.execute(_FIELDS, [json.dumps(list(given))]).fetchall():
        given[copy_id][name] = value
    return given


def _values(name: str, copies: list[Row], given: dict[int, dict[str, str]]) -> Iterator[tuple[Row, str]]:
    """What copies say of a field, most trusted first: what was supplied, then what pages say, the best one's first."""
    if name == "title":
        for origin in _TITLES:
            yield from ((copy, copy["title"]) for copy in copies if copy["title_origin"] == origin)
        return
    for copy in copies:
        supplied = json.loads(copy["supplied"] or "{}")
        if name in supplied:
            yield copy, supplied[name]
    yield from ((copy, given[copy["id"]][name]) for copy in copies if name in given[copy["id"]])


def _title_origin(copies: list[Row], copy_id: int | None) -> str | None:
    return next((copy["title_origin"] for copy in copies if copy["id"] == copy_id), None)
