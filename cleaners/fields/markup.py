"""Fields from the markup of an HTML page beside its text: when it was published, and who posted it.

What the page itself shows counts for more: sites fill in their meta tags by machine, and often wrong.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

from cleaners.body.locate import Located, located
from cleaners.chinese.dates import iso
from cleaners.page import Mark, Page
from cleaners.patterns import compiled
from cleaners.rules.found import Reading, Value
from cleaners.rules.rule import Finder, Rule
from cleaners.rules.view import View

_CHINA = timezone(timedelta(hours=8))
_META_DATES = (
    *("article:published_time", "og:published_time", "bytedance:published_time", "datepublished", "publishdate"),
    *("pubdate", "og:pubdate", "publish_time", "publishtime", "firstpublishedtime", "dc.date.issued", "dcterms.issued"),
)
_DATA_DATE = r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"'
# Where forums and blogs keep the page of a member.
_MEMBER = r"space[-.]?(?:uid|username)|mod=space|[?&]uid=\d|[?&]un=|profile|/(?:user|author|members?|people|u)/|u\.php"
_NO_NAME = (
    r"\d+|.*[:].*|(?:发消息|加好友|加关注|关注|看?该?作者|个人空间|主页|主题|帖子|积分|精华|查看.*|登录|注册|更多.*)"
)
_NEAR, _BEHIND = 400, 200


def published(page: Page) -> Value | None:
    """When a page was published: the time behind words such as 昨天 beside its text, else what its head says."""
    found = located(page)
    near = _beside(page, found, "time") if found else []
    times = [(moment(mark.value), mark.start, mark.end) for mark in near]
    told = [(moment(value), 0, 0) for value in _said(page)]
    return next((Value(value, start, end) for value, start, end in [*times, *told] if value), None)


def moment(text: str) -> str | None:
    """A date or a date with time in ISO 8601, as it is in China; None for what is neither.

    >>> moment("2024-05-06T20:30:00Z"), moment("2024/5/6 08:30"), moment("昨天")
    ('2024-05-07T04:30:00', '2024-05-06T08:30:00', None)
    """
    try:
        exact = datetime.fromisoformat(text.strip())
    except ValueError:
        day = iso(text) if compiled(r"(?:19|20)\d\d").match(text.strip()) else None
        return day and (day[1] or day[0])
    if len(text.strip()) <= 10:
        return f"{exact:%Y-%m-%d}"
    return f"{exact.astimezone(_CHINA) if exact.tzinfo else exact:%Y-%m-%dT%H:%M:%S}"


def poster(page: Page) -> Value | None:
    """Who posted a thread or a blog's article: the first link to a member's page beside the text."""
    found = located(page)
    for mark in _beside(page, found, "link") if found else ():
        name = page.text[mark.start : mark.end].strip()
        is_member = compiled(_MEMBER).search(mark.value) is not None
        if is_member and 2 <= len(name) <= 16 and not compiled(_NO_NAME).fullmatch(name):
            return Value(name, mark.start, mark.start + len(page.text[mark.start : mark.end].rstrip()))
    return None


def _beside(page: Page, found: Located, kind: str) -> list[Mark]:
    """The marks of a kind between title and text, or right before the text; and, of times, right behind it."""
    title = found.title[1] if found.title and found.title[1] <= found.start else 0
    low = max(title, found.start - _NEAR)
    before = [m for m in page.marks_of(kind) if low <= m[0] and m[1] <= found.start]
    if kind == "link" or found.is_post:
        return before
    return before + [m for m in page.marks_of(kind) if found.end <= m[0] <= found.end + _BEHIND]


def _said(page: Page) -> Iterator[str]:
    """The dates of the meta tags that name one, the most particular first, then those of JSON-LD."""
    metas = dict(mark.value.split("=", 1) for mark in reversed(page.marks_of("meta")))
    yield from (metas[name] for name in _META_DATES if name in metas)
    for mark in page.marks_of("data"):
        match = compiled(_DATA_DATE).search(mark.value)
        if match:
            yield match[1]


def _read(name: str, read: Callable[[Page], Value | None]) -> Finder:
    """A finder for the page as it came. Later stages read the page's own words, and their readings replace these."""

    def find(view: View) -> Iterator[Reading]:
        found = read(view.page) if view.page.is_html else None
        if found:
            yield Reading(name, *found)

    return find


RULES = (
    Rule(
        "page/markup-date",
        "read",
        "网页源代码所记的发布时间, 正文旁没有写明时才用",
        _read("published", published),
        "body",
    ),
    Rule("page/member", "read", "正文旁通往用户主页的名字, 即发布者", _read("poster", poster), "body"),
)
