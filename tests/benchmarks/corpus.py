"""A stream of documents as the web holds them: speeches, their copies, adaptations and look-alikes, with the truth.

Documents come in blocks of a hundred, drawn from (seed, block) alone: any stretch of the stream can be had without
the rest, in constant memory. Half of the variants are made from a speech of their own block, half from any earlier one.

>>> some = list(documents(200, seed=1))
>>> len(some), some == list(documents(100, seed=1)) + list(documents(100, seed=1, start=100))
(200, True)
>>> variant = next(d for d in some if d.kind == "edit1")
>>> [some[base].kind for base in variant.bases]
['base']
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple

from tests.benchmarks import damage
from tests.benchmarks.grammar import Facts, Sentences, facts, speech
from tests.benchmarks.notices import filling, notice, other

BLOCK = 100
COPIES = {
    "edit1": 1,
    "edit2": 1,
    "edit5": 2,
    "watermark": 2,
    "jammer": 2,
    "s2t": 1,
    "s2twp": 1,
    "reorder": 2,
    "retitle": 1,
}
PARTS = {"preview": 3, "compilation": 3}
ADAPTATIONS = {"county": 3, "next_year": 3}
REUSES = {"excerpt": 3, "two_thirds": 2, "half": 3}
NOTICES = {"notice": 10, "notice_copy": 3, "notice_near": 2}
_VARIANTS = COPIES | PARTS | ADAPTATIONS | REUSES
_KINDS = ["base"] * (BLOCK - sum((_VARIANTS | NOTICES).values()))
_KINDS += [kind for kind, count in (_VARIANTS | NOTICES).items() for _ in range(count)]

# The verdict on a variant and one of its bases; what is neither the same nor a part must never be merged.
EXPECTED = (
    dict.fromkeys([*COPIES, "notice_copy"], "same")
    | dict.fromkeys(PARTS, "part")
    | dict.fromkeys(ADAPTATIONS, "adaptation")
    | dict.fromkeys(REUSES, "reuse")
    | {"notice_near": "adaptation"}
)


class Document(NamedTuple):
    """A document; `bases` are the ids of the documents it was made from, its own id where it was made from none."""

    id: int
    text: str
    kind: str
    bases: tuple[int, ...]

    @property
    def copies(self) -> frozenset[int]:
        """The speeches whose text this is, whole or in part: two documents may be merged if they have one in common."""
        merged = self.kind in ("base", "notice") or EXPECTED[self.kind] in ("same", "part")
        return frozenset(self.bases if merged else (self.id,))


def documents(count: int, seed: int, start: int = 0) -> Iterator[Document]:
    """The documents from `start` to `start + count`, both in whole hundreds, in an order that is no hint.

    A base may come after its variants. Raises ValueError for broken blocks.
    """
    if count % BLOCK or start % BLOCK:
        raise ValueError(f"documents come in blocks of {BLOCK}: {start} to {start + count} breaks one")
    for number in range(start, start + count):
        yield document(number, seed)


def document(number: int, seed: int) -> Document:
    """One document of the stream."""
    kind = _plan(seed, number // BLOCK)[number % BLOCK]
    if kind in ("base", "notice"):
        return Document(number, _joined(*_base(seed, number)), kind, (number,))
    chance = Random(f"{seed} {number}")
    bases = _bases(seed, number, kind, chance)
    return Document(number, _MADE[kind](seed, number, bases, chance), kind, bases)


@lru_cache(64)
def _plan(seed: int, block: int) -> list[str]:
    """The kinds of a block, place by place."""
    kinds = list(_KINDS)
    Random(f"{seed} block {block}").shuffle(kinds)
    return kinds


def _bases(seed: int, number: int, kind: str, chance: Random) -> tuple[int, ...]:
    """What a variant is made from: a few speeches of its block have several variants, one in an earlier block has its first."""
    wanted, few = ("notice", 3) if kind in NOTICES else ("base", 12)
    own = number // BLOCK
    block = own if chance.random() < 0.5 else chance.randrange(own + 1)
    found = [block * BLOCK + i for i, k in enumerate(_plan(seed, block)) if k == wanted]
    return tuple(chance.sample(found[:few] if block == own else found, 3 if kind == "compilation" else 1))


def _base(seed: int, number: int, known: Facts | None = None) -> tuple[str, Sentences]:
    """The title and paragraphs of a speech or a notice."""
    key = f"{seed} {number} own"
    if _plan(seed, number // BLOCK)[number % BLOCK] == "notice":
        title, text = notice(key, filling(key))
        return title, [[line] for line in text.split("\n")]
    return speech(key, known or facts(key))


def _joined(title: str, paragraphs: Sentences) -> str:
    """Paragraphs as text; marks are full-width, as delivered texts have them."""
    lines = [title, *("。".join(p) + ("。" if len(p) > 1 or p[0][-1] not in "。:家谢" else "") for p in paragraphs)]
    return damage.widened("\n".join(lines))


def _damaged(name: str) -> Callable[[int, int, tuple[int, ...], Random], str]:
    """A copy made by damage to the text as it stands."""

    def made(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
        return damage.DAMAGE[name](_joined(*_base(seed, bases[0])), chance)

    return made


def _retitled(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    other_title, _ = speech(f"{seed} {number} title", facts(f"{seed} {bases[0]} own"))
    return _joined(other_title, _base(seed, bases[0])[1])


def _reordered(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    title, paragraphs = _base(seed, bases[0])
    inner = paragraphs[2:-1]
    chance.shuffle(inner)
    return _joined(title, [*paragraphs[:2], *inner, paragraphs[-1]])


def _compiled(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    return "\n\n".join(_joined(*_base(seed, base)) for base in bases)


def _excerpt(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    """A speech of its own that quotes three tenths of another in one stretch."""
    title, own = _base(seed, number)
    whole = [sentence for paragraph in _base(seed, bases[0])[1][2:-1] for sentence in paragraph]
    size = int(0.3 * len(whole))
    at = chance.randrange(len(whole) - size)
    place = chance.randrange(2, len(own) - 1)
    return _joined(title, [*own[:place], whole[at : at + size], *own[place:]])


def _half(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    """A speech of its own, half of whose sentences are another's, here and there."""
    title, own = _base(seed, number)
    theirs = _base(seed, bases[0])[1][2:-1]
    kept = [[s for s in paragraph if chance.random() < 0.5] for paragraph in theirs]
    mixed = [p + q[len(p) :] for p, q in zip(kept, own[2:-1], strict=False)]
    return _joined(title, [*own[:2], *(p for p in mixed if p), own[-1]])


