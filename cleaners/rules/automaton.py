"""A pattern as the graph that Python's matcher walks: nodes that take a character, nodes that take none, and loops."""

from collections.abc import Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from cleaners.rules.alphabet import Alphabet

Items = Iterable[tuple[Any, Any]]
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
# Repeats up to so many times are written out; so is what a longer one asks for at least.
_FEW = 3
ENDLESS = 4096


class Node(NamedTuple):
    """What a node takes (0: no character), and what must stand before and behind the place if it takes none."""

    takes: int
    behind: int
    ahead: int


class Sealed(NamedTuple):
    """Nodes from `first` up to `last` that the matcher does not come back to once it is through; and where it leaves."""

    first: int
    last: int
    way_out: int


class Loop(NamedTuple):
    """Nodes from `first` up to `last` that come again, up to `width` times; `hub` stands behind each time."""

    first: int
    last: int
    hub: int
    width: int
    shown: str


class Automaton:
    """The graph of a pattern. `start` is a loop over any text where the pattern is searched for, `end` where it has matched."""

    def __init__(self, pattern: str | bytes, flags: int, searched: bool) -> None:
        tree = _parser.parse(pattern, flags)
        self.alphabet = Alphabet(tree)
        self.nodes = list[Node]()
        self.edges = list[list[int]]()
        self.loops = list[Loop]()
        self.sealed = list[Sealed]()
        # Nodes behind repeats that give nothing back: what may not follow there is what they would have taken.
        self.full = set[int]()
        at = self._node()
        if searched:
            at = self._loop(at, [(op.ANY, None)], ENDLESS, "", tree.state.flags | op.SRE_FLAG_DOTALL)
        self.end = self._sequence(at, tree, tree.state.flags)

    def _node(self, before: int | None = None, takes: int = 0, behind: int = -1, ahead: int = -1) -> int:
        self.nodes.append(Node(takes, behind, ahead))
        self.edges.append([])
        if before is not None:
            self.edges[before].append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def _sequence(self, at: int, items: Items, flags: int) -> int:
        for kind, value in items:
            at = self._part(at, kind, value, flags)
        return at

    def _part(self, at: int, kind: Any, value: Any, flags: int) -> int:
        """A node of the parser's tree, from node `at` on. Gives the node behind it."""
        if kind is op.BRANCH:
            ends = [self._sequence(self._node(at), items, flags) for items in value[1]]
            return self._joined(ends)
        if kind is op.SUBPATTERN:
            _, added, taken, items = value
            return self._sequence(at, items, (flags | added) & ~taken)
        if kind is op.ATOMIC_GROUP:
            return self._atomic(at, value, flags)
        if kind in _REPEATS:
            return self._repeat(at, kind, value, flags)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self._assertion(at, kind, value, flags)
        if kind is op.AT:
            return self._node(at, 0, *self.alphabet.at(value, flags))
        if kind is op.GROUPREF_EXISTS:
            return self._joined([self._sequence(self._node(at), items or [], flags) for items in value[1:]])
        return self._node(at, self.alphabet.of(kind, value, flags))

    def _joined(self, ends: Sequence[int]) -> int:
        behind = self._node()
        for end in ends:
            self.edges[end].append(behind)
        return behind

    def _atomic(self, at: int, items: Items, flags: int) -> int:
        first = self._node(at)
        way_out = self._sequence(first, items, flags)
        self.sealed.append(Sealed(first, len(self.nodes), way_out))
        return self._node(way_out)

    def _assertion(self, at: int, kind: Any, value: tuple[int, Items], flags: int) -> int:
        """What is looked for beside the place. One character is held against what stands there, more is a side way."""
        direction, items = value
        takes = self._one_character(items, flags)
        if takes is not None:
            asked = takes if kind is op.ASSERT else ~takes
            return self._node(at, 0, *((asked, -1) if direction < 0 else (-1, asked)))
        if direction > 0:
            self._atomic(at, items, flags)
            self.edges[self.sealed[-1].way_out].clear()
        return self._node(at, 0, self.alphabet.all, self.alphabet.all)

    def _one_character(self, items: Items, flags: int) -> int | None:
        kinds = list(items)
        while len(kinds) == 1 and kinds[0][0] is op.SUBPATTERN:
            kinds = list(kinds[0][1][3])
        if len(kinds) != 1 or kinds[0][0] not in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            return None
        return self.alphabet.of(*kinds[0], flags)

    def _repeat(self, at: int, kind: Any, value: tuple[int, Any, Items], flags: int) -> int:
        low, high, items = value
        items = list(items)
        most = ENDLESS if high is op.MAXREPEAT else int(high)
        if kind is op.POSSESSIVE_REPEAT:
            again = [(op.MAX_REPEAT, (low, high, items))]
            behind = self._atomic(at, again, flags)
            takes = self._one_character(items, flags)
            if takes is None or most < ENDLESS:
                return behind
            self.full.add(len(self.nodes))
            return self._node(behind, 0, -1, ~takes)
        fixed = low if low == most or len(items) == 1 else min(low, 1)
        for _ in range(min(fixed, 2 * _FEW)):
            at = self._sequence(at, items, flags)
        if most - low <= _FEW:
            return self._optional(at, items, most - low, flags)
        return self._loop(at, items, most - min(low, fixed), shown([(kind, value)]), flags)

    def _optional(self, at: int, items: Items, times: int, flags: int) -> int:
        ends = [at]
        for _ in range(times):
            ends.append(self._sequence(self._node(ends[-1]), items, flags))
        return self._joined(ends) if times else at

    def _loop(self, at: int, items: Items, width: int, text: str, flags: int) -> int:
        first = self._node(at)
        hub = self._node(self._sequence(first, items, flags))
        self.edges[hub].append(first)
        self.loops.append(Loop(first, len(self.nodes), hub, width, text))
        return self._joined([at, hub])


_SIGNS = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"} | {
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_NOT_WORD: r"\W",
}


def shown(items: Items) -> str:
    """A part of a pattern as one might write it, groups cut short."""
    return "".join(_shown(items))


def _shown(items: Items) -> Iterator[str]:
    for kind, value in items:
        if kind is op.LITERAL:
            yield repr(chr(value))[1:-1]
        elif kind in (op.ANY, op.NEGATE):
            yield "." if kind is op.ANY else "^"
        elif kind is op.IN:
            yield shown(value) if value[0][0] is op.CATEGORY and len(value) == 1 else f"[{shown(value)}]"
        elif kind is op.CATEGORY:
            yield _SIGNS.get(value, "?")
        elif kind is op.RANGE:
            yield f"{chr(value[0])}-{chr(value[1])}"
        elif kind in _REPEATS:
            low, high, body = value
            yield (f"(?:{shown(body)})" if len(body) > 1 else shown(body)) + _times(low, high)
        elif kind is op.SUBPATTERN:
            yield f"(?:{shown(value[3])[:16]}…)"
        else:
            yield "…"


def _times(low: int, high: int) -> str:
    if high is op.MAXREPEAT:
        return {0: "*", 1: "+"}.get(low, f"{{{low},}}")
    return "?" if (low, high) == (0, 1) else f"{{{low},{high}}}"
