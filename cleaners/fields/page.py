"""Fields from the lines of a page: title, date of publication, poster, author, tags, site.

High precision first: what the page does not say is not filled in. Values that stand in the furniture are
lifted out of it, before the furniture goes.
"""

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from cleaners.chinese.buttons import is_button
from cleaners.chinese.characters import is_prose
from cleaners.chinese.dates import DATE_TIME, NUMERAL_DATE, iso
from cleaners.chinese.fold import fold
from cleaners.chinese.signs import GLUED_META, META
from cleaners.fields.posts import HINTS, LONGEST, closes, posts
from cleaners.fields.site_names import OWNER_HINTS, owner
from cleaners.fields.titles import glued_meta, head, match_glued_meta, title
from cleaners.patterns import compiled
from cleaners.rules.found import Reading, Span, Value
from cleaners.rules.rule import Finder, Found, Rule, furniture, whole
from cleaners.rules.view import View

_BYLINE = r"(?<=[。!?”)…])\s*([(（]?(?:作者|撰稿|文)\s?[:/]\s?([\w·、\s]{2,14}?)[)）]?)$"


_VERIFIED_HINTS = frozenset(("实名认证", "内容提供者", "认证作者", "认证用户"))
_POSTER_HINTS = frozenset(("上传", "投稿", "楼主", "发布", "发帖人"))
_BYLINE_HINTS = frozenset(("作者", "撰稿", "文/", "文:"))


def _place(view: View, found: Value) -> Span:
    """The place of a value, with its line break where it fills its line but for a date's label."""
    line = view.line_at(found.start)
    if line is None or line.end != found.end:
        return Span(found.start, found.end)
    label = compiled(rf"(?:(?:{_DATE_LABEL})\s?:?\s?)?").fullmatch(view.key, line.start, found.start)
    return whole(line) if label else Span(found.start, found.end)


def _lifted(name: str, find: Callable[[View], Value | None]) -> Finder:
    """A finder that reads a field off the page, and lifts its place."""

    def lift(view: View) -> Iterator[Found]:
        found = find(view)
        if found:
            yield Reading(name, *found)
            yield _place(view, found)

    return lift


def _heading(view: View) -> Value | None:
    """The title that an HTML page's heading gives, if the page holds one speech."""
    located = view.located if len(view.parts) == 1 else None
    if located is None or located.title is None:
        return None
    start, end = (view.draft.offset(at) for at in located.title)
    # A title may be set over several lines; what says when and from where may stand in its heading as well.
    first, *more = view.text[start:end].splitlines() or [""]
    title = takewhile(lambda line: not compiled(META).fullmatch(fold(line)), map(str.strip, more))
    words = first.strip() + "".join(title)
    return Value(words, start, end) if words else None


def titles(view: View) -> Iterator[Found]:
    """The title of each part: a line of its own, or what its heading says."""
    for number, part in enumerate(view.parts):
        found = (_heading(view) or title(view, part)) if "title" not in part.fields else None
        if found:
            yield Reading("title", *found, part=number)
            yield _place(view, found)


_DATE_LABEL = (
    "发布时间|发布日期|发表时间|发表日期|发表于|发布于|更新时间|更新日期|添加时间|录入时间|上传时间|时间|日期|Posted"
)
_DATE_HINTS = frozenset(_DATE_LABEL.split("|"))
_LABELLED_DATE = rf"(?:(?<!注册)(?<!成文)(?:{_DATE_LABEL})|(?<!\d)\d{{1,4}}楼)\s?[:]?\s?({DATE_TIME}|{NUMERAL_DATE})"
_WEB_DATE = rf"(?:\S{{1,60}}\s+){{0,3}}[^\d\s:]{{0,16}}({DATE_TIME})(?:[\s·].{{0,40}})?"


