"""Whole documents into a new warehouse, one by one, and what became of them: merged with what they should be, or not."""

import sys
from collections import Counter, defaultdict
from contextlib import closing
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

from tests.benchmarks.corpus import ADAPTATIONS, COPIES, PARTS, REUSES, Document, documents
from warehouse.ingest import Incoming, ingest
from warehouse.opening import open_warehouse

DOCUMENTS, _SEED = 3_000, 3
_PLACES = """
SELECT a.path, c.speech_id, s.work_id, s.is_compilation, s.copy_count > 1, c.text_id = best.text_id
FROM copies c JOIN arrivals a USING (page_id) JOIN speeches s ON s.id = c.speech_id
JOIN copies best ON best.speech_id = s.id AND best.best
"""
# What is to become of a document of each kind and its base.
_ONE, _PART = frozenset({"one speech"}), frozenset({"one speech", "part", "whole"})
_DUE = (
    dict.fromkeys([*COPIES, "notice_copy"], _ONE)
    | dict.fromkeys(PARTS, _PART)
    | dict.fromkeys([*ADAPTATIONS, "notice_near"], frozenset({"one work"}))
    | dict.fromkeys(REUSES, frozenset({"reuse", "part", "whole"}))
)
_NEVER_MERGED = {*ADAPTATIONS, *REUSES, "notice_near"}


class Place(NamedTuple):
    """Where a document ended up, whether others did too, and whether its text is the speech's."""

    speech: int
    work: int
    is_compilation: bool
    has_copies: bool
    is_best: bool


def table(count: int = DOCUMENTS) -> str:
    """By kind, how many documents stand to their bases as they should; false merges; the cost of a document."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "warehouse.db")
        sources = (Incoming(text=d.text, name=str(d.id)) for d in documents(count, _SEED))
        start = process_time()
        ingest(sources, path, workers=1)
        seconds = process_time() - start
        places, links = _outcome(path)
    held = {d.id: d for d in documents(count, _SEED) if d.id in places}
    counts, right = Counter[str](), Counter[str]()
    for one in held.values():
        for base in one.bases:
            if base != one.id and base in places:
                counts[one.kind] += 1
                pairs = product(places[one.id], places[base])
                right[one.kind] += any(_relation(*pair, links) & _DUE[one.kind] for pair in pairs)
    rows = "".join(f"| {k} | {n:,} | {right[k] / n:.4f} |\n" for k, n in sorted(counts.items()))
    return (
        f"{count:,} documents, {1000 * seconds / count:.1f} ms of processor time each, all told; "
        f"{_false_merges(held, places)} false merges; {_best(held, places)} undamaged texts with copies give the speech's."
        f"\n\n| kind | pairs | as it should be |\n|---|---|---|\n{rows}"
    )


def _outcome(path: Path) -> tuple[dict[int, list[Place]], dict[tuple[int, int], set[str]]]:
    """The places of each document, which may have been split into several; and the links of speeches."""
    with closing(open_warehouse(path)) as db:
        places = defaultdict[int, list[Place]](list)
        for name, *rest in db.execute(_PLACES).fetchall():
            places[int(name)].append(Place(*rest))
        links = defaultdict[tuple[int, int], set[str]](set)
        for one, other, kind in db.execute("SELECT speech_id, other_id, kind FROM links").fetchall():
            links[one, other].add(kind)
    return places, links


def _relation(one: Place, base: Place, links: dict[tuple[int, int], set[str]]) -> set[str]:
    if one.speech == base.speech:
        return {"one speech"}
    return links.get((one.speech, base.speech), set()) | ({"one work"} if one.work == base.work else set())


def _false_merges(held: dict[int, Document], places: dict[int, list[Place]]) -> int:
    """Pairs of documents in one speech that have no text in common, or of which one must never be merged."""
    speeches = defaultdict[int, set[int]](set)
    for id, found in places.items():
        for place in found:
            speeches[place.speech].add(id)
    pairs = (pair for ids in speeches.values() for pair in combinations(ids, 2))
    return sum(_is_false(held, *pair) for pair in pairs)


def _best(held: dict[int, Document], places: dict[int, list[Place]]) -> str:
    """How many of the texts from which copies were made are the best copy."""
    bases = [places[id] for id, document in held.items() if document.kind in ("base", "notice")]
    copied = [place for found in bases for place in found if place.has_copies]
    return f"{sum(place.is_best for place in copied):,} of {len(copied):,}"


def _is_false(held: dict[int, Document], one: int, other: int) -> bool:
    related = _origins(held, one) & _origins(held, other)
    named = (held[a].kind in _NEVER_MERGED and b in held[a].bases for a, b in ((one, other), (other, one)))
    return not related or any(named)


def _origins(held: dict[int, Document], id: int) -> set[int]:
    """The documents that a document was made from, and those from which these were."""
    bases = {base for base in held[id].bases if base != id} if id in held else set()
    return set[int]().union({id}, *(_origins(held, base) for base in bases))


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
