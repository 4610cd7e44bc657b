"""The lines around the main text of an HTML page: its title, and those that say when, who and from where."""

import re
from itertools import islice

from cleaners.chinese.characters import han, squeezed
from cleaners.chinese.dates import DATE, DATE_TIME, NUMERAL_DATE
from cleaners.chinese.signs import FILE_END
from cleaners.page import Mark, Page
from cleaners.patterns import compiled

# What a shop says right behind a text of which it shows a part.
_GATE = (
    r".{0,10}(?:开通|登录|购买|付费|注册)(?>.{0,12}?后)(?>.{0,6}(?:阅读|查看|浏览|显示)(?:全文|剩余|完整|余下)).{0,10}"
    r"|(?:还剩|剩余) ?\d+ ?页.{0,20}|[\[(<.…]*(?:展开(?:阅读)?全文|点击(?:阅读|查看|展开)全文|余下全文|阅读剩余部分)[\])>.…]*"
)
# What stands right behind a text and says when it was put up: a label, or the floor of a post bar.
_SIGNED = (
    rf"^\s*(?:发布于|发[布表](?:时间|日期))\s?:?\s?(?:{DATE_TIME}|{NUMERAL_DATE})\s*$"
    rf"|(?<!\d)1楼\s?{DATE} ?\d{{1,2}}:\d\d"
)
# The day and time at the end of a short line over a post, unless it is the time at which its author was last seen.
_POSTED = rf"^(?!.*(?:登[录陆]|注册|在线|访问|活动)).{{0,12}}{DATE} ?\d{{1,2}}:\d\d(?::\d\d)?\s*$"
# The number of an official document, on a line of its own.
_NUMBER = r"^\s*[\u4e00-\u9fff]{2,12}\s?[〔\[(【](?:19|20)\d\d[〕\])】]\s?第?\d{1,4}号\s*$"
# The title line of a letter on a board, and the marks between a page's name and its site's.
_LETTER_TITLE = r"(?m)^[^\S\n]*标[^\S\n]{0,4}题[^\S\n]?[:\uff1a](?P<title>.{4,80})$"
_SITE_MARK = r"(?:(?<!\s)\s+)?(?:_|\||--+|—{2,}|\s-\s)\s*"
_BEFORE_SITE = rf"{_SITE_MARK}|(?:(?<!\s)\s+)?-\s*"
_LONGEST_TITLE, _LONGEST_LINE = 90, 160
# Of a <title> so much is looked at, and so many marks in it may part page and site.
_LONGEST_TOP, _MOST_PARTS = 1000, 12
_NEAR, _FAR, _BEHIND = 300, 1500, 150


def title_of(page: Page, body: Mark) -> tuple[int, int] | None:
    """The heading whose words the page's <title> has, the longest of them; else the title line of a
    letter on a board, or the part of the <title> before the site's name.
    """
    told = next((m for m in page.marks_of("site") if m.value == "title"), None)
    if told:
        return _trimmed(page, told.start, told.end)
    top = next((m for m in page.marks_of("title")), None)
    headings = [m for m in page.marks_of("heading") if m.start < body.end and m.end - m.start <= _LONGEST_TITLE]
    said = _said_again(page, headings, top)
    if said:
        best = max(said, key=lambda m: (len(squeezed(page.text[m.start : m.end])), m.start <= body.start, -m.start))
        return _trimmed(page, best.start, best.end)
    letter = compiled(_LETTER_TITLE).search(page.text, max(0, body.start - _NEAR), body.start + _NEAR)
    if letter:
        return _trimmed(page, *letter.span("title"))
    near = [m for m in headings if m.end <= body.start <= m.end + _NEAR and han(page.text[m.start : m.end]) >= 8]
    part = _without_site(page, top) if top else None
    if near and (part is None or part[1] - part[0] < 8):
        return _trimmed(page, near[-1].start, near[-1].end)
    return part


