"""What a rule is: an id, a kind, a why, and a finder; the same for built-in rules and those of sites.

A finder gets a `View` and yields what it finds there: spans to change, readings of fields, parts of the page. It never
writes. Rules of a stage run in order on one view; where their spans overlap, and where they read the same field, the
first one counts.
"""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypedDict

from cleaners.rules.found import Reading, Span
from cleaners.rules.view import Line, Part, View
from cleaners.tiles import Kind

Stage = Literal["body", "inline", "line", "layout", "script", "marks", "facts"]
Ending = Literal["page", "speech", "text"]
Found = Span | Reading | Part
Finder = Callable[[View], Iterable[Found]]


class Rule(NamedTuple):
    """A named reason to change a page, or to read a field off it.

    `id`: "family/name", "site/<domain>/<name>" or "learned/…". `kind`: what its edits do, `read` where it makes none.
    `why`: the reason, in Chinese, for those who read the account. `pattern`: what it looks for. `hints`: it runs only on a
    page that has one of these words in a line no longer than `longest`, or if it `is_always_asked`.

    What its lines mean to other rules:

    `ends`: below such a line a page's foot may begin (page), no line is the speech's (speech), and a notice that text is
    missing is not this text's (text). `furniture`: what it cuts is never text, however long it is; "outside": where it
    lies outside the main text. `leads_to`: below the line there may be a "list" of links, or at its end the "title".

    What follows from its edits and readings:

    `flag`: the flag of a page of which it cut everything. `missing`: the completeness of a text with its notice.
    `spells`: it spells fields as well as the text: "all" fields, or those of pages that were "typed", as an editor has set
    the headings of HTML. `is_final`: no later reading replaces its own. `by_character`: its spans are respelled only where
    they differ from the text.

    `cuts` and `keeps` are its examples: lines that it cuts, whole or what stands between ⟦ and ⟧, and lines that look like
    them and stay.
    """

    id: str
    kind: Kind
    why: str
    find: Finder
    stage: Stage = "line"
    pattern: str = ""
    hints: frozenset[str] | None = None
    longest: int | None = None
    ends: frozenset[Ending] = frozenset()
    furniture: bool | Literal["outside"] = False
    leads_to: Literal["", "list", "title"] = ""
    flag: str = ""
    missing: Literal["", "truncated", "gated"] = ""
    spells: Literal["", "typed", "all"] = ""
    is_final: bool = False
    by_character: bool = False
    is_always_asked: bool = False
    cuts: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]


def furniture(*rules: Rule) -> tuple[Rule, ...]:
    """The rules, all of which take what is never text."""
    return tuple(rule._replace(furniture=rule.furniture or True) for rule in rules)


def whole(line: Line) -> Span:
    """The span of a whole line, with its line break."""
    return Span(line.first, line.next)


def any_of(*patterns: str) -> str:
    """One pattern out of several, each on a line of its own in the source."""
    return "|".join(patterns)


class Traits(TypedDict, total=False):
    """What a rule may be besides its pattern: see `Rule`."""

    ends: frozenset[Ending]
    leads_to: Literal["", "list", "title"]
    missing: Literal["", "truncated", "gated"]
