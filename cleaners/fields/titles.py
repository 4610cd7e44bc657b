"""Finding the title: the line of a page's head with most signs of one, without labels, path and date around it."""

import re
from collections.abc import Iterator

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
from cleaners.rules.view import Line, Part, View

_FEW = 40


def head(view: View, part: Part) -> list[Line]:
    """The lines of a part above its text, its first running line or salutation; of a part without, its first few."""
    return view.remembered((head, part.first, end_of(view, part), len(view.claims)), lambda: _head(view, part))


def _head(view: View, part: Part) -> list[Line]:
    lines = view.lines[part.first : end_of(view, part)]
    text = (i for i, x in enumerate(lines) if view.free(x) and (is_prose(x.key) or is_salutation(x.key)))
    return list(lines[: next(text, _FEW)])


def end_of(view: View, part: Part) -> int:
    """The number of the line after a part's last."""
    return next((p.first for p in view.parts if p.first > part.first), len(view.lines))


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
        and len(key) <= 70
        and not re.search(r"[。;:,]$|〔\d{4}〕|^\(.*\)$|[▲◆★|]|记者|通讯员|摄影|视觉中国|^【文|^[—-]", key)
        and not compiled(NUMBERED).match(key)
        and key.count("《") < 2
        and not (len(words := key.split()) >= 4 and len(key) < 5 * len(words))
        and not compiled(
            rf"(?:{NOT_TITLE_LABEL})\s?:.*|.{{0,8}}{DATE}.{{0,8}}|[^:]{{1,5}}: ?[\d.]+ ?\S{{0,3}}"
        ).fullmatch(key)
    )


def _signs(view: View, part: Part, line: Line) -> int:
    """How much speaks for a line as the title: a file's name, a word of genre, its return on the page, its place."""
    _, start, end = _core(view, line)
    key = view.key[start:end]
    claimed = view.claims.get(line.number)
    path = claimed is not None and claimed.leads_to == "title" and compiled(TITLE_END).search(key)
    if (
        not (path or view.free(line))
        or not _may_be_title(line, key)
        or (compiled(SITE_LINE).fullmatch(key) and not compiled(TITLE_END).search(key))
    ):
        return 0
    bare = squeezed(key)
    again = any(_says_again(other, bare) for n, other in view.bare_lines if n != line.number)
    above = [x for x in view.lines[part.first : line.number] if view.free(x)]
    below = view.lines[line.number + 1 : line.number + 4]
    following = next((x for x in view.lines[line.number + 1 :] if view.free(x)), None)
    return (
        4 * bool(compiled(rf".*{FILE_END}.*").fullmatch(line.key))
        + (3 if len(bare) >= 7 else 1) * again
        + 3 * bool(compiled(TITLE_END).search(bare))
        + 2 * any(not view.free(x) or compiled(META).fullmatch(x.key) for x in below[:1])
        + any(compiled(rf".*(?:{META_LABEL})\s?[:].*{DATE}.*").fullmatch(x.key) for x in below[:2])
        + (not above and any(compiled(rf".*{DATE}.*").fullmatch(x.key) and len(x.key) < 80 for x in below)) * 2
        + bool(re.match("在|关于", key))
        + 3 * any(re.match("——", x.key) for x in below[:1])
        + 2 * (not above and following is not None and _starts_text(following) and not _is_broken(line, following))
    )


def _says_again(other: str, bare: str) -> bool:
    """Whether another line is the title, or starts or ends with it, or names it in brackets."""
    return other.startswith(bare) or other.endswith(bare) or f"【{bare}】" in other


def _is_broken(line: Line, following: Line) -> bool:
    """Whether a first line may be no title but half a sentence, of a text whose lines were broken at a width."""
    return "," in line.key or (len(line.key) >= 16 and abs(len(line.key) - len(following.key)) <= 3)


def _starts_text(line: Line) -> bool:
    numbered = compiled(NUMBERED).match(line.key) or re.match("【.{1,12}】", line.key)
    return is_prose(line.key) or is_salutation(line.key) or numbered is not None


def _glued(view: View, part: Part) -> Value | None:
    """A title that lost its line break and runs into the meta line, the salutation or the first sentence."""
    for line in [x for x in view.free_prose if part.first <= x.number < end_of(view, part)][:1]:
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
    labelled = any(f"{label}:" in line.key[:200].replace(" ", "") for label in GLUED_LABEL.split("|"))
    return compiled(GLUED_META).match(line.key) if labelled else None
