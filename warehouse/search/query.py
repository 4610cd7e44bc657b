"""Full-text search over the speeches: the index of bigrams narrows it down, the texts themselves decide.

The index names every speech that may have the words. Whether it has them is read from its title and body, so every hit
is exact.

Order: speeches with all words in the title first; then by how often the rarest word is in the body, for its length;
then the newest; then the last shelved. 1,000 is added to the length, so that one hit in a short notice does not outrank
five in a speech.
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
# More bigrams of a long query would hardly narrow it down further.
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

    A speech's date is the day of delivery that its text names, else the day it was first published. A speech with
    neither is not found if a date is given.
    """

    genre: str | None = None
    level: str | None = None
    organ: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None


EVERYTHING = Filters()


class Hit(NamedTuple):
    """A speech that has every word. `spans` are the hits in the passage, `title_spans` those in the title. `hits` is
    how often the rarest word is in the body: 0 if it is in the title alone.
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
    """A speech that has the words, as a tuple that sorts by rank."""

    in_title: bool
    density: float
    day: str
    id: int
    hits: int


def search(db: Database, query: str, *, filters: Filters = EVERYTHING, limit: int = 20) -> list[Hit]:
    """The best hits. Each has every word of the query, in its title or body, in either script or width.

    At most 1,000 speeches with all words in the title are ranked, and at most 1,000 others, those shelved last; with a
    higher limit, as many as that.

    Raises:
        BadQuery: there is nothing to look for, or a date is not a date.
    """
    words = parsed(query)
    _check_dates(filters)
    with db.atomic():  # so that no speech disappears between ranking and showing
        weighed = {one.id: one for one in _weighed(db, words, filters, limit, titles=True)}
        if len(weighed) < limit:
            weighed |= {one.id: one for one in _weighed(db, words, filters, limit, titles=False)}
        return [_hit(db, one, words) for one in sorted(weighed.values(), reverse=True)[:limit]]


def _weighed(db: Database, words: Sequence[Word], filters: Filters, limit: int, titles: bool) -> Iterator[_Weighed]:
    """The speeches to rank: those with all words, or, for `titles`, with all words in the title."""
    given = {name: value for name, value in filters._asdict().items() if value is not None}
    sql = _CANDIDATES.format(filters="".join(f" AND {_WHERE[name]}" for name in given))
    rows = db.execute(sql, given | {"match": _match(words, IN_TITLE if titles else "")})
    found = (one for row in rows if (one := _weigh(words, *row)) and (one.in_title or not titles))
    yield from islice(found, max(limit, WEIGHED))


def _weigh(
    words: Sequence[Word], id: int, title: str | None, body: str, chars: int, day: str | None
) -> _Weighed | None:
    """How well a speech fits; None if a word is neither in its title nor in its body."""
    titled = [bool(word.pattern.search(title or "")) for word in words]
    counts = [len(word.pattern.findall(body)) for word in words]
    if not all(map(max, titled, counts)):
        return None
    return _Weighed(all(titled), min(counts) / (chars + _ADDED_LENGTH), day or "", id, min(counts))


def _match(words: Sequence[Word], mark: str) -> str:
    """The condition on the index: every bigram; for a single character, any bigram that begins with it."""
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
