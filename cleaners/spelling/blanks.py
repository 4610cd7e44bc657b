"""Blanks that strayed into a line: typed behind ASCII marks, left by a line break, or put between two characters.

Only blanks beside Han characters or Chinese marks go; those beside Latin words and digits stay (20 页). A line that is
no running text may be a name list or a title, where a blank stands for something: there, only blanks at a pause go.
"""

from collections import deque
from collections.abc import Iterator

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.view import View
from cleaners.spelling.wide_marks import BLANK, HAN, is_chinese, widened

_B = f"[{BLANK}]"
_STOPS = "。\uff1a\uff1f\uff01"
_COMMAS = "\uff0c、\uff1b"
_OPEN = "“《【\uff08"
_CLOSE = "”》】\uff09"
# The first blank of a run, and then what stands before it: so a search stops at few places.
_AT_PAUSE = f"(?<!{_B}){_B}(?:{{}})".format(
    "|".join(
        (
            f"(?<=[{_COMMAS}].){_B}*",
            f"(?<=[{_STOPS}].)(?![{BLANK}.。…])",
            f"(?<![{BLANK}。].){_B}*(?=[{_STOPS}{_COMMAS}])",
            f"(?<=[{_OPEN}].){_B}*(?=[^{BLANK}{_CLOSE}])",
            f"(?<=[^{BLANK}{_OPEN}].){_B}*(?=[{_CLOSE}])",
        )
    )
)
_IN_PROSE = f"{_B}(?<=[{HAN}{_CLOSE}].)(?=[{HAN}{_OPEN}])"
_RUNNING = f"。|[\uff01\uff1f\uff1b\uff1a…][{_CLOSE}{BLANK}]*$"
# Blanks that part: three or more words in a row (张三 李四 王五), and a quotation or title that is no sentence.
_PARTING = (
    f"{_B}?(?<![{HAN}])[{HAN}]{{2,}}+(?:{_B}[{HAN}]{{2,}}+){{2,}}{_B}?"
    f"|[{_OPEN}][^{_OPEN}{_CLOSE}。\uff0c\uff1b\uff01\uff1f]*[{_CLOSE}]"
)
_SPACED_TITLE = rf"[{HAN}]({_B}+)[{HAN}](?:\1[{HAN}])+"


def stray_blanks(view: View) -> Iterator[Span]:
    """The blanks that a careful clerk would not have typed, in every Chinese line.

    >>> from cleaners.draft import Draft
    >>> from cleaners.page import Page
    >>> text = "一 是抓早, 抓小。\\n张三  李四\\n讲 话 稿"
    >>> sorted((s.start, s.end) for s in stray_blanks(View(Page(text), Draft.of(text))))
    [(1, 2), (6, 7), (19, 20), (21, 22)]
    """
    text, at = widened(view.text), 0
    for line in text.split("\n"):
        if compiled(_B).search(line) and is_chinese(line):
            yield from (Span(at + start, at + end) for start, end in _strays(line))
        at += len(line) + 1


def _strays(line: str) -> Iterator[tuple[int, int]]:
    """The stray blanks of a line: of a title set with single blanks between its characters, all of them."""
    if compiled(_SPACED_TITLE).fullmatch(line):
        yield from (m.span() for m in compiled(f"{_B}+").finditer(line))
        return
    yield from (m.span() for m in compiled(_AT_PAUSE).finditer(line))
    if compiled(_RUNNING).search(line):
        yield from _between(line)


def _between(line: str) -> Iterator[tuple[int, int]]:
    """Single blanks between Han characters, quotations and titles, but for those that part."""
    parting = deque(m.span() for m in compiled(_PARTING).finditer(line))
    for match in compiled(_IN_PROSE).finditer(line):
        while parting and parting[0][1] <= match.start():
            parting.popleft()
        if not parting or match.start() < parting[0][0]:
            yield match.span()
