"""Pages without a speech: nothing that reads as text, the first words of other texts, or a text in another language.

All of it is cut, and the page is flagged.
"""

from collections.abc import Iterable, Iterator

from cleaners.body.locate import is_post
from cleaners.chinese.characters import han, is_prose
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture
from cleaners.rules.view import Line, View

# One range for each pattern: a class of several ranges takes a millisecond more to compile.
_SYLLABLES = ("[\u3040-\u30ff]",)
_LETTERS = ("[A-Za-z]", "[\u00c0-\u06ff]")
_ENOUGH = 1500
# The end of the first words of another page: dots, or a link to go on.
_FIRST_WORDS = r"(?:\.{3}|…|。{3})\s?(?:[\[(<【]?(?:阅读|查看|点击)?(?:全文|详细|详情|更多|原文)[\])>】»]*)?$"
_A_FEW, _MOST = 3, 0.7
_DOTS = ("...", "…", "。。。")
# The works of reference of the Chinese web, as their pages' <title> ends: 词条_百度百科
_ENCYCLOPEDIA = (
    r".*[_\-—|–]\s?(?:(?:百度|互动|搜狗|搜搜|360|好搜|头条|抖音|快懂|维基|MBA智库|萌娘|中文|国学|医学)百科|.{0,8}百科全书)"
    r"(?:[\s,_\-—|–].{0,20})?"
)


def is_chinese(text: str) -> bool:
    """Whether Han characters carry a text: more than one to four letters, and hardly any kana or hangul.

    >>> is_chinese("全文共 3 條 (see www.example.com)"), is_chinese("Dear all, 同志 means comrade")
    (True, False)
    """
    count = han(text)
    if len(text) - count <= 0.25 * count:
        return True
    return count * 4 >= _count(_LETTERS, text) and _count(_SYLLABLES, text) <= 0.25 * count


def _count(patterns: tuple[str, ...], text: str) -> int:
    return sum(len(compiled(pattern).findall(text)) for pattern in patterns)


def foreign(view: View) -> Iterator[Span]:
    """Everything, where what is left of the page is not Chinese."""
    claims, keys, room = view.claims, list[str](), _ENOUGH
    for line in view.lines:
        if line.number not in claims:
            keys.append(line.key)
            room -= len(line.key)
            if room <= 0:
                break
    left = "".join(keys)
    if left and not is_chinese(left[:_ENOUGH]):
        yield Span(0, len(view.text))


def speechless(view: View) -> Iterator[Span]:
    """Everything, where nothing that is left reads as text: lists of links, menus, bare titles; not a forum's post."""
    if not view.free_prose and not is_post(view.page):
        yield Span(0, len(view.text))


def listing(view: View) -> Iterator[Span]:
    """Everything, where most of a page's running text is the first words of other pages: results of a search, a channel."""
    if sum(map(view.text.count, _DOTS)) < _A_FEW:
        return
    first_words = [
        line
        for line in view.lines_with(frozenset(_DOTS))
        if compiled(_FIRST_WORDS).search(line.key) and is_prose(line.key)
    ]
    if len(first_words) >= _A_FEW and _bulk(first_words) >= _MOST * _bulk(
        line for line in view.lines if is_prose(line.key)
    ):
        yield Span(0, len(view.text))


def _bulk(lines: Iterable[Line]) -> int:
    return sum(han(line.key) for line in lines)


def encyclopedia(view: View) -> Iterator[Span]:
    """Everything, where the page's <title> says that it is an article of an encyclopedia."""
    top = next((m for m in view.marks("title")), None)
    if top and compiled(_ENCYCLOPEDIA).fullmatch(view.key, top.start, top.end):
        yield Span(0, len(view.text))


RULES = furniture(
    Rule("page/encyclopedia", "cut", "百科词条, 不是文稿", encyclopedia, "body", _ENCYCLOPEDIA),
    Rule("page/listing", "cut", "列表页、搜索结果: 只有别的文章的开头几句", listing, "body", _FIRST_WORDS),
    Rule("page/not-chinese", "cut", "不是中文的网页, 没有可收的文稿", foreign, flag="not-chinese"),
    Rule("page/no-speech", "cut", "没有成句的文字: 链接列表、菜单之类, 没有可收的文稿", speechless, flag="no-speech"),
)