def _said_again(page: Page, headings: list[Mark], top: Mark | None) -> list[Mark]:
    """The headings whose words the page's <title> has, or that start as it does before the site has cut it off."""
    whole = squeezed(page.text[top.start : min(top.end, top.start + _LONGEST_TOP)]) if top else ""
    stem = _stem(whole)
    whole += "\n" + squeezed(
        next((m.value[9 : 9 + _LONGEST_TOP] for m in page.marks_of("meta") if m.value.startswith("og:title=")), "")
    )
    words = [(m, squeezed(page.text[m.start : m.end])) for m in headings]
    return [m for m, said in words if len(said) >= 4 and (said in whole or (stem and said.startswith(stem)))]


def _trimmed(page: Page, start: int, end: int) -> tuple[int, int]:
    """A title's place without blanks around it, and without a file's ending."""
    raw = page.text[start:end]
    bare = compiled(rf"{FILE_END}\s*$").sub("", raw).rstrip()
    return start + len(raw) - len(raw.lstrip()), start + len(bare)


def _stem(title: str) -> str:
    """What is left of a <title> that the site has cut off: 在全区安全生产工作会..."""
    cut = compiled(r"(.{6,}?)(?:\.{3,}|…+)").match(title)
    return cut[1] if cut else ""


def _without_site(page: Page, top: Mark) -> tuple[int, int] | None:
    """The <title> up to a mark between page and site: as much as stands on the page as a line of its own, or as
    starts one if it has been cut off; else up to the first: 标题_频道_某网
    """
    text = page.text[top.start : min(top.end, top.start + _LONGEST_TOP)]
    parts = [text[: m.start()] for m in islice(compiled(_BEFORE_SITE).finditer(text), _MOST_PARTS)]
    for part in reversed(parts):
        if han(part) >= 4 and _line_of(page, top, re.escape(part)):
            return _trimmed(page, top.start, top.start + len(part))
    stem = _stem(text)
    whole = _line_of(page, top, re.escape(stem) + rf".{{0,{_LONGEST_TITLE - len(stem)}}}(?<![.…])") if stem else None
    if whole:
        return _trimmed(page, *whole)
    part = re.split(rf"{_SITE_MARK}|(?:(?<!\s)\s+)?-(?=[^-]*$)\s*", text)[0]
    return _trimmed(page, top.start, top.start + len(part)) if han(part) >= 4 else None


def _line_of(page: Page, top: Mark, pattern: str) -> tuple[int, int] | None:
    """The first line under the <title> that a pattern matches from end to end."""
    found = re.compile(rf"^[^\S\n]*{pattern}[^\S\n]*$", re.MULTILINE).search(page.text, top.end + 1)
    return found.span() if found else None


def front_lines(page: Page, title: tuple[int, int] | None, start: int, is_post: bool) -> list[tuple[int, int]]:
    """The lines between title and text, and some around the title, that may say when, who and from where.

    In a table over the title only a labelled date counts; beside a forum's post the poster's card has dates too,
    and the title may stand below the line that says who posted.
    """
    anchor = title[1] if title and title[1] <= start else None
    low = anchor if anchor is not None and start - anchor < _FAR else max(0, start - _NEAR)
    if is_post:
        said = rf"发[表布].{{0,60}}(?:{DATE}|前)|(?:来源|作者):|{_POSTED}"
        return _lines(page, min(low, max(0, start - _NEAR)), start, said)
    between = _lines(page, low, start, rf"{DATE}|{NUMERAL_DATE}|(?:来源|作者|编辑|时间|日期):|{_NUMBER}")
    above = title[0] - 200 if title and anchor == low else low
    return _lines(page, above, low, rf"发布(?:时间|日期):\s?{DATE}") + between


def lines_behind(page: Page, end: int) -> list[tuple[int, int]]:
    """The lines right behind the text that say that the rest of it is behind a gate, or when it was put up."""
    return _lines(page, end, end + _BEHIND, rf"^\s*+(?:{_GATE})\s*$|{_SIGNED}")


def _lines(page: Page, low: int, high: int, said: str) -> list[tuple[int, int]]:
    """The lines that start between two places, none of them long, in which a pattern is found."""
    key, lines = page.key, list[tuple[int, int]]()
    at = key.find("\n", low - 1) + 1 or len(key) if low > 0 else 0
    while at < min(high, len(key)):
        end = key.find("\n", at) + 1 or len(key)
        if end - at <= _LONGEST_LINE and compiled(said).search(key[at:end]):
            lines.append((at, end))
        at = end
    return lines
