"""Search on 20,000 speeches: the index of bigrams beside FTS5's trigrams and a plain scan."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain, islice, product
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlite_utils import Database

from tests.benchmarks.corpus import documents
from tests.benchmarks.timing import once
from warehouse.opening import open_warehouse
from warehouse.search import index as word_index
from warehouse.search.query import search
from warehouse.tables.database import writing

SPEECHES, QUERIES, SCANS, SAMPLE, BATCH = 20_000, 1_000, 48, 400, 100
LENGTHS = (2, 3, 4, 9)
OFTEN = {"frequent": range(SAMPLE // 10, SAMPLE + 1), "rare": range(SAMPLE // 100 + 1)}
_TRIGRAM = "CREATE VIRTUAL TABLE trigrams USING fts5(title, body, content='', tokenize='trigram')"
_BY_TRIGRAM = "SELECT rowid FROM trigrams WHERE trigrams MATCH ? ORDER BY rank LIMIT 20"
_BY_SCAN = "SELECT id FROM speeches WHERE instr(title || char(10) || body, ?) > 0"

Queries = dict[tuple[str, int], list[str]]


class Way(NamedTuple):
    """A way to search: how it takes a speech into its index, where that is, how it answers, and how often it is asked."""

    put: Callable[[int, str, str], object]
    table: str
    answer: Callable[[str], object]
    queries: int


def table() -> str:
    """Build speed, index size, and for each length of word the 50th and the 99th percentile in milliseconds."""
    asked = _queries([text.partition("\n")[2] for text in _texts(SAMPLE)])
    with TemporaryDirectory() as place, closing(_shelf(Path(place, "warehouse.db"))) as db:
        rows = "".join(line for name, way in _ways(db).items() for line in _lines(db, name, way, asked))
    heads = "".join(f" {length} characters |" for length in LENGTHS)
    return (
        f"{SPEECHES:,} speeches; {QUERIES:,} queries, frequent (in a tenth of the speeches or more) and rare (in a hundredth or less), "
        f"the plain scan {SCANS}. Each cell: 50th / 99th percentile in ms for the 20 best, ours with passages, the scan for all.\n\n"
        f"| index | speeches/s | KB a speech | words |{heads} all |\n|---|---|---|---|{'---|' * len(LENGTHS)}---|\n{rows}"
    )


def _texts(count: int) -> Iterator[str]:
    return (document.text for document in documents(count, seed=11))


def _shelf(path: Path) -> Database:
    """A warehouse with the speeches, not indexed yet."""
    db = open_warehouse(path)
    db.execute(_TRIGRAM)
    with writing(db):
        for id, text in enumerate(_texts(SPEECHES), 1):
            title, _, body = text.partition("\n")
            row = {"id": id, "title": title, "body": body, "chars": len(body), "completeness": "complete"}
            known = {"redacted": 0, "copy_count": 1, "created_at": "", "updated_at": "", "first_published": None}
            db.table("speeches").insert(row | known)
    return db


def _ways(db: Database) -> dict[str, Way]:
    def trigrams(id: int, title: str, body: str) -> None:
        db.execute("INSERT INTO trigrams(rowid, title, body) VALUES (?, ?, ?)", [id, title, body])

    return {
        "bigrams": Way(
            lambda id, title, body: word_index.index(db, [(id, word_index.entry(title, body))]),
            "speeches_fts",
            lambda query: search(db, query),
            QUERIES,
        ),
        "trigram": Way(trigrams, "trigrams", lambda query: db.execute(_BY_TRIGRAM, [f'"{query}"']).fetchall(), QUERIES),
        "plain scan": Way(lambda *row: None, "", lambda query: db.execute(_BY_SCAN, [query]).fetchall(), SCANS),
    }


def _lines(db: Database, name: str, way: Way, asked: Queries) -> Iterator[str]:
    """Two rows of the table: frequent and rare words."""
    seconds = once(lambda: _build(db, way))
    size = db.execute(f"SELECT sum(length(block)) FROM {way.table}_data").fetchone()[0] if way.table else 0
    built = f"{SPEECHES / seconds:,.0f} | {size / SPEECHES / 1000:.1f}" if way.table else "- | 0"
    for often in OFTEN:
        times = [[_time(way, query) for query in _share(asked[often, n], way)] for n in LENGTHS]
        cells = [_percentiles(some) for some in [*times, list(chain(*times))]]
        yield f"| {name} | {built} | {often} | {' | '.join(cells)} |\n"


def _build(db: Database, way: Way) -> None:
    """Indexes every speech, in transactions of a batch, as the intake does."""
    for first in range(1, SPEECHES + 1, BATCH):
        with writing(db):
            found = "SELECT id, title, body FROM speeches WHERE id BETWEEN ? AND ?"
            for row in db.execute(found, [first, first + BATCH - 1]):
                way.put(*row)


def _share(queries: list[str], way: Way) -> list[str]:
    return queries[: way.queries // (len(LENGTHS) * len(OFTEN))]


def _time(way: Way, query: str) -> float:
    """Milliseconds; trigrams find no word of two characters."""
    if way.table == "trigrams" and len(query) < 3:
        return float("nan")
    return 1000 * once(lambda: way.answer(query))


def _percentiles(times: list[float]) -> str:
    known = [time for time in times if time == time]
    if not known:
        return "finds none"
    parts = quantiles(known, n=100, method="inclusive")
    return f"{parts[49]:.1f} / {parts[98]:.1f}"


def _queries(texts: list[str]) -> Queries:
    """Words of each length that are frequent or rare in a sample of the speeches."""
    chance, each = random.Random(5), QUERIES // (len(LENGTHS) * len(OFTEN))
    return {
        (often, length): list(islice(_stretches(texts, length, OFTEN[often], chance), each))
        for often, length in product(OFTEN, LENGTHS)
    }


def _stretches(texts: list[str], length: int, wanted: range, chance: random.Random) -> Iterator[str]:
    """Stretches of Chinese characters that stand in as many texts as wanted."""
    for _ in range(200_000):
        text = chance.choice(texts)
        at = chance.randrange(len(text))
        word = text[at : at + length]
        if re.fullmatch(f"[\u4e00-\u9fff]{{{length}}}", word) and sum(word in text for text in texts) in wanted:
            yield word
    raise ValueError(f"too few words of {length} characters are in {wanted} of {len(texts)} texts")


if __name__ == "__main__":
    print(table())
