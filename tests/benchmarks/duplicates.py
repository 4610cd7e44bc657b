"""Finding copies: what it costs by part, beside datasketch and rensa, what is found, and how both grow with the shelf.

Costs are processor time of one process: the peers work in memory, and another program's load is not counted.
`python -m tests.benchmarks.duplicates` also fills an index of 200,000 texts, which takes minutes, and draws
docs/duplicates.svg.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple, TypeVar
from zlib import crc32

from sqlite_utils import Database, Migrations

from cleaners.fingerprint import fingerprint
from cleaners.fold import fold
from tests.benchmarks.corpus import EXPECTED, Document, documents
from warehouse import postings
from warehouse.pool import all_cores
from warehouse.schema import open_file, writing

PLOT = Path(__file__).parents[2] / "docs" / "duplicates.svg"
SEED = 1
TEXTS, ADDED, BATCH = 20_000, 1_000, 100
SHELVES = (20_000, 50_000, 100_000, 200_000)
ASKED = 10_000
_NOT_HAN = re.compile("[^\u4e00-\u9fff]+")

Found = dict[int, list[int]]
Finder = Callable[[int, str], list[int]]
T = TypeVar("T")


class Sampled(NamedTuple):
    """A document without its text."""

    id: int
    kind: str
    bases: tuple[int, ...]
    sample: tuple[int, ...]


class Cost(NamedTuple):
    """Microseconds a document by part."""

    fingerprint: float
    candidates: float
    insert: float

    @property
    def total(self) -> float:
        return sum(self)


def table() -> str:
    """Speed and recall at 20,000 texts, beside the peers, and what a document more costs there."""
    return _beside_peers() + _grown(SHELVES[:1])


def _beside_peers() -> str:
    texts = [text for block in _in_processes(_texts, TEXTS) for text in block]
    finders = {"datasketch": _datasketch(), "rensa": _rensa()}
    seconds, found = Counter[str](), defaultdict[str, Found](dict)
    with _index() as db:
        parts = [0.0, 0.0, 0.0]
        for at in range(0, TEXTS, ADDED):
            some = texts[at : at + ADDED]
            cost, candidates = _added(db, some)
            parts = [part + cost_of * ADDED for part, cost_of in zip(parts, cost, strict=True)]
            found["qinggao"] |= candidates
            folded = [_NOT_HAN.sub("", fold(text.text)) for text in some]
            for name, finder in finders.items():
                start = process_time()
                found[name] |= {d.id: finder(d.id, han) for d, han in zip(some, folded, strict=True)}
                seconds[name] += process_time() - start
    cost = Cost(*(part / TEXTS for part in parts))
    speeds = {"qinggao": cost.total} | {name: 1e6 * spent / TEXTS for name, spent in seconds.items()}
    return _speeds(cost, speeds) + _recalls(texts, found)


def _speeds(cost: Cost, speeds: dict[str, float]) -> str:
    rows = "".join(f"| {name} | {µs:.0f} | {1e6 / µs:,.0f} |\n" for name, µs in speeds.items())
    parts = ", ".join(f"{name} {µs:.0f}" for name, µs in cost._asdict().items())
    head = f"{TEXTS:,} documents arrive one by one, on one core. qinggao writes a durable file ({parts} µs).\n\n"
    return f"{head}| | µs a document | documents a second |\n|---|---|---|\n{rows}\n"


def _recalls(texts: Sequence[Document], found: dict[str, Found]) -> str:
    """By kind: which share of the pairs of a variant and its base was found when the later of the two came."""
    pairs = [(d.kind, max(d.id, base), min(d.id, base)) for d in texts if d.kind in EXPECTED for base in d.bases]
    of_kind = Counter(kind for kind, _, _ in pairs)
    met = {name: Counter(kind for kind, a, b in pairs if b in of[a]) for name, of in found.items()}
    rows = "".join(
        f"| {kind} | {EXPECTED[kind]} | {of_kind[kind]:,} | "
        + " | ".join(f"{met[name][kind] / of_kind[kind]:.4f}" for name in found)
        + " |\n"
        for kind in EXPECTED
    )
    counts = " | ".join(f"{sum(map(len, of.values())) / len(texts):.2f}" for of in found.values())
    head = f"| kind | verdict | pairs | {' | '.join(found)} |\n|---|---|---|{'---|' * len(found)}\n"
    return f"{head}{rows}| candidates a document | | | {counts} |\n\n"


def _grown(shelves: Sequence[int]) -> str:
    """What 1,000 documents more cost on shelves of these sizes, and what is found there."""
    rows, costs, held, variants = "", list[Cost](), 0, list[Sampled]()
    with _index() as db:
        for size in shelves:
            spent = 0.0
            for block in _in_processes(_samples, size - held, held):
                variants += [text for text in block if text.kind in EXPECTED]
                before = process_time()
                with writing(db):
                    postings.add(db, [(text.id, text.sample) for text in block])
                spent += process_time() - before
            costs.append(_added(db, list(documents(ADDED, SEED, size)))[0])
            figures = [size, *costs[-1], costs[-1].total, 1e6 * spent / (size - held), _bytes(db) / (size + ADDED)]
            held = size + ADDED
            rows += f"| {' | '.join(f'{figure:,.0f}' for figure in figures)} | {_least_recall(db, variants)} |\n"
    if len(shelves) > 1:
        PLOT.write_text(_plot(shelves, costs), "utf-8")
    head = f"{ADDED:,} documents more, one by one in transactions of {BATCH}: µs a document; and the way there in batches of {ADDED:,}.\n\n"
    columns = ["texts held", *Cost._fields, "in all", "insert by batches", "bytes a text", "least recall of a kind"]
    return f"{head}| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n{rows}\n![duplicates](duplicates.svg)\n"


def _added(db: Database, some: Sequence[Document]) -> tuple[Cost, Found]:
    """Adds documents as an intake does, each seeing those before it; the cost, with commits under insert."""
    spent, found = [0.0, 0.0, 0.0], Found()
    for at in range(0, len(some), BATCH):
        before = process_time()
        with writing(db):
            for document in some[at : at + BATCH]:
                sample = fingerprint(document.text).sample
                hashed = process_time()
                candidates = postings.candidates(db, sample)
                asked = process_time()
                postings.add(db, [(document.id, sample)])
                found[document.id] = [candidate.text_id for candidate in candidates]
                spent = [spent[0] + hashed - before, spent[1] + asked - hashed, spent[2] + process_time() - asked]
                before = process_time()
        spent[2] += process_time() - before
    return Cost(*(1e6 * seconds / len(some) for seconds in spent)), found


def _least_recall(db: Database, variants: Sequence[Sampled]) -> str:
    """The worst kind, asked for again among all that are held now."""
    pairs, met = Counter[str](), Counter[str]()
    for variant in variants[:: max(1, len(variants) // ASKED)]:
        found = {candidate.text_id for candidate in postings.candidates(db, variant.sample)}
        pairs[variant.kind] += len(variant.bases)
        met[variant.kind] += len(found & set(variant.bases))
    worst = min(pairs, key=lambda kind: met[kind] / pairs[kind])
    return f"{met[worst] / pairs[worst]:.4f} ({worst}, {pairs[worst]} pairs)"


def _bytes(db: Database) -> int:
    (pages,), (size,) = (db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages * size)


@contextmanager
def _index() -> Iterator[Database]:
    """An empty index in a file of its own, opened as a warehouse is."""
    steps = Migrations("benchmark")
    steps(name="index")(postings.create)
    with TemporaryDirectory() as place, closing(open_file(Path(place, "index.db"), steps, "NORMAL")) as db:
        yield db


def _in_processes(made: Callable[[int], list[T]], count: int, start: int = 0) -> Iterator[list[T]]:
    """What is made of each thousand of documents from `start` on, in order."""
    with get_context("spawn").Pool(all_cores()) as pool:
        yield from pool.imap(made, range(start, start + count, ADDED))


def _texts(start: int) -> list[Document]:
    return list(documents(ADDED, SEED, start))


def _samples(start: int) -> list[Sampled]:
    return [Sampled(d.id, d.kind, d.bases, fingerprint(d.text).sample) for d in documents(ADDED, SEED, start)]


def _datasketch() -> Finder:
    """MinHash of 128 permutations over 5-grams, threshold .5, in memory. Its default hash would take twice as long."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)

    def finder(number: int, han: str) -> list[int]:
        letters = han.encode("utf-16-le")
        minhash = MinHash(num_perm=128, hashfunc=crc32)
        minhash.update_batch({letters[i : i + 10] for i in range(0, len(letters) - 8, 2)})
        found = index.query(minhash)
        index.insert(number, minhash)
        return list(found)

    return finder