def published(view: View) -> Value | None:
    """When the page was published: by the opening post's date, the first labelled date, or a web date of the head."""
    above = {line.number for line in head(view, view.parts[0])}
    last = max((line.number for line in view.free_prose), default=0)
    labelled = [
        x
        for x in view.lines_with(_DATE_HINTS, 300)
        if x.number in above or not view.free(x) or (x.number > last and x.key.startswith(("发布", "发表")))
    ]
    glued = [(line, match.end()) for line in view.free_prose[:1] if (match := match_glued_meta(line))]
    places = [(post.line, len(post.line.key)) for post in posts(view)[:1]]
    places += [*glued, *((line, len(line.key)) for line in labelled)]
    found = [(line, match) for line, end in places if (match := compiled(_LABELLED_DATE).search(line.key, 0, end))]
    dated = [line for line in head(view, view.parts[0]) if "20" in line.key or "19" in line.key]
    found += [(line, match) for line in dated if (match := compiled(_WEB_DATE).fullmatch(line.key))]
    for line, match in found:
        day = iso(match[1])
        # A bare 2023年5月6日 under a title may be the document's own.
        if day and ("年" not in match[1] or ":" in match[1] or match.re.pattern == _LABELLED_DATE):
            return Value(day[1] or day[0], line.start + match.start(1), line.start + match.end(1))
    return None


_NOBODY = r"(?i)管理员|admin|本站|网友|佚名|匿名|未知|不详|原创|转载|网络"
_POSTER_LABEL = r"(?:^|\s)(?:上传人|上传者|上传用户|投稿人|投稿会员|楼主|发布人|发布者|发帖人)\s?[:]\s?([^\s|]{2,16})"


def poster(view: View) -> Value | None:
    """Who posted the page: on the forum's post line or beside it, over a shop's 实名认证, or behind a label."""
    return _thread_starter(view) or _verified(view) or _labelled_poster(view)


def _thread_starter(view: View) -> Value | None:
    for post in posts(view)[:1]:
        line = post.line
        if post.poster and not closes(view, post):
            return _at(view, line.start + post.poster[0], line.start + post.poster[1])
        title = view.parts[0].fields.get("title")
        above = [x for x in view.lines[: line.number] if title and title.end <= x.start]
        names = [
            x for x in above if view.free(x) and compiled(r"[\w.\-·]{2,15}").fullmatch(x.key) and not x.key.isdigit()
        ]
        if names:
            return _at(view, names[0].start, names[0].end)
        below = (
            compiled(r"([\w.\-·]{2,15}) 楼主").fullmatch(view.lines[line.number + 1].key)
            if line.number + 1 < len(view.lines)
            else None
        )
        if below:
            return _at(view, view.lines[line.number + 1].start, view.lines[line.number + 1].start + below.end(1))
    return None


def _verified(view: View) -> Value | None:
    for line in view.lines_with(_VERIFIED_HINTS, 60)[:1]:
        beside = compiled(r"(?:作者\s)?(\S{2,16})\s(?:内容提供者|实名认证|认证作者|认证用户).{0,20}").fullmatch(
            line.key
        )
        if beside and not is_button(beside[1]):
            return _at(view, line.start + beside.start(1), line.start + beside.end(1))
        above = view.lines[line.number - 1] if line.number else None
        if above and view.free(above) and 2 <= len(above.key) <= 16 and not is_prose(above.key):
            return _at(view, above.start, above.end)
    return None


def _labelled_poster(view: View) -> Value | None:
    for line in view.lines_with(_POSTER_HINTS, 160):
        match = compiled(_POSTER_LABEL).search(line.key) if not is_prose(line.key) else None
        if match and not compiled(_NOBODY).search(match[1]):
            return _at(view, line.start + match.start(1), line.start + match.end(1))
    return None


def _at(view: View, start: int, end: int) -> Value:
    return Value(view.text[start:end], start, end)


