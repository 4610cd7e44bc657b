"""Rules: an id, a kind, a why, and a finder. One mechanism, wherever a rule comes from.

A finder gets a `View` and yields the spans that the rule claims. Rules of a stage run in order on one
view, and where they overlap the first keeps the blame.
"""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from cleaners.draft import Kind
from cleaners.rules.view import Line, View

Stage = Literal["body", "inline", "line", "layout", "respell"]


class Span(NamedTuple):
    """A place in a view's text, and what a respelling or an insertion puts there."""

    start: int
    end: int
    new: str = ""


Finder = Callable[[View], Iterable[Span]]


class Rule(NamedTuple):
    """A named reason to change a page.

    `id` is "family/name", "site/<domain>/<name>" or "learned/…"; `kind` is the nature of all its edits;
    `why` tells readers, in Chinese, why such text is no part of a fair copy; `stage` is when it runs:
    inline noise first, then whole lines, then layout. `pattern` shows what it looks for. A line without any of its
    `hints` holds nothing for it; where these are None, it is always asked. `cuts` are lines that it cuts, or the part of
    them between ⟦ and ⟧, and `keeps` are lines that look like those and stay.
    """

    id: str
    kind: Kind
    why: str
    find: Finder
    stage: Stage = "line"
    pattern: str = ""
    hints: frozenset[str] | None = None
    cuts: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]


def whole(line: Line) -> Span:
    """The span of a whole line, with its line break."""
    return Span(line.first, line.next)


def any_of(*patterns: str) -> str:
    """One pattern out of several, each on a line of its own in the source."""
    return "|".join(patterns)