def _rensa() -> Finder:
    """The same with its own MinHash, in 32 bands: the nearest to .5 that divides 128."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)

    def finder(number: int, han: str) -> list[int]:
        minhash = RMinHash(num_perm=128, seed=1)
        minhash.update(list({han[i : i + 5] for i in range(len(han) - 4)}))
        found = index.query(minhash)
        index.insert(number, minhash)
        return list(found)

    return finder


def _plot(shelves: Sequence[int], costs: Sequence[Cost], width: int = 640, height: int = 360) -> str:
    """A line a part and one for their sum, microseconds over texts held."""
    parts = {"in all": [cost.total for cost in costs]}
    parts |= {name: [getattr(cost, name) for cost in costs] for name in Cost._fields}
    most, lines = max(parts["in all"]), ""
    for (name, points), colour in zip(parts.items(), ("#333333", "#1b6e8c", "#b5451b", "#5a7d2a"), strict=True):
        at = [
            (60 + (width - 170) * n / shelves[-1], height - 40 - (height - 80) * µs / most)
            for n, µs in zip(shelves, points, strict=True)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        lines += f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        lines += "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in at)
        lines += f'<text x="{at[-1][0] + 10:.0f}" y="{at[-1][1] + 4:.0f}" fill="{colour}">{name}</text>'
    axes = f'<path d="M60 20V{height - 40}H{width - 20}" fill="none" stroke="#888"/>'
    labels = f'<text x="60" y="16">{most:.0f} µs a document</text><text x="{width - 190}" y="{height - 14}">{shelves[-1]:,} texts</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="13">{axes}{lines}{labels}</svg>\n'


if __name__ == "__main__":
    print(_beside_peers() + _grown(SHELVES))
