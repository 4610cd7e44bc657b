"""The hints of a pattern: words without which it cannot match, so that it is tried on few lines."""

from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from cleaners.errors import BadRule

Words = frozenset[str]

# Strings that a part of a pattern may stand for and still be spelled out.
_MOST = 40
# The cost of a word by its length: a single character is on every other line, and three tell as much as ten.
_COST = (0, 100, 4, 2)
# The cost of a sign alone: signs are rare, except for those between sentences.
_SIGN, _STOP, _STOPS = 30, 200, frozenset(",.:、。")
# Letters that match signs outside ASCII too where case is ignored: ſ, ı, İ and the sign of the kelvin.
_ODD_CASES = frozenset("iskISK")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class _Part(NamedTuple):
    """What is known of the strings that a part of a pattern matches.

    `all` is every one of them, where they are few; `some` is a set of words of which each holds at least one.
    """

    all: Words | None = None
    some: Words | None = None


_ANYTHING = _Part()
_NOTHING = _Part(all=frozenset([""]))


def hints_of(pattern: str) -> Words | None:
    r"""Words of which every line with a match of a pattern holds at least one, as few and as rare as can be. (What a
    pattern looks ahead for may stand behind the match, but it stands in the line.)

    None where the pattern asks for no word, as a row of numbers does: such a rule is worth having all the same, and
    is tried on every line. No word holds a blank. Raises BadRule where the pattern cannot be read.

    >>> sorted(hints_of(r"[(\[]?(?:上一篇|下一篇)\s?[:].{0,80}|(?=.*会员)\d+元"))
    ['上一篇', '下一篇', '会员']
    >>> sorted(hints_of("(?i)ab|©")), hints_of(r"\d+(?:元|%)?")
    (['AB', 'Ab', 'aB', 'ab', '©'], None)
    """
    try:
        tree = _parser.parse(pattern)
    except _parser.error as error:
        raise BadRule(f"{pattern!r} is no pattern: {error}") from error
    return _sequence(tree, bool(tree.state.flags & op.SRE_FLAG_IGNORECASE)).some


def _sequence(items: Iterable[tuple[Any, Any]], any_case: bool) -> _Part:
    """Parts one after the other: the best of what each asks for, and of the runs of them that can be spelled out."""
    run, is_all, found = _NOTHING.all, True, list[Words]()
    for kind, value in items:
        part = _part(kind, value, any_case)
        longer = _joined(run, part.all)
        is_all = is_all and longer is not None
        run = longer or part.all or _NOTHING.all
        found += [words for words in (part.some, run) if words and all(words)]
    return _Part(run if is_all else None, _best(found))


def _part(kind: Any, value: Any, any_case: bool) -> _Part:
    """A node of the parser's tree."""
    if kind is op.LITERAL:
        return _of_characters([value], any_case)
    if kind is op.IN:
        return _of_class(value, any_case)
    if kind is op.BRANCH:
        return _branch([_sequence(items, any_case) for items in value[1]])
    if kind is op.SUBPATTERN:
        _, added, taken, items = value
        return _sequence(
            items, (any_case or bool(added & op.SRE_FLAG_IGNORECASE)) and not taken & op.SRE_FLAG_IGNORECASE
        )
    if kind is op.ATOMIC_GROUP:
        return _sequence(value, any_case)
    if kind in _REPEATS:
        low, high, items = value
        return _repeat(low, high, items, any_case)
    if kind is op.ASSERT and value[0] > 0:
        return _NOTHING._replace(some=_sequence(value[1], any_case).some)
    return _NOTHING if kind in (op.AT, op.ASSERT, op.ASSERT_NOT) else _ANYTHING


def _repeat(low: int, high: int, items: Sequence[tuple[Any, Any]], any_case: bool) -> _Part:
    """A part that comes again: three times tell as much as more."""
    times = _sequence(list(items) * min(low, 3), any_case)
    if low == high <= 3:
        return times
    if (low, high) == (0, 1):
        return _branch([_NOTHING, _sequence(items, any_case)])
    return _Part(some=times.some)


def _branch(parts: list[_Part]) -> _Part:
    """Parts of which one stands."""
    every = [part.all for part in parts if part.all is not None]
    some = [part.some for part in parts if part.some is not None]
    return _Part(
        frozenset().union(*every) if len(every) == len(parts) and sum(map(len, every)) <= _MOST else None,
        _fewest(frozenset().union(*some)) if len(some) == len(parts) else None,
    )


def _of_class(items: list[tuple[Any, Any]], any_case: bool) -> _Part:
    """A class of a few characters that are listed; one that is negated or of a kind is anything."""
    spans = [(value, value) if kind is op.LITERAL else value for kind, value in items if kind in (op.LITERAL, op.RANGE)]
    if len(spans) < len(items) or sum(last - first + 1 for first, last in spans) > _MOST:
        return _ANYTHING
    return _of_characters([code for first, last in spans for code in range(first, last + 1)], any_case)


def _of_characters(codes: list[int], any_case: bool) -> _Part:
    """One of some characters. Blanks are worth nothing as hints, and letters whose cases are odd are anything."""
    characters = frozenset(map(chr, codes))
    if any(c.isspace() for c in characters):
        return _ANYTHING
    if any_case:
        cased = frozenset(c for c in characters if not c == c.lower() == c.upper())
        if cased & _ODD_CASES or not "".join(cased).isascii():
            return _ANYTHING
        characters |= frozenset(case for c in cased for case in (c.lower(), c.upper()))
    return _Part(characters, characters)


def _joined(heads: Words | None, tails: Words | None) -> Words | None:
    """Every head with every tail, where these are few."""
    if heads is None or tails is None or len(heads) * len(tails) > _MOST:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _best(found: list[Words]) -> Words | None:
    """The cheapest set of words; of equals the fewest, then the longest words, then what stands last."""
    return min(map(_fewest, reversed(found)), key=_cost, default=None)


def _fewest(words: Words) -> Words:
    """The words less those that hold another of them."""
    return frozenset(w for w in words if not any(other in w for other in words if other != w))


def _cost(words: Words) -> tuple[int, int, int]:
    return sum(map(_price, words)), len(words), -sum(map(len, words))


def _price(word: str) -> int:
    if len(word) == 1 and not word.isalnum():
        return _STOP if word in _STOPS else _SIGN
    return _COST[min(len(word), 3)]
