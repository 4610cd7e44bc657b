"""Paragraphs: one a line, without blank edges or blank lines between. Only blanks and invisible characters go."""

import re
from collections.abc import Iterator

from cleaners.rules import Rule, Span
from cleaners.view import View

_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\xad]+")
_BLANK = r"[^\S\n\r\x85\u2028\u2029]"
_BREAK = r"(?:\r\n|[\n\r\x85\u2028\u2029])"
_EDGES = re.compile(rf"(?m)\A(?:{_BLANK}|{_BREAK})+|(?:{_BLANK}|{_BREAK})+\Z|(?:{_BLANK}|{_BREAK})*{_BREAK}(?:{_BLANK}|{_BREAK})*")


def invisible(view: View) -> Iterator[Span]:
    """Byte order marks, zero-width blanks and soft hyphens."""
    yield from (Span(*m.span()) for m in _INVISIBLE.finditer(view.text))


def _parted(view: View) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Each run of blanks with a line break in it, or at the page's edge, and the break that stays."""
    for run in _EDGES.finditer(view.text):
        inside = 0 < run.start() and run.end() < len(view.text)
        yield run, (re.search("\n", run[0]) or re.search(_BREAK, run[0])) if inside else None


def line_ends(view: View) -> Iterator[Span]:
    """A break that stays and is no line feed becomes one."""
    for run, kept in _parted(view):
        if kept and kept[0] != "\n":
            yield Span(run.start() + kept.start(), run.start() + kept.end(), "\n")


def blanks(view: View) -> Iterator[Span]:
    """The blanks around each line break, the page's edges included, but for the one break that stays."""
    for run, kept in _parted(view):
        start, end = run.span()
        yield Span(start, start + kept.start() if kept else end)
        if kept:
            yield Span(start + kept.end(), end)


RULES = (
    Rule("layout/invisible", "cut", "看不见的字符: 字节序标记、零宽空格、软连字符", invisible, "inline"),
    Rule("layout/line-end", "respell", "换行符统一", line_ends, "layout"),
    Rule("layout/blank", "cut", "段首缩进、行末空白和空行", blanks, "layout"),
)
