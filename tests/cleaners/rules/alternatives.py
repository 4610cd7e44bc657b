"""A pattern taken apart at its outermost bars, by the tokens of re's own parser."""

import re
from re import _parser  # type: ignore[attr-defined]
from typing import NamedTuple

_OPENING = re.compile(r"\((?:\?(?:[a-zA-Z]*:|P<\w+>|<?[=!]|>))?")
_WRAPS = 0.8


class _Group(NamedTuple):
    """Where the content of a group, or the whole pattern, starts and ends, and its bars, the ends included."""

    start: int
    end: int
    bars: list[int]


def alternatives(pattern: str) -> list[str]:
    r"""One pattern for each alternative of a pattern; for one that wraps all its alternatives in a group, of that group.

    >>> alternatives(r"a|[b|]\||(?:c|d)")
    ['a', '[b|]\\|', '(?:c|d)']
    >>> alternatives("(春耕动员大会|秋收总结大会)!")
    ['(春耕动员大会)!', '(秋收总结大会)!']
    """
    whole, *inner = _groups(pattern)
    wrapping = [group for group in inner if group.end - group.start > _WRAPS * len(pattern)]
    group = next((group for group in (whole, *wrapping) if len(group.bars) > 2), whole)
    ends = zip(group.bars, group.bars[1:], strict=False)
    return [pattern[: group.start] + pattern[a + 1 : b] + pattern[group.end :] for a, b in ends]


def _groups(pattern: str) -> list[_Group]:
    """The whole pattern and its groups, each before those inside it."""
    tokens, is_open, found = _parser.Tokenizer(pattern), [_Group(0, len(pattern), [-1])], list[_Group]()
    while (token := tokens.get()) is not None:
        at = tokens.tell() - len(token)
        if token == "[":
            _pass_class(tokens)
        elif token == "(":
            opening = _OPENING.match(pattern, at)
            assert opening
            is_open.append(_Group(opening.end(), -1, [opening.end() - 1]))
        elif token == "|":
            is_open[-1].bars.append(at)
        elif token == ")":
            found.append(_closed(is_open.pop(), at))
    return sorted([_closed(is_open[0], len(pattern)), *found])


def _closed(group: _Group, end: int) -> _Group:
    return _Group(group.start, end, [*group.bars, end])


def _pass_class(tokens: _parser.Tokenizer) -> None:
    """The tokens of a character class, in which a bracket that comes first closes nothing."""
    tokens.match("^")
    tokens.get()
    while tokens.get() != "]":
        pass
