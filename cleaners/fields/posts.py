"""The post lines of a forum: who posted, and when. The first opens the thread, each later one a reply."""

import re
import sys
from bisect import bisect_right
from typing import NamedTuple

from cleaners.chinese.buttons import is_button
from cleaners.chinese.dates import DATE_TIME
from cleaners.nesting import united
from cleaners.patterns import compiled
from cleaners.rules.view import Line, View

POSTED = (
    rf"(?:发表于|发布于|Posted)\s?[:]?\s?(?:{DATE_TIME}|(?:\d+|半) ?(?:秒|分钟|小时|天|个?月|年)前|(?:昨天|前天|今天)[ \d:]*)"
    rf"|\d{{1,4}}楼\s?{DATE_TIME}"
)
LONGEST = 160
HINTS = frozenset(("发表于", "发布于", "Posted", "楼"))
_FLOOR = r"#?\d*[#楼]?|楼主|楼|\[?楼|主\]?|大|中|小|字体"


class Post(NamedTuple):
    """A line that says who posted when; `poster` is the name's place in the line's key, if it is there."""

    line: Line
    poster: tuple[int, int] | None


def posts(view: View) -> list[Post]:
    """The post lines of a page: the first opens the thread, each later one a reply.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> page = "老王 发表于 2020-3-1 08:00:00 | 只看该作者\\n同志们:\\n#2 小李 发表于 2020-3-2\\n这篇文章发表于2019年5月1日《日报》。"
    >>> [(p.line.number, p.line.key[slice(*p.poster)]) for p in posts(View(Page(page), Draft.of(page)))]
    [(0, '老王'), (2, '小李')]
    """
    return view.remembered(posts, lambda: _posts(view))


def _posts(view: View) -> list[Post]:
    found = list[Post]()
    quotes = united(m[:2] for m in view.marks("block", "blockquote"))
    for line in view.lines_with(HINTS, LONGEST):
        match = compiled(POSTED).search(line.key)
        if not match or not _is_post_line(line.key[: match.start()], match[0], line.key[match.end() :]):
            continue
        if not _is_quoted(quotes, line):
            found.append(Post(line, _name(line.key[: match.start()])))
    return found


def _is_post_line(before: str, posted: str, after: str) -> bool:
    """A post line has a name or counts before the date, buttons behind it, and no sentence on either side."""
    sentence = re.search(r"[。,;!?“《]", before + after) or len(before) > 40 or len(after) > 80
    fits = not after or after[0] in " |[【只来字"
    return not sentence and fits and (not before or before[-1] in " |:" or not ("年" in posted and ":" not in posted))


def _is_quoted(quotes: list[tuple[int, int]], line: Line) -> bool:
    """Whether a line stands in a quotation of HTML: a reply that repeats another post's first words."""
    place = bisect_right(quotes, (line.start, sys.maxsize))
    return place > 0 and line.start < quotes[place - 1][1]


def _name(before: str) -> tuple[int, int] | None:
    """The poster's name before the date: the first word that is no floor and no button."""
    for match in re.finditer(r"[^\s|:]+", before):
        if not compiled(_FLOOR).fullmatch(match[0]) and not is_button(match[0]):
            return match.span()
    return None


def closes(view: View, post: Post) -> bool:
    """Whether a post line stands under its post, as the floors of some boards do (1楼 2015-07-21 20:31), or under all text."""
    above = any(line.number < post.line.number for line in view.prose)
    below = any(line.number > post.line.number for line in view.prose)
    floor = "发表于" not in post.line.key and bool(re.search(r"\d楼\s?\d{4}", post.line.key))
    return above and (floor or not below)
