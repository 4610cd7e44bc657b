"""Paragraphs, one a line: lost line breaks are restored, broken lines joined, and blanks around lines cut.

Lines that were broken at a fixed width are joined; a body in one line is broken at sure places. Only blanks and
invisible characters are cut.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator

from cleaners.chinese.characters import INVISIBLE, han
from cleaners.chinese.signs import NUMBERED, is_salutation
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture
from cleaners.rules.view import Line, View

_OTHER_BREAKS = "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
_ENDS = "。!?;:…”』」"
_NARROWEST, _WIDEST = 16, 60
_GIANT = 400
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# Where a paragraph starts for certain, after the end of a sentence.
_STARTS = (
    rf"第{_NUMERAL}(?:个问题|个方面|部分|点|条|方面)?[,、:是]|第{_NUMERAL}个问题|{_NUMERAL}、|\({_NUMERAL}\)|\d{{1,2}}[.、](?!\d)"
    r"|刚才,|借此机会,|以上[一二三四五六七八九十几]+[点条]|同志们,|总之,|最后,"
)
_PARTING = rf"(?<=[。!?;”])(?={_STARTS})"
_OPENING = r"^[^,。;!?]{2,30}[:](?=\s?[\u4e00-\u9fff“])"
_CLOSING = r"(?<=[。!?])(?=(?:谢谢大家|谢谢各位|谢谢)[!。]$)"


def joined(view: View) -> Iterator[Span]:
    """The break behind a line that was broken at a fixed width: the gap between it and its other half.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> text = "　　同志们今天讲一讲关于防汛的几件要紧的事\\n情大家要记在心里也要说给没有到会的同志听\\n一听。\\n　　第一件事是巡堤每个人每天都要走上两遍不\\n能偷懒。"
    >>> [text[s.start - 1] + text[s.end] for s in joined(View(Page(text), Draft.of(text)))]
    ['事情', '听一', '不能']
    """
    width = _width(view.lines)
    if width is None:
        return
    full = [line for line in view.lines if width - 3 <= _length(line) <= width + 2]
    # A fixed width breaks sentences. Where most lines end with a sentence, they are paragraphs of similar length.
    if sum(line.key[-1] in _ENDS for line in full) * 2 > len(full):
        return
    starts = [part.start for part in view.parts[1:]]
    for line in full:
        after = view.lines[line.number + 1] if line.number + 1 < len(view.lines) else None
        if after and _goes_on(view, line, after) and bisect(starts, line.end) == bisect(starts, after.start):
            yield Span(line.end, after.start)


def _width(lines: tuple[Line, ...]) -> int | None:
    """The width in characters that lines were broken at: four of them and half of all longer lines have it."""
    if max((len(line.key) for line in lines), default=0) > 2 * _WIDEST:
        return None
    # No line has more squares than characters.
    long = [length for line in lines if len(line.key) >= _NARROWEST and (length := _length(line)) >= _NARROWEST]
    common, count = Counter(long).most_common(1)[0] if long else (0, 0)
    near = sum(abs(length - common) <= 2 for length in long)
    fits = common <= _WIDEST and max(long, default=0) <= common + 3
    return common if fits and count >= 2 and near >= max(3, len(long) // 2) else None


def _length(line: Line) -> int:
    """A line's length in squares, two narrow characters to a square."""
    return (len(line.key) + han(line.key) + 1) // 2 if not line.key.isascii() else len(line.key) // 2


def _goes_on(view: View, line: Line, after: Line) -> bool:
    """Whether a line runs on in the next one, which has no indent and starts nothing new."""
    indented = after.start > 0 and view.text[after.start - 1] in " \u3000\xa0\t"
    unindented = line.start > 0 and view.text[line.start - 1] not in " \u3000\xa0\t"
    starts = is_salutation(after.key) or compiled(NUMBERED).match(after.key)
    return not (indented and not (unindented and line.key[-1] not in _ENDS)) and not (starts and line.key[-1] in _ENDS)


def _giants(view: View, longest: int = _GIANT) -> list[Line]:
    """Lines that hold most of a body: it has lost its breaks."""
    whole = sum(len(line.key) for line in view.lines)
    return [line for line in view.lines if len(line.key) >= max(longest, 0.6 * whole)]


def parted(view: View) -> Iterator[Span]:
    """Breaks at the sure places of a giant line, if it has three or more."""
    for line in _giants(view):
        places = [m.end() for m in compiled(_PARTING).finditer(view.key, line.start, line.end)]
        if len(places) >= 3:
            opening = compiled(_OPENING).search(line.key)
            closing = compiled(_CLOSING).search(line.key)
            if opening and is_salutation(opening[0]):
                places.append(line.start + opening.end())
            if closing:
                places.append(line.start + closing.start())
            yield from (Span(at, at, "\n") for at in sorted(set(places)))


def blanks_for_breaks(view: View) -> Iterator[Span]:
    """Blanks of a giant line that stand where its breaks were: behind sentences and numbered headings, if nearly
    all blanks do; else those before sure places.
    """
    for line in _giants(view, _GIANT // 2):
        found = list(
            compiled(r"(?<=[\u4e00-\u9fff。!?;:”)]) {1,4}(?=[\u4e00-\u9fff“(\d])").finditer(
                view.key, line.start, line.end
            )
        )
        behind = [m for m in found if _ends_line(view.key, line.start, m.start())]
        if len(behind) < 3 or len(behind) < 0.8 * len(found):
            behind = [m for m in behind if compiled(_STARTS).match(view.key, m.end())]
        yield from (Span(*m.span(), "\n") for m in behind)


def _ends_line(key: str, start: int, blank: int) -> bool:
    """Whether what stands before a blank, from the start of the line on, ends as a line does."""
    last = key[max(start, key.rfind(" ", start, blank) + 1) : blank]
    return key[blank - 1] in _ENDS or (len(last) <= 20 and compiled(NUMBERED).match(last) is not None)


def invisible(view: View) -> Iterator[Span]:
    """Byte order marks, zero-width blanks and soft hyphens."""
    if any(c in view.text for c in INVISIBLE):
        yield from (Span(*m.span()) for m in re.finditer(f"[{INVISIBLE}]+", view.text))


def line_ends(view: View) -> Iterator[Span]:
    """Line breaks other than line feeds become line feeds, unless a line feed follows."""
    if any(c in view.text for c in _OTHER_BREAKS):
        yield from (Span(*m.span(), "\n") for m in re.finditer(f"(?!\r\n)[{_OTHER_BREAKS}]", view.text))


def blanks(view: View) -> Iterator[Span]:
    """The blanks around the lines and the empty lines between them, but for one line feed between two lines."""
    edges = [0, *(edge for line in view.lines for edge in (line.start, line.end)), len(view.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        kept = view.text.find("\n", start, end) if start and end < len(view.text) else end
        yield Span(start, kept)
        yield Span(min(kept + 1, end), end)


RULES = furniture(
    Rule("layout/joined-line", "cut", "按固定宽度折断的行, 接回成段", joined, "layout"),
    Rule("layout/blank-for-break", "respell", "换行变成了空格, 还原成换行", blanks_for_breaks, "layout"),
    Rule("layout/parted", "insert", "丢了换行的正文, 在有把握的地方分段", parted, "layout", _PARTING),
    Rule("layout/invisible", "cut", "看不见的字符: 字节序标记、零宽空格、软连字符", invisible, "inline"),
    Rule("layout/line-end", "respell", "换行符统一", line_ends, "inline"),
    Rule("layout/blank", "cut", "段首缩进、行末空白和空行", blanks, "layout"),
)
