"""Rules: an id, a kind, a why, and a finder. One mechanism, wherever a rule comes from.

A finder gets a `View` and yields the spans that the rule claims. Rules of a stage run in order on one
view, and where they overlap the first keeps the blame.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from cleaners.draft import Kind
from cleaners.patterns import compiled
from cleaners.rules.view import Line, View
from cleaners.rules.view import hints as known

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
    inline noise first, then whole lines, then layout. `pattern` shows what it looks for.
    """

    id: str
    kind: Kind
    why: str
    find: Finder
    stage: Stage = "line"
    pattern: str = ""

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]


def whole(line: Line) -> Span:
    """The span of a whole line, with its line break."""
    return Span(line.first, line.next)


def any_of(*patterns: str) -> str:
    """One pattern out of several, each on a line of its own in the source."""
    return "|".join(patterns)


def line_rule(id: str, why: str, pattern: str, hints: str, longest: int = 160) -> Rule:
    """A rule for whole lines that match a pattern from end to end. Only lines that hold one of the hints
    (parted by blanks) are tried, and none longer than `longest` characters; the pattern is compiled only
    when there is one to try: most rules sleep on most pages.
    """
    words = known(hints.split())

    def find(view: View) -> Iterator[Span]:
        for line in view.lines_with(words, longest):
            if compiled(pattern).fullmatch(line.key):
                yield whole(line)

    return Rule(id, "cut", why, find, "line", pattern)


def inline_rule(id: str, why: str, pattern: str, hints: str) -> Rule:
    """A rule for text anywhere in a line, tried only on lines that hold one of the hints (parted by blanks).
    Where the pattern has a group, the group is the span.
    """
    words = known(hints.split())

    def find(view: View) -> Iterator[Span]:
        for line in view.lines_with(words):
            for match in compiled(pattern).finditer(view.key, line.start, line.end):
                yield Span(*match.span(match.re.groups and 1))

    return Rule(id, "cut", why, find, "inline", pattern)
