"""Shared passages on 20,000 speeches: bytes, cost of taking one in, of looking one up, and what is found by edits.

Costs are processor time: another program's load is not counted.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from tempfile import TemporaryDirectory
from time import process_time

from sqlite_utils import Database

from tests.benchmarks.corpus import documents
from tests.benchmarks.grammar import common
from warehouse.opening import open_warehouse
from warehouse.reuse import index as passage_index
from warehouse.reuse.found import Found
from warehouse.reuse.lookup import reuse as looked_up
from warehouse.reuse.units import key_of, passage_rows, units
from warehouse.tables.database import writing

SPEECHES, BATCH, SEED, OTHER_SEED = 20_000, 100, 11, 12
EDITS, TRIALS, ASKED = (0, 1, 2, 4), 300, 100
# Characters of a part set into a stranger's sentence, and of the stranger's on either side.
PARTS, AROUND = (12, 16, 20), 12
_SHELVED = {"completeness": "complete", "redacted": 0, "copy_count": 1, "created_at": "", "updated_at": ""}
_BYTES = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'passage%'"
_BODIES = "SELECT sum(length(CAST(body AS BLOB))) FROM speeches"


def table(count: int = SPEECHES) -> str:
    """What the index weighs and costs, recall by edits, and what is found of speeches that are on no shelf."""
    with TemporaryDirectory() as place, closing(_empty(Path(place, "warehouse.db"))) as db:
        costs = list(_fill(db, count))
        (size,), (bodies,) = (db.execute(sql).fetchone() for sql in (_BYTES, _BODIES))
        tenth = len(costs) // 10
        return (
            "| speeches | bytes a speech | of its body | ms to take one in, first tenth | last tenth | ms to look one up, median | 99th of 100 | chars of one |\n"
            "|---|---|---|---|---|---|---|---|\n"
            f"| {count:,} | {size / count:,.0f} | {size / bodies:.0%} | {mean(costs[:tenth]):.2f} | {mean(costs[-tenth:]):.2f} |"
            f" {_lookups(db, count)} |\n\n{_recall(db, count)}\n{_within(db, count)}\n{_strangers(db)}"
        )


def _empty(path: Path) -> Database:
    db = open_warehouse(path)
    if "passages" not in db.table_names():
        with writing(db):
            passage_index.create(db)
    return db


def _fill(db: Database, count: int) -> Iterator[float]:
    """Shelves the documents; milliseconds that the index takes for each, by batches, the commit included."""
    for first in range(0, count, BATCH):
        spent = 0.0
        batch = [(d.id + 1, *d.text.partition("\n")[::2]) for d in documents(BATCH, SEED, first)]
        with writing(db):
            for id, title, body in batch:
                db.table("speeches").insert({"id": id, "title": title, "body": body, "chars": len(body)} | _SHELVED)
            start = process_time()
            passage_index.index(db, [(id, passage_rows(body)) for id, _, body in batch])
            spent += process_time() - start
            start = process_time()
        yield 1000 * (spent + process_time() - start) / BATCH


def _body(db: Database, id: int) -> str:
    return str(db.execute("SELECT body FROM speeches WHERE id = ?", [id]).fetchone()[0])


def _lookups(db: Database, count: int) -> str:
    """Milliseconds to look up whole speeches of the shelf, and how long these are."""
    chance, times, sizes = Random(SEED), [], []
    while len(times) < ASKED:
        id = chance.randrange(count) + 1
        body = _body(db, id)
        if 2_000 < len(body) < 4_000:
            start = process_time()
            list(looked_up(db, body, own=id))
            times.append(1000 * (process_time() - start))
            sizes.append(len(body))
    parts = quantiles(times, n=100, method="inclusive")
    return f"{parts[49]:.0f} | {parts[98]:.0f} | {mean(sizes):,.0f}"


def _recall(db: Database, count: int) -> str:
    """The share of sentences of the shelf that are found again with so many of 20 characters edited."""
    rows = "".join(f"| {edits} of 20 | {_found_again(db, count, edits)} |\n" for edits in EDITS)
    return f"| characters edited | found % | of those few hold % |\n|---|---|---|\n{rows}"


def _found_again(db: Database, count: int, edits: int) -> str:
    chance, hits = Random(SEED), list[tuple[bool, bool]]()
    while len(hits) < TRIALS:
        id = chance.randrange(count) + 1
        found = units(_body(db, id))
        if not found:
            continue
        key = chance.choice(found).key
        few = not any(one.common for one in looked_up(db, key))
        edited = _edited(key, round(edits * len(key) / 20), chance)
        hits.append((few, any(_has(one, id) for one in looked_up(db, edited))))
    rare = [hit for few, hit in hits if few]
    return f"{100 * mean(hit for _, hit in hits):.1f} | {100 * mean(rare):.1f}"


def _within(db: Database, count: int) -> str:
    """The share of parts of sentences that are found again within sentences of strangers, by size and edits."""
    rows = "".join(
        f"| {size} | {' | '.join(f'{_part_found(db, count, size, edits):.1f}' for edits in EDITS[:3])} |\n"
        for size in PARTS
    )
    head = " | ".join(f"{edits} edited %" for edits in EDITS[:3])
    return f"| characters of a part | {head} |\n|---|---|---|---|\n{rows}"


def _part_found(db: Database, count: int, size: int, edits: int) -> float:
    chance, hits = Random(SEED), list[bool]()
    strangers = [unit.key for document in documents(ASKED, OTHER_SEED) for unit in units(document.text)]
    while len(hits) < TRIALS:
        id = chance.randrange(count) + 1
        long = [unit.key for unit in units(_body(db, id)) if len(unit.key) > size]
        if not long:
            continue
        key = chance.choice(long)
        start = chance.randrange(len(key) - size)
        before, after = (chance.choice(strangers)[:AROUND] for _ in range(2))
        text = before + _edited(key[start : start + size], edits, chance) + after
        hits.append(any(one.common or _has(one, id) for one in looked_up(db, text)))
    return 100 * mean(hits)


def _has(one: Found, id: int) -> bool:
    return (one.whole and one.common) or any(holder.id == id for holder in one.holders)


def _edited(key: str, edits: int, chance: Random) -> str:
    """A sentence with so many characters substituted, inserted or deleted."""
    copy = list(key)
    for at in chance.sample(range(len(key)), edits):
        copy[at] = chance.choice(["", chance.choice(common()), copy[at] + chance.choice(common())])
    return "".join(copy)


def _strangers(db: Database) -> str:
    """What is found of speeches that were made from nothing on the shelf, as shares of their sentences."""
    sentences, kinds, false = 0, dict[str, int](), 0
    for document in documents(ASKED, OTHER_SEED):
        sentences += len(units(document.text))
        for one in looked_up(db, document.text):
            kind = "formulae" if one.common else "whole" if one.whole else "passages"
            kinds[kind] = kinds.get(kind, 0) + 1
            own = document.text[one.start : one.end]
            false += not all(_is_shared(own, holder.text) for holder in one.holders)
    shares = " | ".join(f"{100 * kinds.get(kind, 0) / sentences:.1f}" for kind in ("formulae", "whole", "passages"))
    head = "| sentences of strangers | formulae % | few have it whole % | few have a passage % | no 8 characters shared % |"
    return f"{head}\n|---|---|---|---|---|\n| {sentences:,} | {shares} | {100 * false / sentences:.2f} |\n"


def _is_shared(own: str, other: str) -> bool:
    """Whether two sentences share 8 Han characters in trigrams."""
    a, b = key_of(own), key_of(other)
    places = (i for i in range(len(a) - 2) if a[i : i + 3] in b)
    return len({i + k for i in places for k in range(3)}) >= 8


if __name__ == "__main__":
    print(table())
