"""Marks and blanks as a Chinese office sets them (标点): what flattened, mistyped or copied text lost, put back.

Every rule is one defect. All work on the fair text, one paragraph a line, and never touch a mark that is full width.
What cannot be told is left: an odd quote, a single bracket, a mark between Latin words or digits.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import compress, count

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Finder, Rule
from cleaners.rules.view import View
from cleaners.spelling.blanks import stray_blanks
from cleaners.spelling.wide_marks import CLOSING, FULL_WIDTH, HAN, LETTERS, OPENING, widened
from cleaners.tiles import differences

_DOTS = r"(?:\.{3,6}|。{3,6}|…)"
_ELLIPSIS = (
    rf"(?<=[{HAN}{CLOSING}\uff1f\uff01]){_DOTS}(?![.。…0-9])"
    rf"|(?m:(?<=[{HAN}{CLOSING}。\uff1a\uff1b\uff1f\uff01]\n){_DOTS}$)"
)
# One by one, a named tuple takes longer to make.
_span = partial(tuple.__new__, Span)
_DASH = f"(?<=[{HAN}{CLOSING}])--(?=[{HAN}{OPENING}])"


def _widened_marks(view: View) -> dict[str, list[Span]]:
    """Every mark that the widened text has otherwise, found in one pass, by what stands there now."""
    text, fair, found = view.text, widened(view.text), defaultdict[str, list[Span]](list)
    if fair != text:
        places = list(compress(count(), differences(text, fair)))
        spans = map(_span, zip(places, [at + 1 for at in places], map(fair.__getitem__, places), strict=True))
        for mark, span in zip(map(text.__getitem__, places), spans, strict=True):
            found[mark].append(span)
    return found


def respelled(marks: str) -> Finder:
    """A finder for marks that the widened text has otherwise; those that touch are one span."""

    def find(view: View) -> list[Span]:
        found = view.remembered(widened, lambda: _widened_marks(view))
        spans = [span for mark in marks if mark in found for span in found[mark]]
        return spans if len(marks) == 1 else _joined(sorted(spans))

    return find


def _joined(spans: list[Span]) -> list[Span]:
    """Letters and digits that touch as one span; of other marks each by itself."""
    joined = list[Span]()
    for span in spans:
        if joined and joined[-1].end == span.start and span.new.isalnum():
            joined[-1] = Span(joined[-1].start, span.end, joined[-1].new + span.new)
        else:
            joined.append(span)
    return joined


def ellipses(view: View) -> Iterator[Span]:
    """Dots behind Han, or alone on a line between paragraphs, as an ellipsis of two characters. Those at the end of
    the text stay: they may be the mark of a preview that was cut. Longer rows are leaders in a table of contents.

    >>> from cleaners.draft import Draft
    >>> from cleaners.page import Page
    >>> list(ellipses(View(Page("说到这里...他停了…"), Draft.of("说到这里...他停了…"))))
    [Span(start=4, end=7, new='……')]
    """
    text = widened(view.text)
    if not any(dots in text for dots in ("...", "。。。", "…")):
        return
    end = len(text.rstrip())
    for match in compiled(_ELLIPSIS).finditer(text):
        if match.end() < end:
            yield Span(*match.span(), "……")


def dashes(view: View) -> Iterator[Span]:
    """Two hyphens between Han as a dash of two characters.

    >>> from cleaners.draft import Draft
    >>> from cleaners.page import Page
    >>> list(dashes(View(Page("师兄--老秘书, 2020--2023年"), Draft.of("师兄--老秘书, 2020--2023年"))))
    [Span(start=2, end=4, new='——')]
    """
    if "--" in view.text:
        yield from (Span(*match.span(), "——") for match in compiled(_DASH).finditer(widened(view.text)))


def _marks(name: str, why: str, pattern: str, find: Finder) -> Rule:
    return Rule(f"marks/{name}", "respell", why, find, "marks", pattern, spells="typed")


def _wide(name: str, why: str, marks: str) -> Rule:
    return _marks(name, why, f"[{re.escape(marks)}]", respelled(marks))


RULES = (
    _wide("comma", "中文里的逗号被转成了半角, 恢复全角", ","),
    _wide("colon", "中文里的冒号被转成了半角, 恢复全角; 时间、比例、网址里的不动", ":"),
    _wide("semicolon", "中文里的分号被转成了半角, 恢复全角", ";"),
    _wide("question", "中文里的问号被转成了半角, 恢复全角", "?"),
    _wide("exclamation", "中文里的感叹号被转成了半角, 恢复全角", "!"),
    _wide("bracket", "中文里的圆括号被转成了半角, 成对恢复全角", "()"),
    _wide("quote", "直引号改为弯引号, 一段之内成对才改", "\"'"),
    _marks("ellipsis", "省略号应为六点, 占两个字", _ELLIPSIS, ellipses),
    _marks("dash", "破折号被打成了两个连字符", _DASH, dashes),
    _marks("digit", "全角的数字和字母改为半角, 公文里都用半角", f"[{LETTERS}]+", respelled(FULL_WIDTH)),
    Rule(
        "marks/blank",
        "cut",
        "汉字之间、标点前后多打的空格",
        stray_blanks,
        "marks",
        "汉字或中文标点旁的空格",
        spells="typed",
    ),
)
