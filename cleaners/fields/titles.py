"""Finding the title: the line of a page's head with most signs of one, without labels, path and date around it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.chinese.characters import han, is_prose, squeezed
from cleaners.chinese.dates import DATE
from cleaners.chinese.signs import (
    BEFORE_META,
    FILE_END,
    GENRE,
    GLUED_LABEL,
    GLUED_META,
    GLUED_TITLE,
    META,
    META_LABEL,
    NOT_TITLE_LABEL,
    NUMBERED,
    SITE_LINE,
    TITLE_END,
    TITLE_LINE,
    is_salutation,
)
from cleaners.patterns import compiled
from cleaners.rules.found import Span, Value
from cleaners.rules.unclaimed import free_below, free_between, prose_between
from cleaners.rules.view import Line, Part, View

_FEW = 40
_LONGEST = 70
_GLUED_LABELS = [f"{label}:" for label in GLUED_LABEL.split("|")]


def head(view: View, part: Part) -> list[Line]:
    """The lines of a part above its text, its first running line or salutation; of a part without, its first few."""
    return view.remembered((head, part.first, end_of(view, part), len(view.claims)), lambda: _head(view, part))


def _head(view: View, part: Part) -> list[Line]:
    lines = view.lines[part.first : end_of(view, part)]
    text = (i for i, x in enumerate(lines) if view.free(x) and (is_prose(x.key) or is_salutation(x.key)))
    return list(lines[: next(text, _FEW)])


def end_of(view: View, part: Part) -> int:
    """The number of the line after a part's last."""
    # A page is parted once, into several.
    firsts = view.remembered((end_of, len(view.parts)), lambda: [p.first for p in view.parts])
    place = bisect_right(firsts, part.first)
    return firsts[place] if place < len(firsts) else len(view.lines)


def title(view: View, part: Part) -> Value | None:
    """A part's title and its place: a file's name, else the line of the head with most signs of a title.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> page = "在全区消防工作会议上的讲话\\n\\n同志们:\\n今天召开这次会议,主要任务是分析形势、部署工作。"
    >>> view = View(Page(page), Draft.of(page))
    >>> title(view, view.parts[0])
    Value(value='在全区消防工作会议上的讲话', start=0, end=13)
    """
    above = head(view, part)
    rated = [
        (signs, line) for line in (above[:_FEW] + above[_FEW:][-_FEW:]) if (signs := _signs(view, part, line)) >= 2
    ]
    best = max(rated, key=lambda x: (x[0], -x[1].number), default=None)
    return _core(view, best[1]) if best else _glued(view, part)


def _core(view: View, line: Line) -> Value:
    """A title line without label, path, file ending, buttons, date and the site's name."""
    match = compiled(BEFORE_META).fullmatch(line.key) or compiled(TITLE_LINE).fullmatch(line.key)
    start, end = match.span("title") if match else (0, len(line.key))
    start, end = line.start + start, line.start + end
    return Value(view.text[start:end], start, end)


def _may_be_title(line: Line, key: str) -> bool:
    generic = compiled(GENRE).fullmatch(squeezed(key))
    return (
        (han(key) >= 4 or generic is not None)
        and len(key) <= _LONGEST
        and not re.search(r"[。;:,]$|〔\d{4}〕|^\(.*\)$|[▲◆★|]|记者|通讯员|摄影|视觉中国|^【文|^[—-]", key)
        and not compiled(NUMBERED).match(key)
        and key.count("《") < 2
        and not (len(words := key.split()) >= 4 and len(key) < 5 * len(words))
        and not compiled(
            rf"(?:{NOT_TITLE_LABEL})\s?:.*|.{{0,8}}{DATE}.{{0,8}}|[^:]{{1,5}}: ?[\d.]+ ?\S{{0,3}}"
        ).fullmatch(key)
    )


def _signs(view: View, part: Part, line: Line) -> int:
    """How much speaks for a line as the title: 2 or more makes it one, of several the most."""
    _, start, end = _core(view, line)
    key = view.key[start:end]
    return (
        sum(weight for weight, holds in _weighed(view, part, line, key) if holds) if _may_hold(view, line, key) else 0
    )


def _may_hold(view: View, line: Line, key: str) -> bool:
    """Whether a line may hold the title at all: no rule has it, or one for paths at whose end titles stand."""
    claimed = view.claims.get(line.number)
    is_genre = compiled(TITLE_END).search(key) is not None
    path = claimed is not None and claimed.leads_to == "title" and is_genre
    names_site = compiled(SITE_LINE).fullmatch(key) is not None and not is_genre
    return (path or view.free(line)) and _may_be_title(line, key) and not names_site


