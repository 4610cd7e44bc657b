"""What a site's editor (小编) puts before and after a text: a lead that praises it, a summary, a wish at the end.

The editor may share a line with the text, so it is sentences that are judged. A lead reaches from the start
of the page's first running line to the last sentence that speaks as an editor; an outro from the first such
sentence of the last line to its end; in between, only the sentence itself goes.
"""

from collections.abc import Iterator

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.patterned import hinted, hints_for
from cleaners.rules.rule import Rule, furniture, whole
from cleaners.rules.view import Line, View

_EDITORIAL = (
    "小编"
    "|欢迎(?:大家|您|各位)?(?:前来)?(?:阅读|参阅|参考|借鉴|浏览|查阅)"
    "|(?:下面|以下|接下来)(?:就)?(?:是|为)(?>[^。]{0,60}?(?:整理|收集|搜集|分享|推荐|精选)(?:了|的))[^。]{0,60}(?:希望|供|一起|参考|借鉴|帮助|喜欢)"
    "|(?:本站|本网|编者|范文网|文库)(?:为|给|特|精心|整理|收集)[^。]{0,60}(?:整理|收集|搜集|分享|推荐|精选|提供|带来)"
    "|(?:以上|上述)(?:就是|便是|内容是|为)[^。]{0,60}(?:全部内容|全文内容|主要内容|相关内容|的内容|的范文|的资料|的介绍|的分享)"
    "|(?:^|(?<=[,:;、( ]))(?:更多|想了解|想看)[^。]{0,50}(?:请关注|请访问|请点击|尽在|敬请关注|继续关注|欢迎关注|可以关注|请浏览|请查看)"
    "|^感谢(?:您|你|大家|各位)?的?(?:阅读|浏览|访问)"
)
_HINTS = hints_for("article/editor-note", _EDITORIAL)
_SENTENCE = r"[^。!?]+[。!?]*"
_LONGEST = 300
_SUMMARY = r"[【\[]?(?:文档|内容|文章|本文|资料)?(?:简介|摘要|介绍|描述|概要|提要|导读)[】\]]?\s?[:]?\s?(?P<words>.*)(?:\.{3}|…|。{3})"
_SUMMARY_HINTS = hints_for("article/summary", _SUMMARY)
_FIRST_WORDS = 16


def find(view: View) -> Iterator[Span]:
    """The editor's sentences.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> text = "致辞怎么写?以下是小编整理的致辞,欢迎阅读。兄弟们:\\n今天的会议很重要,大家要抓好落实。\\n开饭!以上就是小编带来的全部内容。"
    >>> [text[s.start:s.end] for s in find(View(Page(text), Draft.of(text)))]
    ['致辞怎么写?以下是小编整理的致辞,欢迎阅读。', '以上就是小编带来的全部内容。']
    """
    prose = [line.number for line in view.free_prose]
    for line in hinted(view, _HINTS, _LONGEST):
        sentences = list(compiled(_SENTENCE).finditer(line.key))
        spoken = [s.span() for s in sentences if compiled(_EDITORIAL).search(s[0])]
        if spoken:
            start, end = spoken[0][0], spoken[-1][1]
            if prose and line.number <= prose[0]:
                start = 0
            elif prose and line.number >= prose[-1]:
                end = len(line.key)
            yield Span(line.start + start, line.next if (start, end) == (0, len(line.key)) else line.start + end)


def summaries(view: View) -> Iterator[Span]:
    """A labelled summary that is the text's own first words, broken off: they stand on the page twice.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> text = "简介:同志们:今天的会议很重要,大家要抓好...\\n同志们:\\n今天的会议很重要,大家要抓好落实。"
    >>> [text[s.start:s.end] for s in summaries(View(Page(text), Draft.of(text)))]
    ['简介:同志们:今天的会议很重要,大家要抓好...\\n']
    """
    told = list[tuple[str, Line]]()
    for line in hinted(view, _SUMMARY_HINTS):
        match = compiled(_SUMMARY).fullmatch(line.key)
        words = "".join(match["words"].split())[:_FIRST_WORDS] if match else ""
        told += [(words, line)] if len(words) == _FIRST_WORDS else []
    again = _last_places(view, {words for words, _ in told})
    yield from (whole(line) for words, line in told if again.get(words, -1) >= line.end)


def _last_places(view: View, sought: set[str]) -> dict[str, int]:
    """Where each of some first words stands last on a page, blanks aside."""
    if not sought:
        return {}
    inked = [at for at, sign in enumerate(view.key) if not sign.isspace()]
    bare = "".join(view.key.split())
    places = ((bare[i : i + _FIRST_WORDS], inked[i]) for i in range(len(bare) - _FIRST_WORDS + 1))
    return {words: at for words, at in places if words in sought}


RULES = furniture(
    Rule(
        "article/editor-note",
        "cut",
        "网站小编加的导语和结语",
        find,
        pattern=_EDITORIAL,
        hints=_HINTS,
        ends=frozenset(("page",)),
        longest=_LONGEST,
    ),
    Rule(
        "article/summary",
        "cut",
        "正文开头几句的简介, 正文里还有一遍",
        summaries,
        pattern=_SUMMARY,
        hints=_SUMMARY_HINTS,
    ),
)