def bylines(view: View) -> Iterator[Found]:
    """A by-line stuck behind the last sentence: 加快成长步伐。作者:张三"""
    for line in view.lines_with(_BYLINE_HINTS):
        match = compiled(_BYLINE).search(line.key)
        if (match and not view.free_prose[-1:]) or (match and line.number >= view.free_prose[-1].number):
            yield Reading("author", match[2].strip(), line.start + match.start(2), line.start + match.end(2))
            yield Span(line.start + match.start(1), line.end)


_CATEGORY = rf"(?:栏目|所属栏目|分类|文章分类|所属分类|类别|频道)\s?[:]\s?(?P<value>[^\s:|]{{2,20}})|{DATE_TIME}\s+(?P<before>\S{{2,20}})\s+我要投稿"
_AUTHOR = r"(?:^|[\s|(])(?:作者|原作者|文章作者|撰稿|撰稿人)\s?[:]\s?([\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+)(?![\u4e00-\u9fff·]|\s?:)"
_TAGS = r"[\[【]?(?:标签|文章标签|本文标签|TAG|tag|Tag|相关热词搜索|热词|关键词|关键字|本文关键词|相关标签)[sS]?[\]】]?\s?[:]\s?(.+)"


def _of_furniture(name: str, pattern: str, hints: frozenset[str]) -> Finder:
    """A finder for a field that stands in a line of furniture, or of the head. The line itself goes by its own rule."""

    def find(view: View) -> Iterator[Reading]:
        above = {line.number for line in head(view, view.parts[0])}
        for line in view.lines_with(hints, 200):
            match = compiled(pattern).search(line.key) if line.number in above or not view.free(line) else None
            if match and match.lastindex and not compiled(_NOBODY).search(match[match.lastindex]):
                start, end = line.start + match.start(match.lastindex), line.start + match.end(match.lastindex)
                yield Reading(name, " ".join(re.split(r"[\s,、|;#]+", view.text[start:end])).strip(), start, end)

    return find


def _site(view: View) -> Iterator[Reading]:
    """The site's name and address as the page's imprint gives them."""
    found = owner(view)
    if found:
        yield Reading("site_name", *found)
        line = view.line_at(found[1])
        host = compiled(r"(?:www\.|https?://)([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)").search(line.key) if line else None
        if line and host:
            yield Reading(
                "site_domain", host[1].removeprefix("www."), line.start + host.start(1), line.start + host.end(1)
            )


def _read(name: str, why: str, pattern: str, hints: str) -> Rule:
    """A rule that reads a field in the furniture."""
    words = frozenset(hints.split())
    return Rule(
        f"page/{name}", "read", why, _of_furniture(name, pattern, words), pattern=pattern, hints=words, longest=200
    )


RULES = furniture(
    Rule("article/title", "lift", "标题, 记入字段", titles),
    Rule(
        "page/published",
        "lift",
        "网页的发布时间, 记入字段",
        _lifted("published", published),
        hints=_DATE_HINTS,
        longest=300,
        is_always_asked=True,
    ),
    Rule(
        "page/poster",
        "lift",
        "发布者, 记入字段",
        _lifted("poster", poster),
        hints=HINTS | _VERIFIED_HINTS | _POSTER_HINTS,
        longest=LONGEST,
    ),
    _read("category", "网页所说的栏目, 记入字段", _CATEGORY, "栏目 分类 类别 频道 我要投稿"),
    _read("tags", "网页所给的标签, 记入字段", _TAGS, "标签 TAG tag Tag 热词 关键"),
    Rule("page/imprint", "read", "网页版权栏里的站名和域名, 记入字段", _site, hints=OWNER_HINTS, longest=400),
    Rule("article/glued-meta", "cut", "粘在正文前面的站名、时间、来源", glued_meta, pattern=GLUED_META),
    # A by-line names the author of the text; an author in the furniture counts only where there is no by-line.
    Rule("article/byline", "lift", "署名, 记入字段", bylines, hints=_BYLINE_HINTS),
    _read("author", "网页所说的作者, 记入字段", _AUTHOR, "作者 撰稿"),
)
