"""Texts that ask most of a pattern: what it repeats, over and over, then something that it cannot take."""

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_KINDS = {op.CATEGORY_DIGIT: "0719", op.CATEGORY_SPACE: " \t", op.CATEGORY_WORD: "a1_的"} | {
    op.CATEGORY_NOT_DIGIT: "a ",
    op.CATEGORY_NOT_SPACE: "a的.",
    op.CATEGORY_NOT_WORD: " .\u3002",
}
_ENDS = ("", "\x01", "\n", " ", "\u3002", "a", "的", ">")
_ANY = "a1 .\u3002的,<"

Items = Sequence[tuple[Any, Any]]


def drawn(pattern: str | bytes, random: Random, size: int) -> str:
    """A text of about `size` characters: a start that fits, a motif many times, and an end."""
    tree, parts = _parts(pattern)
    motif = "".join(_drawn(random.choice(parts), random) for _ in range(random.choice((1, 1, 2, 3)))) or "a"
    start = _drawn(tree, random)
    start = start[: random.randrange(len(start) + 1)] if random.random() < 0.7 else ""
    return start + motif * (size // len(motif)) + random.choice(_ENDS)


@cache
def _parts(pattern: str | bytes) -> tuple[Items, list[Items]]:
    """The tree of a pattern, and what of it may make a motif."""
    tree = list(_parser.parse(pattern))
    return tree, [part for part in _repeated(tree) if part] or [tree]


def _repeated(items: Items) -> Iterator[Items]:
    """What a pattern repeats, and the alternatives that it has."""
    for kind, value in items:
        if kind in _REPEATS:
            yield list(value[2])
            yield from _repeated(value[2])
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield list(branch)
                yield from _repeated(branch)
        elif kind is op.SUBPATTERN:
            yield from _repeated(value[3])
        elif kind is op.ATOMIC_GROUP:
            yield from _repeated(value)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield list(value[1])
            yield from _repeated(value[1])


def _drawn(items: Items, random: Random) -> str:
    """A text that a part of a pattern takes, as far as that can be told from the part alone."""
    return "".join(_one(kind, value, random) for kind, value in items)


def _one(kind: Any, value: Any, random: Random) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.IN:
        return _of_class(value, random)
    if kind is op.BRANCH:
        return _drawn(random.choice(value[1]), random)
    if kind is op.SUBPATTERN:
        return _drawn(value[3], random)
    if kind is op.ATOMIC_GROUP:
        return _drawn(value, random)
    if kind in _REPEATS:
        times = random.randint(value[0], max(value[0], min(int(value[1]), value[0] + 5)))
        return "".join(_drawn(value[2], random) for _ in range(times))
    return random.choice(_ANY) if kind in (op.ANY, op.NOT_LITERAL) else ""


def _of_class(items: Items, random: Random) -> str:
    if items[0][0] is op.NEGATE:
        named = "".join(_of_class([item], random) for item in items[1:])
        return random.choice([c for c in _ANY if c not in named] or ["~"])
    kind, value = random.choice(items)
    if kind is op.CATEGORY:
        return random.choice(_KINDS[value])
    return chr(value if kind is op.LITERAL else random.choice((value[0], value[1])))
