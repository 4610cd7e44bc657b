"""Verdicts on generated documents by kind: what each pair was called, what it cost; and passages found by edits."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from random import Random
from statistics import median
from time import process_time

from tests.benchmarks.corpus import EXPECTED, Document, document, documents
from tests.benchmarks.grammar import common
from warehouse.likeness.passages import passages
from warehouse.likeness.verdict import verdict

COUNT, SEED = 20_000, 11
_VERDICTS = ("same", "part", "adaptation", "reuse", None)
# Pairs beside those of a variant and its base.
OTHERS = {
    "two copies of one": "same or part; reuse of two compilations",
    "two variants, not copies": "never same or part",
    "unrelated speeches": "never same or part",
    "unrelated notices": "never same or part",
}
_EDITS, _TRIALS = (0, 1, 2, 4), 500

Pair = tuple[str, Document, Document]


def table(count: int = COUNT) -> str:
    """A row a kind: pairs, the share of each verdict in per cent, microseconds a pair; then passages."""
    found = defaultdict[str, list[tuple[str | None, float]]](list)
    for kind, a, b in pairs(list(documents(count, SEED))):
        start = process_time()
        called = verdict(a.text, b.text).kind
        found[kind].append((called, 1e6 * (process_time() - start)))
    rows = "".join(_row(kind, due, found[kind]) for kind, due in (EXPECTED | OTHERS).items())
    head = " | ".join(kind or "nothing" for kind in _VERDICTS)
    return f"| pair | due | pairs | {head} | µs |\n|---|---|---{'|---' * len(_VERDICTS)}|---|\n{rows}\n{_passages()}"


def _row(kind: str, due: str, found: list[tuple[str | None, float]]) -> str:
    called = Counter(name for name, _ in found)
    shares = " | ".join(f"{100 * called[name] / len(found):.2f}" if called[name] else "" for name in _VERDICTS)
    return f"| {kind} | {due} | {len(found)} | {shares} | {median(cost for _, cost in found):.0f} |\n"


def pairs(found: list[Document]) -> Iterator[Pair]:
    """Variants with their bases, variants of one base with each other, and unrelated documents."""
    groups = defaultdict[int, list[Document]](list)
    for variant in found:
        if variant.kind in EXPECTED:
            for base in variant.bases:
                groups[base].append(variant)
                yield variant.kind, found[base], variant
    for group in groups.values():
        for a, b in combinations(group, 2):
            # A preview is the beginning of both speeches, and two notices may have been changed alike.
            if {a.kind, b.kind} != {"preview", "two_thirds"} and a.text != b.text:
                yield "two copies of one" if a.copies & b.copies else "two variants, not copies", a, b
    yield from _unrelated("unrelated speeches", [d for d in found if d.kind == "base"])
    yield from _unrelated("unrelated notices", [d for d in found if d.kind == "notice"])


def _unrelated(name: str, alike: list[Document]) -> Iterator[Pair]:
    chance = Random(SEED)
    for _ in range(2 * len(alike)):
        a, b = chance.sample(alike, 2)
        yield name, a, b


def _passages() -> str:
    """The share of sentences of 20 characters, set into another speech with so many edits, that are found again."""
    chance, rows = Random(SEED), ""
    for edits in _EDITS:
        found = sum(_is_found(chance, edits) for _ in range(_TRIALS))
        rows += f"| {edits} of 20 | {100 * found / _TRIALS:.1f} |\n"
    return f"| characters edited | found % |\n|---|---|\n{rows}"


def _is_found(chance: Random, edits: int) -> bool:
    sentence = "".join(chance.sample(common(), 20))
    a, b = (document(chance.randrange(COUNT), SEED).text for _ in "ab")
    copy = list(sentence)
    for at in chance.sample(range(20), edits):
        copy[at] = chance.choice(["", chance.choice(common()), copy[at] + chance.choice(common())])
    middle_a, middle_b = len(a) // 2, len(b) // 3
    a, b = a[:middle_a] + sentence + a[middle_a:], b[:middle_b] + "".join(copy) + b[middle_b:]
    halves = ((m.a, m.b) for m in passages(a, b))
    return any(x[0] < middle_a + 10 < x[1] and y[0] < middle_b + 10 < y[1] for x, y in halves)
