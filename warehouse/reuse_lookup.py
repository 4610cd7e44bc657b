"""Where else the sentences of a text stand on the shelf, near-verbatim, and how common each is."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from sqlite_utils import Database

from cleaners.passages import passages
from cleaners.verdicts import Match
from warehouse.reuse import check
from warehouse.reuse_units import Unit, asked_grams, key_of, units

# Works that hold a sentence from which on it is a formula: who has it tells nothing any more.
COMMON = 20
# Share of the characters of a sentence, or of a passage within one, that edits may touch.
NEAR = 0.25
# Han characters in common trigrams that make a passage within a sentence.
SHARED = 9
# Times that a trigram may stand in the text before it is its subject (党委办公室工作), which tells nothing.
_REPEATED = 3
# Sentences that a gram may lead to: a word that stands everywhere leads nowhere.
_CAP = 1_000
# Sentences compared with one: those that share most grams, then those that share the rarest.
_TRIED = 100

_CANDIDATES = """
WITH gram (term, held) AS MATERIALIZED (
    SELECT value, (SELECT count(*) FROM (SELECT 1 FROM passage_terms WHERE term = value LIMIT :cap + 1))
    FROM json_each(:grams)
), near (hash) AS (
    SELECT doc FROM gram CROSS JOIN passage_terms USING (term) WHERE held BETWEEN 1 AND :cap
    GROUP BY doc ORDER BY count(*) DESC, sum(1000000 / held) DESC, doc LIMIT :tried
)
SELECT hash, substr(body, start + 1, passages.chars)
FROM (SELECT hash FROM near UNION SELECT :hash) CROSS JOIN passages USING (hash) CROSS JOIN speeches ON speeches.id = speech_id
WHERE speech_id = (SELECT min(speech_id) FROM passages AS p WHERE p.hash = passages.hash)
"""
_HOLDERS = """
FROM json_each(:hashes) CROSS JOIN passages ON hash = value CROSS JOIN speeches ON speeches.id = speech_id
WHERE speech_id IS NOT :own
"""
_COUNTS = f"SELECT count(DISTINCT coalesce(work_id, -speech_id)), count(DISTINCT speech_id) {_HOLDERS}"
_LISTED = f"""
SELECT speech_id, title, event_date, first_published, hash {_HOLDERS}
ORDER BY coalesce(event_date, first_published, '~'), speech_id
"""


class Holder(NamedTuple):
    """A speech that has a sentence: the sentence as it stands there, and the places in both that agree, counted from
    the beginning of either sentence."""

    id: int
    title: str | None
    event_date: str | None
    first_published: str | None
    text: str
    matches: tuple[Match, ...]

    @property
    def edited(self) -> float:
        """The share of Han characters edited in the most edited of the passages."""
        return max(match.edited for match in self.matches)


class Found(NamedTuple):
    """A sentence [start, end) of a text that others have, as a whole or in part; in how many works and speeches, and
    these speeches, the earliest first; those that have a formula are counted and not named."""

    start: int
    end: int
    whole: bool
    works: int
    speeches: int
    spans: tuple[tuple[int, int], ...]
    holders: tuple[Holder, ...]

    @property
    def common(self) -> bool:
        """Whether it is a formula."""
        return self.works >= COMMON


_Row = tuple[int, str | None, str | None, str | None, int]


class _Sentence(NamedTuple):
    """A sentence as it stands, and its Han characters."""

    text: str
    key: str


class _Like(NamedTuple):
    """A sentence of the shelf that is like one of the text."""

    text: str
    matches: tuple[Match, ...]
    whole: bool


def reuse(db: Database, text: str, own: int | None = None) -> Iterator[Found]:
    """What of a text stands elsewhere, in its order; a sentence that stands as a whole in some speeches and in part in
    others comes twice, unless the part is a formula. `own` is a speech that is left out: the text's own.

    Raises:
        OtherFingerprints: the index was made by another version of qinggao.
    """
    check(db)
    subject = _subject(text)
    for unit in units(text):
        likes = _likes(db, text, unit, subject)
        whole, part = (_found(db, unit, kind, likes, own) for kind in (True, False))
        if whole.speeches:
            yield whole
        if part.speeches and not (whole.speeches and part.common):
            yield part


def _subject(text: str) -> frozenset[str]:
    """The trigrams that a text repeats."""
    key = key_of(text)
    times = Counter(key[i : i + 3] for i in range(len(key) - 2))
    return frozenset(gram for gram, count in times.items() if count > _REPEATED)


def _likes(db: Database, text: str, unit: Unit, subject: Set[str]) -> dict[int, _Like]:
    """The sentences of the shelf that are like a unit, by hash: one query, whatever the shelf's size."""
    values = {"grams": json.dumps(asked_grams(unit.key)), "hash": unit.hash, "cap": _CAP, "tried": _TRIED}
    own = _Sentence(text[unit.start : unit.end], unit.key)
    candidates = db.execute(_CANDIDATES, values).fetchall()
    return {hash: like for hash, other in candidates if (like := _like(own, _Sentence(other, key_of(other)), subject))}


def _like(own: _Sentence, other: _Sentence, subject: Set[str]) -> _Like | None:
    """How a sentence of the shelf is like one of the text, if it is."""
    edited = Levenshtein.normalized_distance(own.key, other.key, score_cutoff=NEAR)
    if edited <= NEAR:
        return _Like(other.text, (Match((0, len(own.text)), (0, len(other.text)), edited),), whole=True)
    if _shared(own.key, other.key, subject) < SHARED:
        return None
    some = (m for m in passages(own.text, other.text) if m.edited <= NEAR)
    keys = ((m, key_of(own.text[slice(*m.a)]), key_of(other.text[slice(*m.b)])) for m in some)
    matches = tuple(m for m, a, b in keys if _shared(a, b, subject) >= SHARED)
    return _Like(other.text, matches, whole=False) if matches else None


def _shared(a: str, b: str, subject: Set[str]) -> int:
    """The characters of the first that stand in trigrams which both have and which are not the text's subject."""
    starts = (i for i in range(len(a) - 2) if (gram := a[i : i + 3]) in b and gram not in subject)
    return len({start + k for start in starts for k in range(3)})


def _found(db: Database, unit: Unit, whole: bool, found: Mapping[int, _Like], own: int | None) -> Found:
    """Who has the sentences that are like a unit as a whole, or in part."""
    likes = {hash: like for hash, like in found.items() if like.whole == whole}
    values = {"hashes": json.dumps(list(likes)), "own": own}
    works, speeches = db.execute(_COUNTS, values).fetchone() if likes else (0, 0)
    rows = db.execute(_LISTED, values).fetchall() if speeches and works < COMMON else []
    spans = _merged([m.a for like in likes.values() for m in like.matches], unit.start)
    return Found(unit.start, unit.end, whole, works, speeches, spans, _holders(rows, likes))


def _holders(rows: Sequence[_Row], likes: dict[int, _Like]) -> tuple[Holder, ...]:
    """The speeches of the rows; of one that has several such sentences, the least edited."""
    least: dict[int, Holder] = {}
    for id, title, event_date, first_published, hash in rows:
        holder = Holder(id, title, event_date, first_published, likes[hash].text, likes[hash].matches)
        least[id] = min(least.get(id, holder), holder, key=lambda one: (one.edited, one.text))
    return tuple(least.values())


def _merged(spans: list[tuple[int, int]], offset: int) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap as one, moved by an offset."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((start + offset, end + offset) for start, end in merged)
