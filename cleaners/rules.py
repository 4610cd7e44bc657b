"""Rules: an id, a kind, a why, and a finder. One mechanism, wherever a rule comes from."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from cleaners.view import Line, View

Kind = Literal["cut", "lift", "insert", "respell"]


class Span(NamedTuple):
    """A place in a view's text, and what a respelling or an insertion puts there."""

    start: int
    end: int
    new: str = ""


Finder = Callable[[View], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason to change a page.

    `id` is "family/name", "site/<domain>/<name>" or "learned/…"; `kind` is the nature of all its edits;
    `why` tells readers, in Chinese, why such text is no part of a fair copy; `pattern` shows what it looks for.
    """

    id: str
    kind: Kind
    why: str
    find: Finder
    pattern: str = ""

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]
