"""What links give away inside the main text of an HTML page: lists of other pages, adverts, notes, attached files.

Words inside a sentence may be linked, and stay. But a line that is a link from end to end was put in by the site,
unless it is a heading of the text, a file that belongs to the document, or an address.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleaners.body import locate
from cleaners.lazy import compiled
from cleaners.noise.article import RELATED
from cleaners.page import Mark, Page
from cleaners.rules import Rule, Span, whole
from cleaners.view import Line, View, han

_LONGEST_LINK = 200
_HEADING = r"h[1-6]\b"
# What a list sets around its links: numbers, signs, a day.
_LISTED = r"[\W\d_年月日]*"
_LIST_HEAD = rf"[【\[]?.{{0,30}}(?:{RELATED}|目录|导航|导读).{{0,10}}"
_CONTENTS_HEAD = r"[【\[]?(?:本文|文章|本篇|内容)?(?:目录|导航|导读)[】\]]?:?"
_LIST_OF_FILES = r"附件.*"
_A_TITLE = 8
_ADVERT = (6, 60)
_HOST = r"(?i)^(?:https?:)?//(?:[^/@]*@)?([a-z0-9.\-]+)"
_PUBLIC = r"\.(?:gov|edu|mil)(?:\.|$)"
_FILE = r"(?i)\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|txt|rtf|zip|rar|7z)(?:$|[?#])"
_ATTACHED = r"(?i)\bmod=attachment\b|\battachment\.php\?|\baction=(?:download|attachpay)\b|\bjob\.php\?"
_SIGN = r"[\[(〔【]?(?:注|註)?\s?(?:\d{1,3}|[①-⑳])[\])〕】]?"
_NOTES_HEAD = r"[【\[]?(?:参考资料|参考文献|参考来源|资料来源|注释|注解|脚注|尾注|引用|引文)[】\]]?:?"


class Linked(NamedTuple):
    """A line that is a link from end to end, and its address."""

    line: Line
    address: str


@lru_cache(4)
def _links(page: Page) -> list[Mark]:
    """The links that lead somewhere. One that is never closed runs on over the text, and is none."""
    return [m for m in page.marks if m.kind == "link" and m.value and m.end - m.start <= _LONGEST_LINK]


def _body(view: View) -> tuple[int, int]:
    """Where the main text lies; nowhere, if the page is not HTML."""
    found = locate(view.page) if view.page.source.media_type == "text/html" and _links(view.page) else None
    return (found.start, found.end) if found else (0, 0)


def linked_lines(view: View) -> list[Linked]:
    """The lines of the main text that are links from end to end, but for what a list sets around them.

    In this first stage the view's text is the page's.
    """
    start, end = _body(view)
    headings = {m.start for m in view.page.marks if m.kind == "heading" and compiled(_HEADING).match(m.value)}
    first = dict[int, Mark]()
    for mark in _links(view.page):
        line = view.line_at(mark.start) if start <= mark.start < end else None
        if line is not None and line.start not in headings:
            first.setdefault(line.number, mark)
    found = (Linked(view.lines[number], mark.value) for number, mark in sorted(first.items()))
    return [linked for linked in found if _is_linked(view, linked.line)]


def _is_linked(view: View, line: Line) -> bool:
    """Whether links cover all words of a line."""
    covered = _covered(view.page)
    bare = "".join([c for i, c in enumerate(line.key, line.start) if not covered[i]])
    return han(line.key) >= 2 and compiled(_LISTED).fullmatch(bare) is not None


@lru_cache(4)
def _covered(page: Page) -> bytearray:
    """For each character of the page, whether a link covers it."""
    covered = bytearray(len(page.text))
    for mark in _links(page):
        covered[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    return covered


def lists(view: View) -> Iterator[Span]:
    """Runs of linked lines: under a heading that says what they are, of three or more, or of two that read as titles."""
    linked = [x for x in linked_lines(view) if not compiled(_FILE).search(x.address)]
    for run in _runs(linked):
        above = view.lines[run[0].line.number - 1] if run[0].line.number else None
        head = above if above and len(above.key) <= 50 and compiled(_LIST_HEAD).fullmatch(above.key) else None
        if above and compiled(_LIST_OF_FILES).fullmatch(above.key):
            continue
        if head or len(run) >= 3 or (len(run) == 2 and all(_is_title(x.line) for x in run)):
            yield from (whole(x.line) for x in run)
        if head and compiled(_CONTENTS_HEAD).fullmatch(head.key):
            yield whole(head)


def _runs(linked: list[Linked]) -> list[list[Linked]]:
    """Linked lines that stand one under the other, together."""
    runs = [[x] for x in linked[:1]]
    for before, after in pairwise(linked):
        if after.line.number == before.line.number + 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def _is_title(line: Line) -> bool:
    return han(line.key) >= _A_TITLE and "。" not in line.key


def adverts(view: View) -> Iterator[Span]:
    """Lone linked lines that lead to another site, or that the page sets into its text again and again."""
    linked = linked_lines(view)
    again = Counter(x.line.key for x in linked)
    least, most = _ADVERT
    for x in linked:
        short = least <= han(x.line.key) and len(x.line.key) <= most and "。" not in x.line.key
        document = compiled(_FILE).search(x.address) or compiled(_LIST_OF_FILES).fullmatch(x.line.key)
        if short and not document and (again[x.line.key] > 1 or _leads_away(view.page, x.address)):
            yield whole(x.line)


def _leads_away(page: Page, address: str) -> bool:
    """Whether an address is another site's, and no public body's: few of the page's links lead there."""
    host = _host(address)
    if not host or host == _host(page.source.url or "") or compiled(_PUBLIC).search(host):
        return False
    links = _links(page)
    return 3 * sum(_host(m.value) == host for m in links) < len(links)


def _host(address: str) -> str | None:
    match = compiled(_HOST).match(address)
    return match[1].lower().removeprefix("www.") if match else None


def notes(view: View) -> Iterator[Span]:
    """Signs of notes that lead to another place of the page, and the notes themselves, with their heading."""
    start, end = _body(view)
    for mark in _links(view.page) if end else []:
        is_sign = "#" in mark.value[:-1] and compiled(_SIGN).fullmatch(view.key[mark.start : mark.end].strip())
        if is_sign and start <= mark.start < end:
            line = view.line_at(mark.start)
            opens = line is not None and line.start == mark.start
            if line is None or not opens:
                yield Span(mark.start, mark.end)
                continue
            above = view.lines[line.number - 1] if line.number else None
            if above and compiled(_NOTES_HEAD).fullmatch(above.key):
                yield whole(above)
            yield whole(line)


def attached(view: View) -> Iterator[Span]:
    """The names of files that a forum's user has hung on the post."""
    yield from (whole(x.line) for x in linked_lines(view) if compiled(_ATTACHED).search(x.address))


RULES = (
    Rule("html/attached", "cut", "论坛附件的文件名, 点开才是附件", attached, "body", _ATTACHED),
    Rule("html/note", "cut", "网页加的注释号和注释, 点一下跳到页内另一处", notes, "body", _SIGN),
    Rule("html/link-list", "cut", "夹在正文里的链接列表: 相关文章、目录", lists, "body", "连续几行, 整行都是链接"),
    Rule("html/link-advert", "cut", "夹在正文里的广告: 整行是链接, 通向别的网站", adverts, "body", "单独一行, 整行都是链接"),
)
