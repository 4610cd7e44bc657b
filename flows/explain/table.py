"""Tables for a terminal, where a Chinese character is two cells wide."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence

_GAP = "  "
_NARROWEST = 16


def table(rows: Sequence[Sequence[str]], width: int, right: Collection[int] = ()) -> list[str]:
    """Rows as text; the last column is wrapped to fit into `width`, the columns in `right` are right-aligned.

    >>> table([("a", "1", "同志们"), ("bc", "20", "")], 40, right=[1])
    ['a    1  同志们', 'bc  20']
    """
    widths = [max(map(wide, column)) for column in zip(*rows, strict=True)][:-1]
    indent = sum(n + len(_GAP) for n in widths if n)
    return [_row(row, [n if i not in right else -n for i, n in enumerate(widths)], indent, width) for row in rows]


def wide(text: str) -> int:
    """How many cells wide a text is.

    >>> wide("a同志")
    5
    """
    return sum(_cells(c) for c in text)


def wrapped(text: str, room: int) -> Iterator[str]:
    """A text in lines of at most `room` cells."""
    line, used = "", 0
    for c in text:
        if c == "\n" or used + _cells(c) > room:
            yield line
            line, used = "", 0
        if c != "\n":
            line, used = line + c, used + _cells(c)
    yield line


def _cells(c: str) -> int:
    return 2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1


def _row(row: Sequence[str], widths: list[int], indent: int, width: int) -> str:
    cells = [_cell(text, n) + _GAP for text, n in zip(row, widths, strict=False) if n]
    room = max(width - indent, _NARROWEST)
    return ("".join(cells) + f"\n{' ' * indent}".join(wrapped(row[-1], room))).rstrip()


def _cell(text: str, width: int) -> str:
    """A text padded to so many cells; on the left if the width is negative."""
    blank = " " * (abs(width) - wide(text))
    return blank + text if width < 0 else text + blank
