"""Where the main text of an HTML page lies: by the marks of known engines, else where running text is densest.

Forums and CMS families name the container of the text. Of a thread it is the opening post, however short.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaners.body.density import densest
from cleaners.body.heading import title_of
from cleaners.body.named import called, named
from cleaners.chinese.characters import han, is_prose
from cleaners.chinese.dates import DATE
from cleaners.chinese.fold import fold
from cleaners.chinese.signs import is_salutation
from cleaners.nesting import Holders
from cleaners.page import Mark, Page
from cleaners.patterns import compiled

# The opening post of forums: any length of text in it is the text.
_POSTS = r"#postmessage_\d+|\.t_f\b|\.t_msgfont\b|#read_tpc|\.tpc_content|\.d_post_content(?![\w-])"
# Pages for telephones name each post, and call the text in it no more than a message.
_HOLDERS, _MESSAGES = r"#pid\d+", r"\.message(?![\w-])"
# Words near the start of a post, on forums that are not known.
_POST_HEAD = 160
_POSTED = rf"发[表布]于?[ :]{{0,3}}{DATE} ?\d{{1,2}}:\d\d"
# Where CMS families put the text. Ids come first: a class may be shared by many containers, an id is one's own.
_TEXTS = (
    r"#vsb_content|#UCAP-CONTENT|#zoom\b|#js_content|#artibody|#endText|#ctrlfscont",
    r"#article_content|#articleContent|#ArticleContent",
    r"\.v_news_content|\.TRS_Editor|\.trs_editor_view|\.rich_media_content|\.zoom\b",
    r"\.entry-content|\.post-content|\.article-content|\.article_content|\.post_text|\.news_txt",
)
_LEAST = 60


# The heading of what readers wrote under an article.
_COMMENTS = r"(?:网友|用户|全部|最新|热门|精彩|文章|读者)?(?:评论|点评|留言|跟帖)(?:列表|区)? ?(?:\(?\d+\)? ?条?)?:?|发表(?:评论|留言)|我要(?:评论|留言)"
_COMMENT_WORDS = "评论|点评|留言|跟帖"


class Located(NamedTuple):
    """What a page's marks say: the span of its text, of its title if there is one, and whether it is a forum's post."""

    start: int
    end: int
    title: tuple[int, int] | None
    is_post: bool


def located(page: Page) -> Located | None:
    """The main text of an HTML page; None on other pages, and where nothing on it reads as one."""
    return page.remembered(located, lambda: _located(page)) if page.is_html else None


def _located(page: Page) -> Located | None:
    post = next(iter(posts(page)), None)
    body = _by_site(page) or post or _by_family(page) or _before_comments(page, _opening(page, densest(page)))
    return Located(_salutation(page, body), body.end, title_of(page, body), post is not None) if body else None


def _by_site(page: Page) -> Mark | None:
    """The text where the site's file says that it stands."""
    return next((m for m in page.marks_of("site") if m.value == "body"), None)


def _before_comments(page: Page, body: Mark | None) -> Mark | None:
    """The text up to the heading of the comments, if running text stands before it."""
    if not body or not compiled(_COMMENT_WORDS).search(page.key, body.start, body.end):
        return body
    at, told = body.start, 0
    for line in page.text[at : body.end].splitlines(keepends=True):
        key = fold(line.strip())
        if told >= _LEAST and compiled(_COMMENTS).fullmatch(key):
            return body._replace(end=at)
        told += han(line) if is_prose(key) else 0
        at += len(line)
    return body


def _salutation(page: Page, body: Mark) -> int:
    """Where the text starts: at the salutation right before its container, if that has been left outside."""
    before = page.text[: body.start].rstrip("\n")
    last = before.rpartition("\n")[2]
    return len(before) - len(last) if len(last) <= 80 and is_salutation(fold(last.strip())) else body.start


def is_post(page: Page) -> bool:
    """Whether a page's text is the opening post of a thread, which is its text however short."""
    found = located(page)
    return found is not None and found.is_post


def posts(page: Page) -> list[Mark]:
    """The posts of a forum's thread, the opening one first; of containers in one another the outermost."""
    return page.remembered(posts, lambda: list(_posts(page)))


def _posts(page: Page) -> Iterator[Mark]:
    at = 0
    for mark in sorted(called(page, _POSTS) or _messages(page), key=lambda m: (m.start, -m.end)):
        if mark.start >= at and page.text[mark.start : mark.end].strip():
            yield mark
            at = mark.end


def _messages(page: Page) -> list[Mark]:
    """The messages in the posts that a page names."""
    holders = called(page, _HOLDERS)
    messages = called(page, _MESSAGES) if holders else []
    around = Holders(m[:2] for m in holders)
    return [m for m in messages if around.hold(m.start, m.end)]


def _by_family(page: Page) -> Mark | None:
    """The container that a CMS family's own name gives, the longest where there are several."""
    for pattern in _TEXTS:
        family = called(page, pattern)
        counts = _counts(page.text, family)
        best = max(family, key=lambda m: (counts[m.end] - counts[m.start], m.start - m.end), default=None)
        if best and counts[best.end] - counts[best.start] >= _LEAST:
            return best
    return None


def _counts(text: str, marks: list[Mark]) -> dict[int, int]:
    """The number of Han characters up to each place where a mark starts or ends."""
    edges = sorted({edge for mark in marks for edge in mark[:2]})
    between = (han(text[start:end]) for start, end in pairwise(edges))
    return dict(zip(edges, accumulate(between, initial=0), strict=False))


def _opening(page: Page, body: Mark | None) -> Mark | None:
    """The opening post, where a container turns out to be a thread: of one class, each with who posted it and when.

    Where running text stands before the first, they are the comments under an article, which ends there.
    """
    groups, key = dict[str, list[Mark]](), page.key
    if not body or not compiled(_POSTED).search(key, body.start, body.end):
        return body
    for mark in named(page):
        head = key[mark.start : min(mark.end, mark.start + _POST_HEAD)]
        if body.start <= mark.start and mark.end <= body.end and compiled(_POSTED).search(head):
            alike = groups.setdefault(re.sub(r"#[^.]*", "", mark.value), [])
            if not alike or mark.start >= alike[-1].end:
                alike.append(mark)
    threads = [alike for alike in groups.values() if len(alike) > 1]
    counts = _counts(page.text, [body, *(alike[0] for alike in threads)])
    # The farther down a thread begins, the more stands before it.
    told = bisect_left(threads, _LEAST, key=lambda alike: sum(map(han, _told(page, body.start, alike[0].start))))
    for alike in threads[:told]:
        first = alike[0]
        if 2 * (counts[first.end] - counts[first.start]) >= counts[body.end] - counts[body.start]:
            return densest(page, first) or first
    return _before_thread(page, body, threads[told]) if threads[told:] else body


def _told(page: Page, start: int, end: int) -> list[str]:
    """The lines of running text between two places."""
    return [line for line in page.text[start:end].split("\n") if is_prose(fold(line))]


def _before_thread(page: Page, body: Mark, alike: list[Mark]) -> Mark:
    """What stands before a thread of comments, up to the container that holds them all and nothing of the text."""
    first, last = alike[0], alike[-1]
    told = page.text.index(_told(page, body.start, first.start)[-1], body.start)
    around = [m.start for m in page.marks_of("block") if m.start <= first.start < last.end <= m.end]
    return body._replace(end=min(at for at in [*around, first.start] if at > told))
