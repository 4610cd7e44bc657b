"""Sets of characters as numbers, a bit for each character that a pattern tells from others."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

# Characters of every kind that a class may name.
_KINDS = "a0_ \n\t!\u4e2d\u3002\xe9\xa0"


class Alphabet:
    """The characters of a pattern, those beside its ranges, and one of every other kind: they stand for all."""

    def __init__(self, tree: Iterable[tuple[Any, Any]]) -> None:
        codes = {code for code in _codes(tree) if 0 <= code < 0x110000}
        codes |= {ord(case) for code in codes for case in (*chr(code).lower(), *chr(code).upper())}
        self.characters = [chr(code) for code in sorted(codes | set(map(ord, _KINDS)))]
        self._bits = {c: 1 << i for i, c in enumerate(self.characters)}
        self._known = dict[Any, int]()

    @cached_property
    def all(self) -> int:
        return (1 << len(self.characters)) - 1

    @cached_property
    def any(self) -> int:
        """All that a line may hold."""
        return self.all & ~self._bits["\n"]

    def of(self, kind: Any, value: Any, flags: int) -> int:
        """The characters that a node of the parser's tree takes: a literal, a class, a dot; anything, for what it is not."""
        key = kind, tuple(value) if kind is op.IN else value, flags
        if key not in self._known:
            self._known[key] = sum(bit for c, bit in self._bits.items() if _takes(kind, value, c, flags))
        return self._known[key]

    def at(self, place: Any, flags: int) -> tuple[int, int]:
        """What must stand behind and ahead of a place such as the start of a line."""
        line_break = self._bits["\n"] if flags & op.SRE_FLAG_MULTILINE else 0
        if place in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return line_break, self.all
        return self.all, line_break if place in (op.AT_END, op.AT_END_STRING) else self.all


def _codes(items: Iterable[tuple[Any, Any]]) -> Iterator[int]:
    """The characters of a tree, and those beside its ranges."""
    for kind, value in items:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield value
        elif kind is op.RANGE:
            yield from (value[0] - 1, *value, value[1] + 1)
        elif kind is op.BRANCH:
            yield from (code for branch in value[1] for code in _codes(branch))
        elif kind in (op.IN, op.ATOMIC_GROUP):
            yield from _codes(value)
        elif isinstance(value, tuple) and kind not in (op.CATEGORY, op.GROUPREF_EXISTS):
            yield from _codes(value[-1])


def _takes(kind: Any, value: Any, c: str, flags: int) -> bool:
    if kind is op.IN:
        negated = value[0][0] is op.NEGATE
        return any(_takes(part, said, c, flags) for part, said in value[negated:]) != negated
    if kind is op.CATEGORY:
        return _is_of(value, c, flags)
    if kind is op.ANY:
        return c != "\n" or bool(flags & op.SRE_FLAG_DOTALL)
    cases = {ord(c)} | ({ord(x) for x in (*c.lower(), *c.upper())} if flags & op.SRE_FLAG_IGNORECASE else set())
    if kind is op.LITERAL:
        return value in cases
    if kind is op.NOT_LITERAL:
        return value not in cases
    return any(value[0] <= code <= value[1] for code in cases) if kind is op.RANGE else True


def _is_of(category: Any, c: str, flags: int) -> bool:
    told = {
        op.CATEGORY_DIGIT: c.isdecimal(),
        op.CATEGORY_SPACE: c.isspace(),
        op.CATEGORY_WORD: c.isalnum() or c == "_",
    }
    plain = {op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT, op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE}
    kind = plain.get(category, op.CATEGORY_WORD if category is op.CATEGORY_NOT_WORD else category)
    is_of = told[kind] and (c.isascii() or not flags & op.SRE_FLAG_ASCII)
    return is_of == (kind is category)
