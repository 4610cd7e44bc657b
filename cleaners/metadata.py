"""What a page says of its text: each field with its value, the place it was read from, and the rule that read it.

High precision first: what the page does not say is not filled in. Values that stand in the furniture are
lifted out of it, before the furniture goes.
"""

from collections.abc import Callable, Iterator

from cleaners.dates import DATE_TIME, iso
from cleaners.lazy import compiled
from cleaners.noise.buttons import is_button
from cleaners.noise.forum import posts
from cleaners.rules import Rule, Span, whole
from cleaners.titles import GLUED_META, glued_meta, head, match_glued_meta, title
from cleaners.view import Reading, View, is_prose

_BYLINE = r"(?<=[。!?”)…])\s*([(（]?(?:作者|撰稿|文)\s?[:/]\s?([\w·、\s]{2,14}?)[)）]?)$"


def _read(
    name: str, rule: str, find: Callable[[View], tuple[str, int, int] | None]
) -> Callable[[View], Iterator[Span]]:
    """A finder that records what it reads as a field, and lifts its place."""

    def lift(view: View) -> Iterator[Span]:
        found = find(view)
        if found:
            reading = view.fields[name] = Reading(*found, rule)
            line = view.line_at(reading.start)
            alone = line is not None and (line.start, line.end) == (reading.start, reading.end)
            yield whole(line) if line and alone else Span(reading.start, reading.end)

    return lift


_DATE_LABEL = (
    "发布时间|发布日期|发表时间|发表日期|发表于|发布于|更新时间|更新日期|添加时间|录入时间|上传时间|时间|日期|Posted"
)
_LABELLED_DATE = rf"(?<!注册)(?<!成文)(?:{_DATE_LABEL})\s?[:]?\s?({DATE_TIME})"
_WEB_DATE = rf"(?:\S{{1,60}}\s+){{0,3}}({DATE_TIME})(?:[\s·].{{0,40}})?"


def published(view: View) -> tuple[str, int, int] | None:
    """When the page was put up: the opening post's date, else the first labelled date, else a web date of the head."""
    above = {line.number for line in head(view)}
    labelled = [x for x in view.lines_with(_DATE_LABEL.split("|"), 300) if x.number in above or not view.free(x)]
    glued = [(line, match.end()) for line in view.free_prose[:1] if (match := match_glued_meta(line))]
    places = [(post.line, len(post.line.key)) for post in posts(view)[:1]]
    places += [*glued, *((line, len(line.key)) for line in labelled)]
    found = [(line, match) for line, end in places if (match := compiled(_LABELLED_DATE).search(line.key, 0, end))]
    found += [(line, match) for line in head(view) if (match := compiled(_WEB_DATE).fullmatch(line.key))]
    for line, match in found:
        day = iso(match[1])
        # A bare 2023年5月6日 under a title may be the document's own.
        if day and ("年" not in match[1] or ":" in match[1] or match.re.pattern == _LABELLED_DATE):
            return day[1] or day[0], line.start + match.start(1), line.start + match.end(1)
    return None


_NOBODY = r"(?i)管理员|admin|本站|网友|佚名|匿名|未知|不详|原创|转载|网络"
_POSTER_LABEL = r"(?:^|\s)(?:上传人|上传者|上传用户|投稿人|投稿会员|楼主|发布人|发布者|发帖人)\s?[:]\s?(\S{2,16})"


def poster(view: View) -> tuple[str, int, int] | None:
    """Who put the page up: on the forum's post line or beside it, over a shop's 实名认证, or behind a label."""
    return _thread_starter(view) or _verified(view) or _labelled_poster(view)


def _thread_starter(view: View) -> tuple[str, int, int] | None:
    for post in posts(view)[:1]:
        line = post.line
        if post.poster:
            return _at(view, line.start + post.poster[0], line.start + post.poster[1])
        title = view.fields.get("title")
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


def _verified(view: View) -> tuple[str, int, int] | None:
    for line in view.lines_with(["实名认证", "内容提供者", "认证作者", "认证用户"], 60)[:1]:
        beside = compiled(r"(?:作者\s)?(\S{2,16})\s(?:内容提供者|实名认证|认证作者|认证用户).{0,20}").fullmatch(
            line.key
        )
        if beside and not is_button(beside[1]):
            return _at(view, line.start + beside.start(1), line.start + beside.end(1))
        above = view.lines[line.number - 1] if line.number else None
        if above and view.free(above) and 2 <= len(above.key) <= 16 and not is_prose(above.key):
            return _at(view, above.start, above.end)
    return None


def _labelled_poster(view: View) -> tuple[str, int, int] | None:
    for line in view.lines_with(["上传", "投稿", "楼主", "发布", "发帖人"], 160):
        match = compiled(_POSTER_LABEL).search(line.key) if not is_prose(line.key) else None
        if match and not compiled(_NOBODY).search(match[1]):
            return _at(view, line.start + match.start(1), line.start + match.end(1))
    return None


def _at(view: View, start: int, end: int) -> tuple[str, int, int]:
    return view.text[start:end], start, end


def bylines(view: View) -> Iterator[Span]:
    """A by-line stuck behind the last sentence: 加快成长步伐。作者:张三"""
    for line in view.lines_with(["作者", "撰稿", "文/", "文:"]):
        match = compiled(_BYLINE).search(line.key)
        if (match and not view.free_prose[-1:]) or (match and line.number >= view.free_prose[-1].number):
            view.fields["author"] = Reading(
                match[2].strip(), line.start + match.start(2), line.start + match.end(2), "article/byline"
            )
            yield Span(line.start + match.start(1), line.end)


RULES = (
    Rule("article/title", "lift", "标题, 记入字段", _read("title", "article/title", title)),
    Rule("page/published", "lift", "网页的发布时间, 记入字段", _read("published", "page/published", published)),
    Rule("page/poster", "lift", "发布者, 记入字段", _read("poster", "page/poster", poster)),
    Rule("article/glued-meta", "cut", "粘在正文前面的站名、时间、来源", glued_meta, pattern=GLUED_META),
    Rule("article/byline", "lift", "署名, 记入字段", bylines),
)
