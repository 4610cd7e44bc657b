"""What finders yield, in coordinates of their view's text: spans to change, values read, and parts of the page."""

from typing import NamedTuple


class Span(NamedTuple):
    """A place in a view's text, and what a respelling or an insertion puts there."""

    start: int
    end: int
    new: str = ""


class Value(NamedTuple):
    """A value, and the place in a view's text where it stands."""

    value: str
    start: int
    end: int


class Reading(NamedTuple):
    """A field's value and the place where it stands; of one part by its number, else of the whole page.

    Where `cites` names another field of the part, the value was read off that field, and its place is that field's.
    """

    name: str
    value: str
    start: int
    end: int
    part: int | None = None
    cites: str = ""


class Cited(NamedTuple):
    """A reading as it is recorded: the value, its place, and the rule that read it there."""

    value: str
    start: int
    end: int
    rule: str
    cites: str = ""
