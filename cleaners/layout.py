"""Paragraphs: one a line, without blank edges or blank lines between. Only blanks and invisible characters go."""

import re
from collections.abc import Iterator

from cleaners.rules import Rule, Span
from cleaners.view import INVISIBLE, View

_OTHER_BREAKS = "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"


def invisible(view: View) -> Iterator[Span]:
    """Byte order marks, zero-width blanks and soft hyphens."""
    if any(c in view.text for c in INVISIBLE):
        yield from (Span(*m.span()) for m in re.finditer(f"[{INVISIBLE}]+", view.text))


def line_ends(view: View) -> Iterator[Span]:
    """A line break that is no line feed, and is followed by none, becomes one."""
    if any(c in view.text for c in _OTHER_BREAKS):
        yield from (Span(*m.span(), "\n") for m in re.finditer(f"(?!\r\n)[{_OTHER_BREAKS}]", view.text))


def blanks(view: View) -> Iterator[Span]:
    """The blanks around the lines and the empty lines between them, but for one line feed between two lines."""
    edges = [0, *(edge for line in view.lines for edge in (line.start, line.end)), len(view.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        kept = view.text.find("\n", start, end) if start and end < len(view.text) else end
        yield Span(start, kept)
        yield Span(min(kept + 1, end), end)


RULES = (
    Rule("layout/invisible", "cut", "看不见的字符: 字节序标记、零宽空格、软连字符", invisible, "inline"),
    Rule("layout/line-end", "respell", "换行符统一", line_ends, "inline"),
    Rule("layout/blank", "cut", "段首缩进、行末空白和空行", blanks, "layout"),
)