def _two_thirds(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    """Another speech that opens with two thirds of this one."""
    title, theirs = _base(seed, bases[0])
    _, own = _base(seed, number)
    left = 2 * sum(map(len, theirs)) // 3
    first: Sentences = []
    for paragraph in theirs:
        first += [paragraph[:left]] if left > 0 else []
        left -= len(paragraph)
    size = sum(map(len, theirs)) // 3
    last = [s for p in own[2:-1] for s in p][-size:]
    return _joined(title, [*first, last, own[-1]])


def _adapted(year: bool) -> Callable[[int, int, tuple[int, ...], Random], str]:
    """The same speech for another county, or for the next year: facts replaced throughout, some sentences too."""

    def made(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
        before, new = facts(f"{seed} {bases[0]} own"), facts(f"{seed} {number} own")
        known = before._replace(year=before.year + 1, figures=new.figures) if year else new._replace(year=before.year)
        title, paragraphs = _base(seed, bases[0], known)
        fresh = iter([s for p in _base(seed, number, known)[1][2:-1] for s in p[1:]])
        share = chance.uniform(0.02, 0.25)
        inner = [[next(fresh, s) if chance.random() < share else s for s in p] for p in paragraphs[2:-1]]
        return _joined(title, [*paragraphs[:2], *inner, paragraphs[-1]])

    return made


def _near(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    key = f"{seed} {bases[0]} own"
    title, text = notice(key, other(filling(key), f"{seed} {number}"))
    return _joined(title, [[line] for line in text.split("\n")])


def _notice_copy(seed: int, number: int, bases: tuple[int, ...], chance: Random) -> str:
    name = chance.choice(["edit1", "watermark", "s2t", "jammer"])
    return damage.DAMAGE[name](_joined(*_base(seed, bases[0])), chance)


_MADE = {name: _damaged(name) for name in damage.DAMAGE} | {
    "reorder": _reordered,
    "retitle": _retitled,
    "compilation": _compiled,
    "excerpt": _excerpt,
    "half": _half,
    "two_thirds": _two_thirds,
    "county": _adapted(False),
    "next_year": _adapted(True),
    "notice_copy": _notice_copy,
    "notice_near": _near,
}
