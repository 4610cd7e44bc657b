"""Splitting a page that holds several speeches: collections, the papers of one meeting, speeches set end to end.

A heading counts only where each has running text under it and the numbers rise, so that a speech with its own
一、二、三 and a plan with its 第一部分 stay whole, and a table of contents makes no parts.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from cleaners.chinese.characters import is_prose, squeezed
from cleaners.chinese.signs import CLOSING, GENRE, ORDINAL, TITLE_END, is_salutation
from cleaners.nesting import first_around
from cleaners.patterns import compiled
from cleaners.rules.found import Reading, Span
from cleaners.rules.rule import Found, Rule, furniture, whole
from cleaners.rules.unclaimed import free_between
from cleaners.rules.view import Line, Part, View

_GENRES = rf"(?:{GENRE}|例文|范本|模板)"
# A form gives the number of a heading; `stem` must be the same in all headings, `title` is what a heading names.
_FORMS = (
    rf"(?P<stem>【?[^。;,:]{{0,40}}?{_GENRES}】?\s?(?:第|篇|之)?)\s?\(?(?P<n>{ORDINAL})\)?(?:篇)?(?:\s?[:、]\s?(?P<title>.{{2,50}}))?",
    rf"(?P<stem>第\s?)(?P<n>{ORDINAL})\s?篇(?!章)(?:\s?[:、.\s]\s?(?P<title>.{{2,60}}))?",
    rf"(?P<stem>(?:篇|范文|例文|范例)\s?)(?P<n>{ORDINAL})(?:\s?[:、.\s]\s?(?P<title>.{{2,60}}))?",
)
_NUMBERED_TITLE = rf"(?P<stem>)\(?(?P<n>{ORDINAL})[)、.]\s?(?P<title>.{{4,50}}?{_GENRES})"
_BRACKETED_GENRE = rf"【(?P<title>.{{0,20}}{_GENRES})】"
# What every ordinal has.
_ORDINAL_SIGN = r"[一二三四五六七八九十\d①-⑩]"
_DIGITS = "一二三四五六七八九十"


def find(view: View) -> Iterator[Found]:
    """The parts of a page, their headings with what they name, and what stands over the first of them.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> text = "篇一:关于防火的讲话\\n同志们,防火无小事,大家要记在心里。\\n篇二:关于防汛的讲话\\n同志们,防汛要早动手,大家要抓紧。"
    >>> found = list(find(View(Page(text), Draft.of(text))))
    >>> [text[s.start:s.end] for s in found if isinstance(s, Span)], [p.first for p in found if isinstance(p, Part)]
    (['篇一:关于防火的讲话\\n', '篇二:关于防汛的讲话\\n'], [1, 3])
    """
    headings = _headings(view)
    if headings:
        over = list(_over(view, headings[0]))
        # Text over the first heading that is too long to cut, and that no rule has claimed, is a part of its own.
        is_left = not over and any(free_between(view, 0, headings[0].number))
        yield from [Part(0)] if is_left else []
        for number, line in enumerate(headings, int(is_left)):
            yield Part(line.number + 1, line)
            yield whole(line)
            yield from _named(view, number, line)
        yield from over
    else:
        yield from _set_end_to_end(view)


def _set_end_to_end(view: View) -> Iterator[Part]:
    """The parts of speeches that are set end to end, if there are several."""
    starts = _new_salutations(view)
    if starts:
        yield Part(0)
        yield from (Part(line.number) for line in starts)


def _named(view: View, part: int, line: Line) -> Iterator[Reading]:
    """A heading, and the title that it names, as fields of the part under it."""
    yield Reading("heading", view.text[line.start : line.end], line.start, line.end, part)
    named = next(
        (m for form in (*_FORMS, _NUMBERED_TITLE) if (m := compiled(form).fullmatch(line.key)) and m["title"]), None
    )
    numbered = any(compiled(form).fullmatch(line.key) for form in (*_FORMS, _BRACKETED_GENRE))
    start, end = named.span("title") if named else (0, 0 if numbered else len(line.key))
    if end:
        at = line.start + start
        yield Reading("title", view.text[at : line.start + end], at, line.start + end, part)


def _headings(view: View) -> list[Line]:
    """The headings of the first form that a page has."""
    lines = [line for line in view.lines if view.free(line) and len(line.key) <= 80 and not is_prose(line.key)]
    if len(lines) < 2 and not any("【" in line.key for line in lines):
        return []
    numbered = [line for line in lines if compiled(_ORDINAL_SIGN).search(line.key)]
    for form in _FORMS:
        found = _rising(view, numbered, form)
        if len(found) > 1 or (found and found[0] is lines[0] and "【" in found[0].key):
            return found
    called = _over_salutations(view, lines)
    for found in (
        _rising(view, called, _NUMBERED_TITLE),
        _same_title(called),
        _genres(view, lines),
        _marked(view, called),
    ):
        if len(found) > 1:
            return found
    return []


def _over_salutations(view: View, lines: list[Line]) -> list[Line]:
    """The lines under which, of those that no rule has claimed, a salutation stands next."""
    may = {line.number for line in lines}
    free = [line for line in view.lines if view.free(line)]
    return [line for line, below in pairwise(free) if line.number in may and is_salutation(below.key)]


def _rising(view: View, lines: list[Line], form: str) -> list[Line]:
    """The lines of a form and of one stem, with text under each, whose numbers rise."""
    found = [(line, m) for line in lines if (m := compiled(form).fullmatch(line.key))]
    if not found:
        return []
    found = [(line, m) for line, m in found if m["stem"] == found[-1][1]["stem"]]
    headings = _with_text(view, [line for line, _ in found])
    kept = {line.number for line in headings}
    numbers = [_number(m["n"]) for line, m in found if line.number in kept]
    return headings if all(a < b for a, b in pairwise(numbers)) else []


def _same_title(called: list[Line]) -> list[Line]:
    """A title that is repeated, each time over a salutation."""
    keys = [squeezed(line.key) for line in called]
    times = Counter(keys)
    again = [line for line, key in zip(called, keys, strict=True) if times[key] > 1]
    return [x for x in again if not is_salutation(x.key) and not compiled(CLOSING).fullmatch(x.key)]


def _genres(view: View, lines: list[Line]) -> list[Line]:
    """The papers of one meeting: 【主持词】 【表态发言】."""
    return _with_text(view, [line for line in lines if compiled(_BRACKETED_GENRE).fullmatch(line.key)])


def _marked(view: View, called: list[Line]) -> list[Line]:
    """Titles over salutations that an HTML page sets as headings of one kind: articles set side by side."""
    kinds, marked = defaultdict[str, list[Line]](list), view.marks("heading") if len(called) > 1 else []
    for line, mark in zip(called, first_around(marked, [line.start for line in called]), strict=True):
        kind = mark.value if mark else ""
        if kind and compiled(TITLE_END).search(squeezed(line.key)):
            kinds[kind].append(line)
    return max(kinds.values(), key=len, default=[])


def _with_text(view: View, headings: list[Line]) -> list[Line]:
    """The headings that have running text before the next one: others are a table of contents."""
    if not headings:
        return []
    ends = [line.number for line in headings[1:]] + [len(view.lines)]
    prose = [line.number for line in view.free_prose]
    below = [bisect_right(prose, line.number) for line in headings]
    rows = zip(headings, below, ends, strict=False)
    return [line for line, i, end in rows if i < len(prose) and prose[i] < end]


def _number(text: str) -> int:
    """A heading's number, in figures or as a Chinese numeral up to 99."""
    if text.isdecimal():
        return int(text)
    if text in "①②③④⑤⑥⑦⑧⑨⑩":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.rpartition("十")
    return (10 * (_DIGITS.find(tens[-1]) + 1 if tens else 1) if ten else 0) + (
        _DIGITS.find(ones[-1]) + 1 if ones else 0
    )


def _over(view: View, first: Line) -> Iterator[Span]:
    """What stands over the first part: the collection's own title and a line or two to introduce it."""
    above = list(free_between(view, 0, first.number))
    if sum(len(line.key) for line in above) <= 300:
        yield from map(whole, above)


def _new_salutations(view: View) -> list[Line]:
    """Salutations on a line of their own right after a closing: the next speaker's."""
    free = [line for line in view.lines if view.free(line)]
    return [
        after
        for before, after in pairwise(free)
        if len(before.key) <= 40 and compiled(CLOSING).fullmatch(before.key) and is_salutation(after.key)
    ]


RULES = furniture(Rule("split/heading", "lift", "同一页里各篇的篇号和篇名, 记入字段; 合集的总题目", find))
