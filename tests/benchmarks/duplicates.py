"""Finding copies: what it costs by part, beside datasketch and rensa, what is found, and how both grow with the shelf.

Costs are processor time of one process: the peers work in memory, and another program's load is not counted.
`python -m tests.benchmarks.duplicates` also fills a shelf of 200,000 texts, which takes long and says how far it is,
and draws docs/duplicates.svg.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from tests.benchmarks.corpus import EXPECTED, Document, documents
from tests.benchmarks.judging import BATCH, Clock, Cost, Found, Kinds, Shelf, shelf
from tests.benchmarks.minhash import SIMILAR, finders, folded
from tests.benchmarks.plot import lines
from warehouse.sources.pool import all_cores

PLOT = Path(__file__).parents[2] / "docs" / "duplicates.svg"
SEED = 1
TEXTS, ADDED = 20_000, 1_000
SHELVES = (20_000, 50_000, 100_000, 200_000)
# Variants that are judged again on each shelf: some hundreds of pairs of every kind.
ASKED = 10_000
_BEGUN = monotonic()

# By kind of document: how many pairs of a variant and its base there are, and the share of them that each way reports.
Recall = dict[str, tuple[int, list[float]]]


class Grown(NamedTuple):
    """A shelf of so many texts: µs a document more there, and on the way there by batches; bytes of its index; what was
    found by the documents more, and by those that were judged again.
    """

    size: int
    cost: Cost
    batches: float
    bytes: int
    added: Recall
    again: Recall


def table() -> str:
    """Speed and recall at 20,000 texts, beside the peers, and what a document more costs there."""
    return _beside_peers() + _growth(SHELVES[:1])


def _beside_peers() -> str:
    texts, peers = list[Document](), finders()
    clocks, found = {name: Clock() for name in ("qinggao", *peers)}, defaultdict[str, Found](dict)
    with shelf() as ours:
        for block in _made(TEXTS):
            texts += [document._replace(text="") for document in block]
            found["qinggao"] |= ours.add(block, clocks["qinggao"])
            some = [(document.id, folded(document.text)) for document in block]
            for name, finder in peers.items():
                found[name] |= {id: finder(id, han, clocks[name]) for id, han in some}
            _progress(f"{len(texts):,} of {TEXTS:,} beside the peers")
        kinds = ours.kinds()
    return _speeds({name: clock.cost(TEXTS) for name, clock in clocks.items()}) + _reported(texts, found, kinds)


def _speeds(costs: dict[str, Cost]) -> str:
    """The cost of each by part; ours without the verdict, which the peers have not, and with it."""
    ours = costs.pop("qinggao")
    named = {"qinggao": ours._replace(verdict=0), "qinggao with verdicts": ours} | costs
    rows = "".join(f"| {name} | {_whole(*cost, sum(cost), 1e6 / sum(cost))} |\n" for name, cost in named.items())
    return (
        f"{TEXTS:,} documents arrive one by one, on one core; µs a document by part. qinggao writes a durable file, the"
        " peers work in memory and get their texts folded. Similarity is told of the candidates: by qinggao the"
        " containment of shingles, exact, of those worth judging, by the peers an estimate of Jaccard similarity. The"
        f" verdict by aligned sentences comes on top.\n\n{_head('', *Cost._fields, 'in all', 'documents a second')}{rows}\n"
    )


def _reported(texts: Sequence[Document], found: Mapping[str, Found], kinds: Kinds) -> str:
    """By kind, which share of the pairs of a variant and its base was reported; and pairs that have nothing in common."""
    ways = {"qinggao: verdict as due": kinds}
    for name, of in found.items():
        ways |= {f"{name}: candidates": _pairs(of), f"{name}: {SIMILAR} similar": _pairs(of, SIMILAR)}
    bases = {document.id: set(document.bases) for document in texts}
    strange = [[kind for (a, b), kind in way.items() if not bases[a] & bases[b]] for way in ways.values()]
    rows = f"| pairs reported | | | {_whole(*map(len, ways.values()))} |\n"
    rows += f"| of these without a common base | | | {_whole(*map(len, strange))} |\n"
    called = ", ".join(f"{kind} {count:,}" for kind, count in Counter(strange[0]).most_common()) or "none"
    return (
        f"{_recalls(list(ways), _recall(texts, *ways.values()))}{rows}\nVerdicts without a common base: {called}.\n\n"
    )


def _growth(sizes: Sequence[int]) -> str:
    """What 1,000 documents more cost on shelves of these sizes, and what is found there."""
    shelves = list(_grown(sizes))
    rows = "".join(
        f"| {_whole(g.size, *g.cost, sum(g.cost), g.batches, g.bytes / (g.size + ADDED))} |\n" for g in shelves
    )
    columns = ["texts held", *Cost._fields, "in all", "index by batches", "index bytes a text"]
    text = (
        f"{ADDED:,} documents more, one by one in transactions of {BATCH}: µs a document; and to index them on the way"
        f" there, in batches of {ADDED:,} that are not judged.{_slope(shelves)}\n\n{_head(*columns)}{rows}\n"
    )
    ways = [f"{g.size:,}: {way}" for g in shelves for way in ("candidates", "verdict as due")]
    text += (
        f"Recall by the {ADDED:,} documents, of their bases:\n\n{_recalls(ways, _merged([g.added for g in shelves]))}\n"
    )
    text += f"Recall by variants judged again, up to {ASKED:,} from all over the shelf; pairs on the last:\n\n"
    text += f"{_recalls(ways, _merged([g.again for g in shelves]))}\n![duplicates](duplicates.svg)\n"
    if len(shelves) > 1:
        PLOT.write_text(_plot(shelves), "utf-8")
    return text


def _slope(shelves: Sequence[Grown]) -> str:
    """How the cost of what looks into the shelf grows; the fingerprint does not."""
    first, last = ((g.size, sum(g.cost) - g.cost.fingerprint) for g in (shelves[0], shelves[-1]))
    if first == last:
        return ""
    return f" Without the fingerprint {last[1] / first[1]:.2f} times as much at {last[0]:,} texts as at {first[0]:,}."


def _grown(sizes: Sequence[int]) -> Iterator[Grown]:
    held, variants = 0, list[Document]()
    with shelf() as ours:
        for size in sizes:
            seconds = 0.0
            for block in _made(size - held, held):
                seconds += ours.fill(block)
                variants += _variants(block)
                if not (block[-1].id + 1) % 10_000:
                    _progress(f"{block[-1].id + 1:,} of {size:,} held")
            clock, more = Clock(), list(documents(ADDED, SEED, size))
            found = ours.add(more, clock)
            added = _recall(more, _pairs(found), ours.kinds())
            _progress(f"{ADDED:,} more at {size:,}: {_whole(*clock.cost(ADDED))} µs")
            variants += _variants(more)
            again = _again(ours, variants[:: max(1, len(variants) // ASKED)])
            yield Grown(size, clock.cost(ADDED), 1e6 * seconds / (size - held), ours.index_bytes(), added, again)
            held = size + ADDED


def _again(ours: Shelf, variants: Sequence[Document]) -> Recall:
    """What variants that are held already find of their bases, judged in steps that can be watched."""
    found, kinds = Found(), Kinds()
    for at in range(0, len(variants), ADDED):
        found |= ours.judge_again([variant.id for variant in variants[at : at + ADDED]])
        kinds |= ours.kinds()
        _progress(f"{len(found):,} of {len(variants):,} variants judged again")
    return _recall(variants, _pairs(found), kinds)


def _variants(block: Sequence[Document]) -> list[Document]:
    return [document._replace(text="") for document in block if document.kind in EXPECTED]


def _pairs(found: Found, least: float = 0.0) -> Kinds:
    """The pairs of candidates that are so similar, of no kind yet."""
    return {(min(a, b), max(a, b)): "" for a, near in found.items() for b, share in near.items() if share >= least}


def _recall(texts: Sequence[Document], *ways: Kinds) -> Recall:
    """How each way finds the bases of the variants among these; where it tells kinds, it must be the one that is due."""
    pairs = defaultdict[str, list[tuple[int, int]]](list)
    for variant in texts:
        if variant.kind in EXPECTED:
            pairs[variant.kind] += [(min(variant.id, base), max(variant.id, base)) for base in variant.bases]
    return {
        kind: (len(of), [sum(way.get(pair) in ("", due) for pair in of) / len(of) for way in ways])
        for kind, due in EXPECTED.items()
        if (of := pairs[kind])
    }


def _merged(recalls: Sequence[Recall]) -> Recall:
    """Those of several shelves side by side, with the pairs of the last."""
    last = recalls[-1]
    return {kind: (last[kind][0], [share for recall in recalls for share in recall[kind][1]]) for kind in last}


def _recalls(ways: Sequence[str], recall: Recall) -> str:
    """A row a kind, a column a way."""
    rows = "".join(
        f"| {kind} | {EXPECTED[kind]} | {count:,} | {' | '.join(f'{share:.4f}' for share in shares)} |\n"
        for kind, (count, shares) in recall.items()
    )
    return f"{_head('kind', 'due', 'pairs', *ways)}{rows}"


def _head(*columns: str) -> str:
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"


def _whole(*figures: float) -> str:
    return " | ".join(f"{figure:,.0f}" for figure in figures)


def _progress(text: str) -> None:
    print(f"{monotonic() - _BEGUN:.0f} s: {text}", file=sys.stderr, flush=True)


def _made(count: int, start: int = 0) -> Iterator[list[Document]]:
    """The documents from `start` on in blocks of a thousand, made by all cores."""
    with get_context("spawn").Pool(all_cores()) as pool:
        yield from pool.imap(_block, range(start, start + count, ADDED))


def _block(start: int) -> list[Document]:
    return list(documents(ADDED, SEED, start))


def _plot(shelves: Sequence[Grown]) -> str:
    """A line a part and one for their sum."""
    parts = {name: [getattr(g.cost, name) for g in shelves] for name in Cost._fields}
    parts["in all"] = [sum(g.cost) for g in shelves]
    return lines([g.size for g in shelves], parts, "texts held", "µs a document")


if __name__ == "__main__":
    print(_beside_peers() + _growth(SHELVES))
