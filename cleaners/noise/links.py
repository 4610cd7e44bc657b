"""Cuts that follow the links in the main text of an HTML page: lists of pages, adverts, notes, attached files.

Words inside a sentence may be linked, and stay. But a line that is a link from end to end was put in by the site,
unless it is a heading of the text, a file that belongs to the document, or an address.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleaners.chinese.characters import han
from cleaners.noise.article import RELATED
from cleaners.page import Mark
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture, whole
from cleaners.rules.view import Line, View

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
_SENTENCE_END = r"[。!?][”』」)]*[\s\[【(]*$"
# Of what stands before a link, so much tells whether a sentence ends there.
_NEAR = 40
_NO_WORDS = r"[\s>»\])】.…]*"
_ATTACHED = r"(?i)\bmod=attachment\b|\battachment\.php\?|\baction=(?:download|attachpay)\b|\bjob\.php\?"
_SIGN = r"[\^↑↩]|[\[(〔【]?(?:注|註)?\s?(?:\d{1,3}|[①-⑳])[\])〕】]?"
_BEFORE_NOTE = r"[\s\[(\d.)\]]{0,6}"
_NOTES_HEAD = r"[【\[]?(?:参考资料|参考文献|参考来源|资料来源|注释|注解|脚注|尾注|引用|引文)[】\]]?:?"


class Linked(NamedTuple):
    """A line that is a link from end to end, and its address."""

    line: Line
    address: str


class Main(NamedTuple):
    """Where the main text lies, the page's links that lead somewhere, and those of the text."""

    start: int
    end: int
    links: list[Mark]
    inside: list[Mark]


def _main(view: View) -> Main:
    """The main text of an HTML page; of others nothing. A link that is never closed runs on over the text, and is none."""
    return view.remembered(Main, lambda: _main_of(view))


def _main_of(view: View) -> Main:
    found = view.located
    if found is None:
        return Main(0, 0, [], [])
    links = [m for m in view.marks("link") if m.value and m.end - m.start <= _LONGEST_LINK]
    return Main(found.start, found.end, links, [m for m in links if found.start <= m.start < found.end])


def linked_lines(view: View) -> tuple[Linked, ...]:
    """The lines of the main text that are links from end to end, but for what a list sets around them.

    In this first stage the view's text is the page's; several rules ask in turn.
    """
    return view.remembered(Linked, lambda: tuple(_linked_lines(view)))


def _linked_lines(view: View) -> Iterator[Linked]:
    inside = _main(view).inside
    headings = {m.start for m in view.marks("heading") if compiled(_HEADING).match(m.value)} if inside else ()
    by_line = dict[int, list[Mark]]()
    for mark in inside:
        line = view.line_at(mark.start)
        if line is not None and line.start not in headings:
            by_line.setdefault(line.number, []).append(mark)
    rows = ((view.lines[number], marks) for number, marks in sorted(by_line.items()))
    yield from (Linked(line, marks[0].value) for line, marks in rows if _is_linked(line, marks))


def _is_linked(line: Line, links: list[Mark]) -> bool:
    """Whether links cover all words of a line."""
    bare, at = "", line.start
    for mark in links:
        bare += line.key[max(0, at - line.start) : max(0, mark.start - line.start)]
        at = max(at, mark.end)
    return han(line.key) >= 1 and compiled(_LISTED).fullmatch(bare + line.key[at - line.start :]) is not None


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
        if short and not document and (again[x.line.key] > 1 or _leads_away(view, x.address)):
            yield whole(x.line)


def tails(view: View) -> Iterator[Span]:
    """A link behind the last sentence of a line that is no sentence: where to read more."""
    for mark in _main(view).inside:
        line = view.line_at(mark.start)
        if line is None or line.start == mark.start or mark.end > line.end:
            continue
        before, words = view.key[max(line.start, mark.start - _NEAR) : mark.start], view.key[mark.start : mark.end]
        ends = compiled(_SENTENCE_END).search(before) and compiled(_NO_WORDS).fullmatch(view.key, mark.end, line.end)
        if ends and han(words) >= 2 and not compiled(_SENTENCE_END).search(words):
            yield Span(mark.start - len(before) + len(before.rstrip("[【( ")), line.end)


def _leads_away(view: View, address: str) -> bool:
    """Whether an address is another site's, and no public body's: few of the page's links lead there."""
    host = _host(address)
    if not host or host == _host(view.page.source.url or "") or compiled(_PUBLIC).search(host):
        return False
    links = _main(view).links
    hosts = view.remembered(_host, lambda: Counter(_host(m.value) for m in links))
    return 3 * hosts[host] < len(links)


def _host(address: str) -> str | None:
    match = compiled(_HOST).match(address)
    return match[1].lower().removeprefix("www.") if match else None


def notes(view: View) -> Iterator[Span]:
    """Signs of notes that lead to another place of the page, and the notes themselves, with their heading.

    A sign that opens its line belongs to a note if signs in the text come first, or a heading says so.
    """
    are_told = False
    for mark in _main(view).inside:
        line = view.line_at(mark.start) if _is_sign(view, mark) else None
        if line is None:
            continue
        opens = compiled(_BEFORE_NOTE).fullmatch(view.key, line.start, mark.start) is not None
        above = view.lines[line.number - 1] if line.number else None
        head = above if above and compiled(_NOTES_HEAD).fullmatch(above.key) else None
        are_told = are_told or not opens or head is not None
        yield whole(line) if opens and are_told else Span(mark.start, mark.end)
        if head and opens:
            yield whole(head)


def _is_sign(view: View, mark: Mark) -> bool:
    words = view.key[mark.start : mark.end].strip()
    return "#" in mark.value[:-1] and compiled(_SIGN).fullmatch(words) is not None


def attached(view: View) -> Iterator[Span]:
    """The names of files that a forum's user has hung on the post."""
    yield from (whole(x.line) for x in linked_lines(view) if compiled(_ATTACHED).search(x.address))


RULES = furniture(
    Rule("html/attached", "cut", "论坛附件的文件名, 点开才是附件", attached, "body", _ATTACHED),
    Rule("html/note", "cut", "网页加的注释号和注释, 点一下跳到页内另一处", notes, "body", _SIGN),
    Rule("html/link-list", "cut", "夹在正文里的链接列表: 相关文章、目录", lists, "body", "连续几行, 整行都是链接"),
    Rule("html/link-tail", "cut", "粘在句末的链接: 点击查看更多", tails, "body", "句子后面, 到行末为止的链接"),
    Rule(
        "html/link-advert",
        "cut",
        "夹在正文里的广告: 整行是链接, 通向别的网站",
        adverts,
        "body",
        "单独一行, 整行都是链接",
    ),
)