def _weighed(view: View, part: Part, line: Line, key: str) -> Iterator[tuple[int, object]]:
    """What may speak for a title, each with its weight: 1 is a hint, 2 enough where nothing speaks for another line, 3
    outdoes a line that merely stands in the right place, 4 outdoes any one other sign.
    """
    bare, below = squeezed(key), view.lines[line.number + 1 : line.number + 4]
    above = any(free_between(view, part.first, line.number))
    following = free_below(view, line)
    # A shop calls its page by the name of the file, which somebody gave to this very text.
    yield 4, compiled(rf".*{FILE_END}.*").fullmatch(line.key)
    # Pages repeat their titles, in paths, over the text, in footers; short words return for other reasons.
    yield 3 if len(bare) >= 7 else 1, view.remembered(_Said, lambda: _Said.on(view)).again(bare, line.number)
    # Titles of speeches end in their genre, and headings inside a text seldom do.
    yield 3, compiled(TITLE_END).search(bare)
    # The line below says when and from where, or is furniture: where sites put their titles.
    yield 2, any(not view.free(x) or compiled(META).fullmatch(x.key) for x in below[:1])
    # So does one that labels a date, which is surer; both may hold.
    yield 1, any(compiled(rf"(?>.*?(?:{META_LABEL})\s?[:]).*{DATE}.*").fullmatch(x.key) for x in below[:2])
    # The first line, with a date close below: a document's own head.
    yield 2, not above and any(compiled(rf".*{DATE}.*").fullmatch(x.key) and len(x.key) < 80 for x in below)
    # Titles begin with these words, and so do sentences.
    yield 1, re.match("在|关于", key)
    # A dash below opens a subtitle, which only a title has.
    yield 3, any(re.match("——", x.key) for x in below[:1])
    # The first line, right over the text.
    yield 2, not above and following is not None and _starts_text(following) and not _is_broken(line, following)


class _Said(NamedTuple):
    """What the lines of a page start with, what they end with, read backwards, and what they have behind a bracket, each
    in order and with the number of its line.
    """

    starts: list[tuple[str, int]]
    ends: list[tuple[str, int]]
    bracketed: list[tuple[str, int]]

    @classmethod
    def on(cls, view: View) -> "_Said":
        rows = [(bare, number) for number, bare in view.bare_lines]
        brackets = ((bare, m.end(), number) for bare, number in rows if "【" in bare for m in re.finditer("【", bare))
        return cls(
            sorted(rows),
            sorted((bare[::-1], number) for bare, number in rows),
            sorted((bare[at : at + _LONGEST + 1], number) for bare, at, number in brackets),
        )

    def again(self, bare: str, number: int) -> bool:
        """Whether another line than that of a number is the title, or starts or ends with it, or names it in brackets."""
        sought = ((self.starts, bare), (self.ends, bare[::-1]), (self.bracketed, f"{bare}】"))
        return any(_has_other(rows, start, number) for rows, start in sought)


def _has_other(rows: list[tuple[str, int]], start: str, number: int) -> bool:
    """Whether a row of another line starts so; of the line's own there are few."""
    for i in range(bisect_left(rows, (start, -1)), len(rows)):
        said, other = rows[i]
        if other != number or not said.startswith(start):
            return said.startswith(start)
    return False


def _is_broken(line: Line, following: Line) -> bool:
    """Whether a first line may be no title but half a sentence, of a text whose lines were broken at a width."""
    return "," in line.key or (len(line.key) >= 16 and abs(len(line.key) - len(following.key)) <= 3)


def _starts_text(line: Line) -> bool:
    numbered = compiled(NUMBERED).match(line.key) or re.match("【.{1,12}】", line.key)
    return is_prose(line.key) or is_salutation(line.key) or numbered is not None


def _glued(view: View, part: Part) -> Value | None:
    """A title that lost its line break and runs into the meta line, the salutation or the first sentence."""
    for line in prose_between(view, part.first, end_of(view, part))[:1]:
        match = match_glued_meta(line) or ("上" in line.key[:60] and compiled(GLUED_TITLE).match(line.key))
        if match and _may_be_title(line, match["title"]):
            start, end = line.start + match.start("title"), line.start + match.end("title")
            return Value(view.text[start:end], start, end)
    return None


def glued_meta(view: View) -> Iterator[Span]:
    """Site, path, dates and sources on the line of the first sentence, before it."""
    for line in view.free_prose[:1]:
        match = match_glued_meta(line)
        if match:
            yield Span(line.start, line.start + match.end())


def match_glued_meta(line: Line) -> re.Match[str] | None:
    """What a page says of a text, on the line of its first sentence; most first lines have no label to try."""
    front = line.key[:200]
    if ":" not in front:
        return None
    front = front.replace(" ", "")
    return compiled(GLUED_META).match(line.key) if any(label in front for label in _GLUED_LABELS) else None
