"""The frame of a page: what is left at its head and its foot once strict rules have shown where furniture is."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, takewhile

from cleaners.body.locate import is_post
from cleaners.chinese.characters import is_prose, squeezed
from cleaners.chinese.signs import META
from cleaners.fields.posts import closes, posts
from cleaners.fields.site_names import SITE_NAME
from cleaners.fields.titles import end_of, head
from cleaners.patterns import compiled
from cleaners.rules.found import Cited, Span
from cleaners.rules.rule import Rule, furniture, whole
from cleaners.rules.unclaimed import prose_between
from cleaners.rules.view import Line, Part, View

_LISTED = r"【(?:推荐|热门|热|荐|精|精华|精选|最新|必备)】.*|[•·●■◆>»*\-]\s?.{2,70}|(?:\[?\d{1,2}[.、\]]\s?)?.{4,60}?\s?\[?\(?(?:\d{4}-)?\d\d-\d\d\)?\]?"
_RULED = r"[─—\-_=]{6,}"
_PRINTED = r"页|[a-z]\.[a-z]|网|文库"
_SNIPPET = r".*(?:\.\.|…|\[详细\]|\[全文\]|\[阅读\])$"


def meta_lines(view: View) -> Iterator[Span]:
    """Lines of a head that say when, from where, how often read; and what stands beside the date of publication."""
    published = view.fields.get("published")
    for line in [line for part in view.parts for line in head(view, part)]:
        counter = line.key.isdigit() and line.number - 1 in view.claims and not is_post(view.page)
        dated = published is not None and line.start <= published.start < line.end and not is_prose(line.key)
        if view.free(line) and (counter or dated or (len(line.key) <= 160 and compiled(META).fullmatch(line.key))):
            yield whole(line)


def title_repeats(view: View) -> Iterator[Span]:
    """Lines that repeat a title, and the title where it is glued to the front of its text."""
    for part in view.parts:
        if "title" in part.fields:
            yield from _repeats(view, part, part.fields["title"])


def _repeats(view: View, part: Part, title: Cited) -> Iterator[Span]:
    bare = squeezed(view.key[title.start : title.end])
    lines = view.lines if part is view.parts[0] else view.lines[part.first : end_of(view, part)]
    for line in lines:
        own = line.start <= title.start < line.end and not is_prose(line.key)
        if own or squeezed(line.key).removesuffix("全文") == bare:
            yield whole(line)
    for line in prose_between(view, part.first, len(view.lines))[:1]:
        glued = line.key.startswith(bare) and len(line.key) > len(bare) + 12 and line.start != title.start
        if glued and line.key[len(bare)] not in "的中里,、是为":
            yield Span(line.start, line.start + len(bare))


def head_lines(view: View) -> Iterator[Span]:
    """What stands over the title of a web page, and over the opening post of a thread."""
    title = view.parts[0].fields.get("title")
    for post in posts(view)[:1]:
        if not closes(view, post) and not _is_under_text(view, post.line):
            yield from (whole(x) for x in view.lines[: post.line.number] if view.free(x))
            below = view.lines[post.line.number + 1 : post.line.number + 2]
            yield from (whole(x) for x in below if x.key.endswith(" 楼主"))
    above = [x for x in head(view, view.parts[0]) if title and x.start < title.start]
    framed = any(not view.free(x) for x in head(view, view.parts[0]))
    if framed:
        yield from (
            whole(x) for x in above if view.free(x) and not is_prose(x.key) and not re.search("〔|文件$|号$", x.key)
        )


def _is_under_text(view: View, line: Line) -> bool:
    """Whether more running text stands over a line than under it; in HTML any is enough: the rest was cut."""
    above = [x for x in view.free_prose if x.number < line.number]
    below = [x for x in view.free_prose if x.number > line.number]
    return _bulk(above) > _bulk(below) or (view.page.is_html and bool(above))


def running_heads(view: View) -> Iterator[Span]:
    """The same line three times or more, page numbers aside: the running head of a print."""
    lines = [line for line in view.lines if compiled(_PRINTED).search(line.key)]
    keys = [compiled(r"\d+").sub("0", line.key) for line in lines]
    counts = Counter(keys)
    for line, key in zip(lines, keys, strict=True):
        if counts[key] >= 3 and 6 <= len(key) <= 80 and not is_prose(line.key):
            yield whole(line)


def signatures(view: View) -> Iterator[Span]:
    """A forum user's own lines under a rule, between the opening post and the buttons that end it."""
    if not posts(view):
        return
    body = view.free_prose[-1:]
    for line in view.lines:
        if body and line.number > body[0].number - 2 and compiled(_RULED).fullmatch(line.key):
            below = list(takewhile(view.free, view.lines[line.number + 1 : line.number + 5]))
            yield from map(whole, [line, *below] if len(below) < 4 else [])


def site_lines(view: View) -> Iterator[Span]:
    """A site's name as a line of its own, over the text or under it."""
    prose = view.free_prose
    for line in view.lines:
        outside = not prose or line.number < prose[0].number or line.number > prose[-1].number
        if outside and view.free(line) and len(line.key) <= 14 and compiled(SITE_NAME).fullmatch(line.key):
            yield whole(line)


def related_lists(view: View) -> Iterator[Span]:
    """The items of a list of related articles: bulleted, or with a date at the end."""
    for index in [i for i, rule in view.claims.items() if rule.leads_to == "list"]:
        for line in (view.lines[number] for number in range(index + 1, len(view.lines))):
            if not view.free(line) or is_prose(line.key) or not compiled(_LISTED).fullmatch(line.key):
                break
            yield whole(line)


def foot_lines(view: View) -> Iterator[Span]:
    """All that is left from the first furniture under the text on. A signature over it stays."""
    prose = _body(view)
    if not prose:
        return
    marks = [i for i, rule in view.claims.items() if "page" in rule.ends and i > prose[-1].number]
    yield from (whole(x) for x in view.lines[min(marks, default=len(view.lines)) :] if view.free(x))


def _body(view: View) -> list[Line]:
    """The free prose less what stands under an end of the page: terms, and other articles' first words."""
    prose = view.free_prose
    ends = sorted(i for i, rule in view.claims.items() if "page" in rule.ends)
    bulk = list(accumulate((len(x.key) for x in prose), initial=0))
    # Behind this place there are nothing but the first words of other articles.
    told = next((i for i in range(len(prose), 0, -1) if not compiled(_SNIPPET).fullmatch(prose[i - 1].key)), 0)
    for end in ends:
        i = bisect_left(prose, (end,))
        if i < len(prose) and bulk[i] > 3 * (bulk[-1] - bulk[i]) and ("speech" in view.claims[end].ends or i >= told):
            return prose[:i]
    return prose


def _bulk(lines: list[Line]) -> int:
    return sum(len(x.key) for x in lines)


RULES = furniture(
    Rule("article/meta", "cut", "标题下的时间、来源、浏览次数等", meta_lines, pattern=META),
    Rule("article/title-repeat", "cut", "重复出现的标题", title_repeats),
    Rule("article/site-line", "cut", "单独成行的站名", site_lines, pattern=SITE_NAME),
    Rule("page/head", "cut", "网页的页头: 标题以上的栏目和广告", head_lines),
    Rule("page/running-head", "cut", "打印页反复出现的页眉", running_heads),
    Rule("forum/signature", "cut", "论坛用户的签名档", signatures),
    Rule("article/related-list", "cut", "相关文章的列表", related_lists, pattern=_LISTED),
    Rule("page/foot", "cut", "网页的页脚: 正文和它下面第一处页面字样之后的一切", foot_lines),
)
