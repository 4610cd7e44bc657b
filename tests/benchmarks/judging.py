"""Documents related to those that are held by `warehouse.duplicates.relations` itself, and watched at it: cost by part, what is found.

The index, the sizes of the samples and the relations are in one file, opened as a warehouse is. The bodies, which a
shelf holds anyway, are in a second: neither their bytes nor their writing is counted, but their reading is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, NamedTuple
from unittest.mock import patch

from sqlite_utils import Database, Migrations

from tests.benchmarks.corpus import Document
from warehouse.duplicates import postings, relations
from warehouse.likeness.fingerprint import fingerprint
from warehouse.tables import texts
from warehouse.tables.database import open_file, writing
from warehouse.tables.originals import Originals

BATCH = 100
# What of the warehouse's tables the relations read and write.
_TABLES = """
CREATE TABLE texts (id INTEGER PRIMARY KEY, sampled INTEGER NOT NULL) STRICT;
CREATE TABLE relations (
    text_id INTEGER, other_id INTEGER, kind TEXT, coverage REAL, other_coverage REAL, start REAL, "end" REAL,
    PRIMARY KEY (text_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_other ON relations(other_id, text_id);
"""
_BODIES = """
PRAGMA bodies.journal_mode = OFF;
PRAGMA bodies.synchronous = OFF;
CREATE TABLE bodies.speeches (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE VIEW bodies.copies AS SELECT id AS text_id, id AS speech_id, 1 AS best FROM speeches;
"""
_INDEX_BYTES = """
SELECT sum(pgsize) FROM dbstat
WHERE aggregate = TRUE AND name IN ('shingles', 'new_shingles', 'shingle_stops', 'shingle_index')
"""
# The steps of `relate`, and the part whose time each is; what is between them, noting a verdict above all, goes with it.
_STEPS = (
    (relations, "worth_judging", "candidates"),
    (postings, "candidates", "candidates"),
    (texts, "body_of_text", "similarity"),
    (relations, "containment", "similarity"),
    (relations, "verdict", "verdict"),
    (postings, "add", "insert"),
)

# By text: its candidates, and how similar each is; 0 where that was not worth asking.
Found = dict[int, dict[int, float]]
# By pair, the lower id first: the verdict.
Kinds = dict[tuple[int, int], str]


class Cost(NamedTuple):
    """Microseconds of processor time a document, by part: similarity with the reading of bodies, the verdict with its
    row, insert with commits.
    """

    fingerprint: float
    candidates: float
    similarity: float
    verdict: float
    insert: float


class Clock:
    """Processor time by part; a part within another is not counted twice."""

    def __init__(self) -> None:
        self._seconds = defaultdict[str, float](float)
        self._part, self._since = "", process_time()

    def switch(self, part: str = "") -> str:
        """From now on it is the time of this part, of none without a name; the part before."""
        now, before = process_time(), self._part
        self._seconds[before] += now - self._since
        self._part, self._since = part, now
        return before

    def cost(self, count: int) -> Cost:
        """The cost of each of so many documents."""
        return Cost(*(1e6 * self._seconds[part] / count for part in Cost._fields))


class Shelf(NamedTuple):
    """What relating wants: the file of the index, and one of originals, from which nothing is read."""

    db: Database
    originals: Originals

    def fill(self, some: Sequence[Document]) -> float:
        """Holds documents that are not judged; the seconds it took to put them into the index in one batch."""
        samples = [(document.id, fingerprint(document.text).sample) for document in some]
        self._hold_bodies(some)
        start = process_time()
        with writing(self.db):
            for id, sample in samples:
                self._hold(id, sample)
            postings.add(self.db, samples)
        return process_time() - start

    def add(self, some: Sequence[Document], clock: Clock) -> Found:
        """Relates documents as an intake does, each to those before it."""
        found = Found()
        with _watched(clock) as results:
            for at in range(0, len(some), BATCH):
                self._hold_bodies(some[at : at + BATCH])
                clock.switch("insert")
                with writing(self.db):
                    for document in some[at : at + BATCH]:
                        clock.switch("fingerprint")
                        known = fingerprint(document.text)
                        clock.switch("insert")
                        self._hold(document.id, known.sample)
                        clock.switch("verdict")
                        relations.relate(self.db, self.originals, document.id, document.text, known)
                        clock.switch("insert")
                        found[document.id] = _taken(results)
                clock.switch()
        return found

    def judge_again(self, ids: Sequence[int]) -> Found:
        """Judges texts that are held against all others, with no relation known before."""
        found = Found()
        with _watched(Clock()) as results, writing(self.db):
            self.db.execute("DELETE FROM relations")
            for id in ids:
                body = texts.body_of_text(self.db, self.originals, id)
                relations.judge(self.db, self.originals, id, body, fingerprint(body))
                found[id] = _taken(results)
        return found

    def kinds(self) -> Kinds:
        """All verdicts that are noted."""
        rows = self.db.execute("SELECT min(text_id, other_id), max(text_id, other_id), kind FROM relations").fetchall()
        return {(one, other): kind for one, other, kind in rows}

    def index_bytes(self) -> int:
        return int(self.db.execute(_INDEX_BYTES).fetchone()[0])

    def _hold(self, id: int, sample: Sequence[int]) -> None:
        self.db.execute("INSERT INTO texts VALUES (?, ?)", [id, len(sample)])

    def _hold_bodies(self, some: Sequence[Document]) -> None:
        with writing(self.db):
            for document in some:
                self.db.execute("INSERT INTO bodies.speeches VALUES (?, ?)", [document.id, document.text])


@contextmanager
def shelf() -> Iterator[Shelf]:
    """An empty shelf, gone afterwards."""
    steps = Migrations("benchmark")
    steps(name="relations")(lambda db: db.executescript(_TABLES))
    steps(name="index")(postings.create)
    with TemporaryDirectory() as place:
        path = Path(place, "index.db")
        with closing(open_file(path, steps, "NORMAL")) as db, closing(Originals.beside(path)) as originals:
            db.execute("ATTACH ? AS bodies", [str(path.with_name("bodies.db"))])
            db.executescript(_BODIES)
            yield Shelf(db, originals)


@contextmanager
def _watched(clock: Clock) -> Iterator[dict[str, list[Any]]]:
    """What each step of `relate` gives back, by its name, while its time goes to the clock."""
    results = defaultdict[str, list[Any]](list)
    with ExitStack() as stack:
        for module, name, part in _STEPS:
            step = partial(_noted, clock, part, getattr(module, name), results[name])
            stack.enter_context(patch.object(module, name, step))
        yield results


def _noted(clock: Clock, part: str, step: Callable[..., Any], results: list[Any], *args: Any) -> Any:
    before = clock.switch(part)
    results.append(step(*args))
    clock.switch(before)
    return results[-1]


def _taken(results: dict[str, list[Any]]) -> dict[int, float]:
    """The candidates of the text that was judged last, with their similarity; clears the results for the next."""
    (candidates,), (worth,) = results["candidates"], results["worth_judging"]
    found = {candidate.text_id: 0.0 for candidate in candidates}
    found |= zip(worth, results["containment"], strict=True)
    for gone in results.values():
        gone.clear()
    return found
