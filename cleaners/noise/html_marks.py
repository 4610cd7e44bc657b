"""Cuts that follow the marks of an HTML page: hidden text, replies, and all that lies outside the main text."""

from collections.abc import Iterator

from cleaners.body.heading import front_lines, lines_behind
from cleaners.body.locate import posts
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture
from cleaners.rules.view import View


def hidden(view: View) -> Iterator[Span]:
    """Text that a browser does not show. In this first stage the view's text is the page's."""
    if view.page.is_html:
        yield from (Span(m.start, m.end) for m in view.marks("hidden") if m.end > m.start)


def replies(view: View) -> Iterator[Span]:
    """The posts of a thread after the opening one."""
    if view.page.is_html:
        yield from (span for post in posts(view.page)[1:] for span in _span(view, post.start, post.end))


def outside(view: View) -> Iterator[Span]:
    """All but the main text, its title, and the lines around it that say when, who, from where, and what is missing."""
    if not view.page.is_html:
        return
    found = view.located
    if found is None:
        yield Span(0, len(view.text))
        return
    around = front_lines(view.page, found.title, found.start, found.is_post) + lines_behind(view.page, found.end)
    kept = [*around, *([found.title] if found.title else []), (found.start, found.end)]
    at = 0
    for start, end in sorted(kept):
        if start > at:
            yield from _span(view, at, start)
        at = max(at, end)
    if at < len(view.text):
        yield from _span(view, at, len(view.text))


def _span(view: View, start: int, end: int) -> Iterator[Span]:
    """A span less the line break that parts it from text that is kept on both sides."""
    keep = start > 0 and end < len(view.text) and view.text[end - 1] == "\n"
    if end - keep > start:
        yield Span(start, end - keep)


RULES = furniture(
    Rule("html/hidden", "cut", "浏览器里看不见的文字: 干扰码、隐藏的说明", hidden, "body", furniture="outside"),
    Rule("html/reply", "cut", "主帖之外的楼层", replies, "body"),
    Rule("html/outside", "cut", "正文区域以外: 菜单、侧栏、推荐、页脚", outside, "body"),
)
