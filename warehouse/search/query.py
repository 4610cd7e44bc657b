"""Full-text search over the speeches: an index of bigrams narrows, the texts themselves decide.

The index names every speech that can have the words; whether it has them is read from its title and body, so every hit is exact.

Rank: first the speeches with all words in their title, then by how often the rarest of the words stands in the
body for its length, then the newest, then the last shelved. The length counts as 1,000 characters more than it is, so
that one hit in a short notice does not outdo five in a speech.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlite_utils import Database

from warehouse.search.index import IN_TITLE
from warehouse.search.passage import Span, best_passage, spans_of
from warehouse.search.words import BadQuery, Word, needed, parsed

WEIGHED = 1_000
_ADDED_LENGTH = 1_000
# More bigrams of one long query would hardly narrow it further.
_MOST = 64
_DAY = "coalesce(event_date, first_published)"
_WHERE = {
    **{name: f"{name} = :{name}" for name in ("genre", "level", "organ", "speaker")},
    "since": f"{_DAY} >= :since",
    "until": f"substr({_DAY}, 1, length(:until)) <= :until",
}
# CROSS JOIN: read the index first, whatever a filter promises.
_CANDIDATES = f"""
SELECT id, title, body, chars, {_DAY} FROM speeches_fts CROSS JOIN speeches ON id = speeches_fts.rowid
WHERE speeches_fts MATCH :match {{filters}} ORDER BY speeches_fts.rowid DESC
"""
_SHOWN = "SELECT id, title, body, event_date, first_published, genre, level, organ, speaker FROM speeches WHERE id = ?"


class Filters(NamedTuple):
    """What a speech must be. Dates are a year, a year and month, or a day (2020, 2020-05, 2020-05-07), both included.

    A speech's date is the day of delivery that its text names, else the day it was first published; one that has
    neither is not found between dates.
    """

    genre: str | None = None
    level: str | None = None
    organ: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None


EVERYTHING = Filters()


class Hit(NamedTuple):
    """A speech that has every word; spans are places of hits in the title and in the passage.

    `hits` says how often the rarest of the words stands in the body: 0 where one stands in the title alone.
    """

    id: int
    title: str | None
    event_date: str | None
    first_published: str | None
    genre: str | None
    level: str | None
    organ: str | None
    speaker: str | None
    hits: int
    passage: str
    spans: tuple[Span, ...]
    title_spans: tuple[Span, ...]


class _Weighed(NamedTuple):
    """A speech that has the words, in the order of the ranking."""

    in_title: bool
    density: float
    day: str
    id: int
    hits: int


def search(db: Database, query: str, *, filters: Filters = EVERYTHING, limit: int = 20) -> list[Hit]:
    """The best hits. Every word of the query stands in each, in its title or body, in either script or width.

    Of more than 1,000 speeches with the words, the 1,000 that were shelved last are weighed, and before them as many
    with all words in the title; a higher limit weighs as many as it asks for.

    Raises:
        BadQuery: there is nothing to look for, or a date is none.
    """
    words = parsed(query)
    _check_dates(filters)
    with db.atomic():  # so that nothing is taken away between weighing and showing
        weighed = {one.id: one for one in _weighed(db, words, filters, limit, titles=True)}
        if len(weighed) < limit:
            weighed |= {one.id: one for one in _weighed(db, words, filters, limit, titles=False)}
        return [_hit(db, one, words) for one in sorted(weighed.values(), reverse=True)[:limit]]


def _weighed(db: Database, words: Sequence[Word], filters: Filters, limit: int, titles: bool) -> Iterator[_Weighed]:
    """Speeches with the words, or with the words in their titles, as many as are weighed."""
    given = {name: value for name, value in filters._asdict().items() if value is not None}
    sql = _CANDIDATES.format(filters="".join(f" AND {_WHERE[name]}" for name in given))
    rows = db.execute(sql, given | {"match": _match(words, IN_TITLE if titles else "")})
    found = (one for row in rows if (one := _weigh(words, *row)) and (one.in_title or not titles))
    yield from islice(found, max(limit, WEIGHED))


def _weigh(
    words: Sequence[Word], id: int, title: str | None, body: str, chars: int, day: str | None
) -> _Weighed | None:
    """How well a speech answers; None where a word is neither in its title nor in its body."""
    titled = [bool(word.pattern.search(title or "")) for word in words]
    counts = [len(word.pattern.findall(body)) for word in words]
    if not all(map(max, titled, counts)):
        return None
    return _Weighed(all(titled), min(counts) / (chars + _ADDED_LENGTH), day or "", id, min(counts))


def _match(words: Sequence[Word], mark: str) -> str:
    """The condition on the index: every bigram; for a character that stands alone, anything that begins with it."""
    pairs = list(dict.fromkeys(pair for word in words for pair in needed(word)))[:_MOST]
    return " AND ".join(f'"{mark}{pair}"{" *" * (len(pair) == 1)}' for pair in pairs)


def _hit(db: Database, one: _Weighed, words: Sequence[Word]) -> Hit:
    (row,) = db.query(_SHOWN, [one.id])
    text, spans = best_passage(row.pop("body"), words)
    return Hit(**row, title_spans=spans_of(row["title"] or "", words), hits=one.hits, passage=text, spans=spans)


def _check_dates(filters: Filters) -> None:
    for name in ("since", "until"):
        text = getattr(filters, name)
        if text is None:
            continue
        try:
            valid = re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text) and date.fromisoformat((text + "-01-01")[:10])
        except ValueError:
            valid = None
        if not valid:
            raise BadQuery(
                f"{name} {text!r}: this is no date. Give a year, a month or a day: 2020, 2020-05, 2020-05-07."
            )
