"""Settling texts into speeches after texts came or went: which texts form a speech, and what its row says.

Speeches keep their ids where possible: a group takes the lowest id of the speeches whose best text it has. A speech
that disappears leaves a redirect to the one that has its best text now.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from cleaners.chinese.fold import fold
from warehouse import clock
from warehouse.duplicates.grouping import Completeness, Group, Text, Tie, groups
from warehouse.duplicates.merged import Merged, merged
from warehouse.duplicates.works import divide
from warehouse.tables import speeches
from warehouse.tables.originals import Originals

_CONNECTED = """
WITH RECURSIVE near (id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT other_id FROM relations JOIN near ON text_id = id WHERE kind IN ('same', 'part')
    UNION SELECT text_id FROM relations JOIN near ON other_id = id WHERE kind IN ('same', 'part')
    UNION SELECT other.id FROM near JOIN texts one ON one.id = near.id JOIN texts other USING (speech_id)
) SELECT id, speech_id FROM near JOIN texts USING (id) ORDER BY id
"""
_TEXTS = """
SELECT t.id, coalesce(hex(t.key), min(p.sha256 || c.part)),
    min(CASE c.completeness WHEN 'complete' THEN 0 WHEN 'truncated' THEN 1 ELSE 2 END), t.han, min(c.published),
    json_group_array(c.title)
FROM texts t JOIN copies c ON c.text_id = t.id JOIN pages p ON p.id = c.page_id
WHERE t.id IN (SELECT value FROM json_each(?)) GROUP BY t.id
"""
_COMPLETENESS: tuple[Completeness, ...] = ("complete", "truncated", "gated")
_TIES = """
SELECT text_id, other_id, kind, start, "end", min(coverage, other_coverage) FROM relations
WHERE kind IN ('same', 'part', 'adaptation') AND text_id IN (SELECT value FROM json_each(:texts)) AND other_id IN (SELECT value FROM json_each(:texts))
"""
_BEST_TEXTS = "SELECT speech_id, text_id FROM copies WHERE best AND speech_id IN (SELECT value FROM json_each(?))"
_RELATE = """
UPDATE copies SET speech_id = :speech, relation = :relation, coverage = :ours, best_coverage = :theirs
WHERE text_id = :text
"""
_TO_BEST = """
SELECT kind, text_id = :text, coverage, other_coverage FROM relations
WHERE kind IN ('same', 'part') AND ((text_id, other_id) = (:text, :best) OR (other_id, text_id) = (:text, :best))
"""

# The number of a page at the end of a title: (2), _2, 第2页.
_PAGE = re.compile(r"(?:(?<!\s)\s++)?(?:[(_-]\d{1,2}\)?|第\d{1,2}页)$")
_LEAST_TITLE = 8

Row = dict[str, Any]


def settle(db: Database, originals: Originals, text_ids: Iterable[int], fresh: int | None = None) -> set[int]:
    """Settles texts, and all that relations connect with them, into speeches. Returns all these texts. `fresh` is a
    speech that was added only just now, and leaves no redirect if it disappears. Call inside a transaction.
    """
    before = dict(db.execute(_CONNECTED, [json.dumps(sorted(text_ids))]).fetchall())
    texts = json.dumps(list(before))
    # The best text of each speech; the last of its texts if the page of its best copy was removed.
    best = {speech: text for text, speech in before.items()}
    best |= dict(db.execute(_BEST_TEXTS, [json.dumps(sorted(best))]).fetchall())
    found = groups(list(_texts(db, texts)), [Tie(*row) for row in db.execute(_TIES, {"texts": texts}).fetchall()])
    db.execute("UPDATE copies SET best = 0 WHERE text_id IN (SELECT value FROM json_each(?))", [texts])
    homes = dict[int, int]()
    for group in found:
        old = min((speech for speech, text in best.items() if text in group.texts), default=None)
        homes |= dict.fromkeys(group.texts, _write(db, old, merged(db, originals, group.texts), group))
    for speech in set(before.values()) - set(homes.values()):
        speeches.retire(db, speech, None if speech == fresh else homes[best[speech]])
    divide(db, set(homes.values()))
    return set(before)


def redirected(db: Database, speech_id: int) -> int:
    """The id of the speech that an id leads to now."""
    row = db.execute("SELECT speech_id FROM redirects WHERE old_id = ?", [speech_id]).fetchone()
    return int(row[0]) if row else speech_id


def _texts(db: Database, texts: str) -> Iterator[Text]:
    for id, key, level, han, published, titles in db.execute(_TEXTS, [texts]).fetchall():
        yield Text(id, key, _COMPLETENESS[level], han, published, frozenset(_distinctive(json.loads(titles))))


def _distinctive(titles: Iterable[str | None]) -> Iterator[str]:
    """The titles, folded and without the number of a page, that are long enough to identify a speech."""
    for title in titles:
        bare = _PAGE.sub("", fold(title or ""))
        if len(bare) >= _LEAST_TITLE:
            yield bare


def _write(db: Database, speech_id: int | None, speech: Merged, group: Group) -> int:
    """Writes the row of a speech, a new one if it has no id yet, and all that points to it. Returns its id."""
    row = speech.row | {"is_compilation": int(group.is_compilation), "updated_at": clock.now()}
    if speech_id is None:
        speech_id = speeches.add(db, row)
    else:
        speeches.change(db, speech_id, row)
    speeches.annotate(db, speech_id, speech.origins, speech.tags)
    _assign(db, speech_id, speech)
    return speech_id


def _assign(db: Database, speech_id: int, speech: Merged) -> None:
    """Assigns texts and copies to a speech, each with its relation to the best one."""
    (best, best_text), texts = speech.copies[0], sorted({text for _, text in speech.copies})
    for text in texts:
        relation, ours, theirs = _relation_to_best(db, text, best_text)
        db.execute("UPDATE texts SET speech_id = ? WHERE id = ?", [speech_id, text])
        db.execute(_RELATE, {"speech": speech_id, "text": text, "relation": relation, "ours": ours, "theirs": theirs})
    db.execute("UPDATE copies SET best = 1, relation = NULL WHERE id = ?", [best])


def _relation_to_best(db: Database, text: int, best: int) -> tuple[str, float | None, float | None]:
    """The relation of a text to the best one. One that is connected only through others counts as the same."""
    if text == best:
        return "exact", None, None
    row = db.execute(_TO_BEST, {"text": text, "best": best}).fetchone()
    if row is None:
        return "same", None, None
    kind, is_first, ours, theirs = row
    return (kind, ours, theirs) if is_first else (kind, theirs, ours)
