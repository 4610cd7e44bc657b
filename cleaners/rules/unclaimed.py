"""What no rule has claimed, near a line: whoever asks for many lines is to pass no line many times."""

from bisect import bisect_left
from collections.abc import Iterator

from cleaners.rules.view import Line, View


def free_between(view: View, first: int, last: int) -> Iterator[Line]:
    """The unclaimed lines from one on and up to another, by their numbers."""
    lines = view.lines
    return (lines[number] for number in range(first, last) if view.free(lines[number]))


def free_below(view: View, line: Line) -> Line | None:
    """The first unclaimed line below another."""
    return next(free_between(view, line.number + 1, len(view.lines)), None)


def prose_between(view: View, first: int, last: int) -> list[Line]:
    """The unclaimed running text from one line on and up to another, by their numbers."""
    prose = view.free_prose
    return prose[bisect_left(prose, (first,)) : bisect_left(prose, (last,))]
