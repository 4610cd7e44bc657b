"""What an HTML page says over its main text: the title, and the lines that say when, who and from where."""

import re

from cleaners.dates import DATE, NUMERAL_DATE
from cleaners.fold import folded
from cleaners.lazy import compiled
from cleaners.page import Mark, Page
from cleaners.view import han, squeezed

# What a shop says right behind a text of which it shows a part.
_GATE = (
    r".{0,10}(?:开通|登录|购买|付费|注册).{0,12}后.{0,6}(?:阅读|查看|浏览|显示)(?:全文|剩余|完整|余下).{0,10}"
    r"|(?:还剩|剩余) ?\d+ ?页.{0,20}|[\[(<.…]*(?:展开(?:阅读)?全文|点击(?:阅读|查看|展开)全文|余下全文|阅读剩余部分)[\])>.…]*"
)
_LONGEST_TITLE, _LONGEST_LINE = 90, 160
_NEAR, _FAR, _BEHIND = 300, 1500, 150


def title_of(page: Page, body: Mark) -> tuple[int, int] | None:
    """The heading whose words the page's <title> has, the longest of them; else what the <title> says before the site."""
    told = next((m for m in page.marks if m.kind == "site" and m.value == "title"), None)
    if told:
        return _trimmed(page, told.start, told.end)
    top = next((m for m in page.marks if m.kind == "title"), None)
    whole = squeezed(page.text[top.start : top.end]) if top else ""
    whole += "\n" + squeezed(next((m.value[9:] for m in page.marks if m.value.startswith("og:title=")), ""))
    headings = [
        m for m in page.marks if m.kind == "heading" and m.start < body.end and m.end - m.start <= _LONGEST_TITLE
    ]
    said = [m for m in headings if len(words := squeezed(page.text[m.start : m.end])) >= 4 and words in whole]
    if said:
        best = max(said, key=lambda m: (len(squeezed(page.text[m.start : m.end])), m.start <= body.start, -m.start))
        return _trimmed(page, best.start, best.end)
    near = [m for m in headings if m.end <= body.start <= m.end + _NEAR and han(page.text[m.start : m.end]) >= 8]
    part = _without_site(page, top) if top else None
    if near and (part is None or part[1] - part[0] < 8):
        return _trimmed(page, near[-1].start, near[-1].end)
    return part


def _trimmed(page: Page, start: int, end: int) -> tuple[int, int]:
    raw = page.text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())


def _without_site(page: Page, top: Mark) -> tuple[int, int] | None:
    """The <title> up to its first mark between page and site: 标题_频道_某网"""
    text = page.text[top.start : top.end]
    part = re.split(r"\s*(?:_|\||--+|—{2,}|\s-\s|-(?=[^-]*$))\s*", text)[0]
    return (top.start, top.start + len(part)) if han(part) >= 4 else None


def front_lines(page: Page, title: tuple[int, int] | None, start: int, is_post: bool) -> list[tuple[int, int]]:
    """The lines between title and text, and some around the title, that may say when, who and from where.

    In a table over the title only a labelled date counts; beside a forum's post the poster's card has dates too,
    and the title may stand below the line that says who posted.
    """
    anchor = title[1] if title and title[1] <= start else None
    low = anchor if anchor is not None and start - anchor < _FAR else max(0, start - _NEAR)
    if is_post:
        said = rf"发[表布].*(?:{DATE}|前)|(?:来源|作者):"
        return _lines(page, min(low, max(0, start - _NEAR)), start, said)
    between = _lines(page, low, start, rf"{DATE}|{NUMERAL_DATE}|(?:来源|作者|编辑|时间|日期):")
    above = title[0] - 200 if title and anchor == low else low
    return _lines(page, above, low, rf"发布(?:时间|日期):\s?{DATE}") + between


def gate_lines(page: Page, end: int) -> list[tuple[int, int]]:
    """The lines right behind the text that say that the rest of it is behind a gate."""
    return _lines(page, end, end + _BEHIND, rf"^\s*(?:{_GATE})\s*$")


def _lines(page: Page, low: int, high: int, said: str) -> list[tuple[int, int]]:
    """The lines that start between two places, none of them long, in which a pattern is found."""
    key, lines = folded(page.text), list[tuple[int, int]]()
    at = key.find("\n", low - 1) + 1 or len(key) if low > 0 else 0
    while at < min(high, len(key)):
        end = key.find("\n", at) + 1 or len(key)
        if end - at <= _LONGEST_LINE and compiled(said).search(key[at:end]):
            lines.append((at, end))
        at = end
    return lines
