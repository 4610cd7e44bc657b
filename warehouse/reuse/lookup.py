"""Looking up the sentences of a text: which speeches of the shelf have them, near-verbatim, and how common each is."""

import json
from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from warehouse.reuse.beside import beside
from warehouse.reuse.found import COMMON, Found, Holder, joined, with_holders
from warehouse.reuse.index import check
from warehouse.reuse.like import Like, Scale, Sentence, like, subject
from warehouse.reuse.units import Unit, asked_grams, key_of, units

# How many sentences are compared with one: those that share most and the rarest grams. With 60 it takes a tenth less
# time, but of sentences with a fifth of their characters edited 94.3 % are found, not 95.7.
_TRIED = 100
# So many hashes are counted. If there are more, their number is estimated from the last of these, as hashes are spread
# evenly.
_COUNTED = 100

_HELD = """
SELECT value, (
    SELECT CASE WHEN count(*) < :counted THEN count(*) ELSE CAST(count(*) * :hashes / max(doc) AS INTEGER) END
    FROM (SELECT doc FROM passage_terms WHERE term = value LIMIT :counted)
) FROM json_each(:grams)
"""
_SENTENCES = """
SELECT CASE WHEN count(*) < :counted THEN count(*) ELSE CAST(count(*) * :hashes / max(hash) AS INTEGER) END
FROM (SELECT DISTINCT hash FROM passages ORDER BY hash LIMIT :counted)
"""
_CANDIDATES = """
WITH near (hash) AS (
    SELECT doc FROM json_each(:grams) AS gram CROSS JOIN passage_terms ON term = gram.value ->> 0
    GROUP BY doc ORDER BY sum(gram.value ->> 1) DESC, doc LIMIT :tried
), first (hash, id, start, chars) AS (
    SELECT hash, min(speech_id), start, chars
    FROM (SELECT hash FROM near UNION SELECT :hash) CROSS JOIN passages USING (hash) GROUP BY hash
)
SELECT hash, substr(body, start + 1, first.chars) FROM first CROSS JOIN speeches USING (id)
"""
_HOLDERS = """
FROM json_each(:hashes) CROSS JOIN passages ON hash = value CROSS JOIN speeches ON speeches.id = speech_id
WHERE speech_id IS NOT :own
"""
_COUNTS = f"SELECT count(DISTINCT coalesce(work_id, -speech_id)), count(DISTINCT speech_id) {_HOLDERS}"
_LISTED = f"""
SELECT speech_id, coalesce(work_id, -speech_id), title, event_date, first_published, start, hash {_HOLDERS}"""

_Row = tuple[int, int, str | None, str | None, str | None, int, int]


def reuse(db: Database, text: str, own: int | None = None) -> list[Found]:
    """The sentences of a text that are elsewhere too, in its order. A sentence that some speeches have as a whole and
    others in part comes twice, unless one of the two is a formula. `own` is the text's own speech, which does not
    count.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
    """
    check(db)
    scale = _scale(db, text)
    return beside(db, text, [one for unit in units(text) for one in _of_unit(db, text, unit, scale, own)], scale)


def _of_unit(db: Database, text: str, unit: Unit, scale: Scale, own: int | None) -> Iterator[Found]:
    likes = _likes(db, text, unit, scale)
    whole, part = (_found(db, unit, kind, likes, own) for kind in (True, False))
    if whole.speeches:
        yield whole
    if part.speeches and not whole.common and not (whole.speeches and part.common):
        yield part


def _scale(db: Database, text: str) -> Scale:
    """How much the characters of a text weigh on this shelf."""
    grams = dict.fromkeys(gram for unit in units(text) for gram in asked_grams(unit.key))
    values = {"counted": _COUNTED, "hashes": 2.0**48}
    held = db.execute(_HELD, values | {"grams": json.dumps(list(grams))}).fetchall()
    return Scale(dict(held), db.execute(_SENTENCES, values).fetchone()[0], subject(text))


def _likes(db: Database, text: str, unit: Unit, scale: Scale) -> dict[int, Like]:
    """The sentences of the shelf that are like a unit, by hash: one query, whatever the size of the shelf."""
    values = {"grams": json.dumps(scale.leading(unit.key)), "hash": unit.hash, "tried": _TRIED}
    own = Sentence(text[unit.start : unit.end], unit.key)
    candidates = db.execute(_CANDIDATES, values).fetchall()
    return {hash: found for hash, other in candidates if (found := like(own, Sentence(other, key_of(other)), scale))}


def _found(db: Database, unit: Unit, whole: bool, found: Mapping[int, Like], own: int | None) -> Found:
    """A unit with the speeches that have it as a `whole` or in part: `found` are the sentences like it."""
    likes = {hash: like for hash, like in found.items() if like.whole == whole}
    values = {"hashes": json.dumps(list(likes)), "own": own}
    works, speeches = db.execute(_COUNTS, values).fetchone() if likes else (0, 0)
    if works >= COMMON:
        spans = joined((m.a for like in likes.values() for m in like.matches), unit.start)
        return Found(unit.start, unit.end, whole, works, speeches, spans, ())
    rows = db.execute(_LISTED, values).fetchall() if speeches else ()
    return with_holders(unit.start, unit.end, whole, (_holder(row, likes) for row in rows))


def _holder(row: _Row, likes: Mapping[int, Like]) -> Holder:
    id, work, title, event_date, first_published, start, hash = row
    return Holder(id, work, title, event_date, first_published, start, likes[hash].text, likes[hash].matches)
