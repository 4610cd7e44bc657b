"""Notices that text is missing: previews that stop, and gates before the rest. Each says where text is lost.

A notice is cut; its words are the evidence of the speech's gap.
"""

from collections.abc import Iterator

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.patterned import hinted, hints_for, inline_rule, line_rule
from cleaners.rules.rule import Rule, any_of, furniture, whole
from cleaners.rules.unclaimed import free_between
from cleaners.rules.view import View

_UNLOCK = "登录|登陆|注册|付费|购买|支付|充值|开通|VIP|会员|积分|金币|回复|回帖|评论|关注|密码|扫码"
_SEE = "查看|阅读|浏览|可见|可看|显示|解锁|看全文|全文|完整|剩余|隐藏|余下|下文|编辑"
_HELD = "内容|全文|隐藏|剩余|余下|本帖|本文|该帖|此帖|主题|文档|文章|图文|完整|下文|全部|原文|章节|密码"
_GATE = any_of(
    rf"(?=.*(?:{_HELD}))(?=.*(?:您|你|游客|请|需|须|才|后|即可|方可|仅))(?>.{{0,60}}"
    rf"(?:(?:{_UNLOCK}).{{0,30}}(?:{_SEE})|(?:{_SEE}).{{0,30}}(?:{_UNLOCK}))).{{0,40}}",
    r".{0,60}(?:隐藏(?:的)?内容|内容自动屏蔽|隐藏部分).{0,60}",
    r".{0,30}(?:付费内容|付费阅读|会员专享|会员可见|VIP可见|仅限会员|仅对会员|权限不足|此帖仅作者可见|该帖被管理员或版主屏蔽"
    r"|购买主题|需要积分高于|需向作者支付).{0,60}",
)
# What else is shown in part: a speaker shows works. A notice speaks of the text, or of how to get at the rest.
_OF_A_TEXT = "[全本原正]文|文档|剩|还有|余下|试读|预览|试看|省略|未完|下载|展开|阅读|查看|内容过长"
_STOP = any_of(
    r"(?>.{0,30}(?:全文|本文|文档|原文|正文)(?:约|共|总共|大约|共计|一共)\s?\d+\s?(?:多|余)?(?:字|页)).{0,40}",
    r"(?>.{0,20}(?:还剩|剩余|还有|余下)\s?\d)\d*+.{0,64}",
    r"[\[【(<.…]*(?>试读结束|试读已结束|试读完毕|预览结束|预览已结束|免费预览已结束|试看结束|以上为预览内容|以下内容(?:已)?省略|未完待续"
    r"|下载后查看全文|下载后阅读全文|展开全文|展开阅读全文|点击阅读全文|点击查看全文|点击展开全文|余下全文|阅读剩余部分|阅读余下内容"
    r"|查看剩余部分|阅读更多|此处省略\d*.{0,4}|内容过长.{0,20}|仅展示部分内容.{0,20}|仅显示部分.{0,20})[\]】)>.…!。]*+.{0,24}",
    r"(?>.{0,30}(?:请|需|先)(?>.{0,6}?下载).{0,16}(?:阅读|编辑|查看|全文|完整)).{0,20}",
    r"(?>.{0,20}(?:预览|试读).{0,10}(?:部分|前)\s?\d*\s?(?:页|%|内容)).{0,40}",
    rf"(?=.*(?:{_OF_A_TEXT}))(?>.{{0,20}}展示.{{0,10}}(?:部分|前)\s?\d*\s?(?:页|%|内容)).{{0,40}}",
    r"[\w,]{0,8}展示前\s?\d+\s?(?:页|%).{0,20}",
    r"剩余内容.{0,20}(?:下载|查看).{0,12}",
)
_FOLD = (
    r"[\[【(<]?(?:展开(?:阅读)?全文|点击(?:展开|阅读|查看)全文|(?:展开|查看|阅读)剩余(?:部分|内容)?\s?\d+%)[\]】)>↓▼∨]*"
)
_FOLD_HINTS = hints_for("page/fold", _FOLD)
_HALF_A_SENTENCE = r"^(?:[^,]*+,.*|.{40,})[^。!?:;”』」)\d]$|(?:\.\.\.|…)$"
_ELLIPSIS = r"(?:(?<!\.)\.{3,}|(?<!…)…+|(?<!。)。{3,}|\.\.\.\s?\[.{0,8}\])$"


def broken_off(view: View) -> Iterator[Span]:
    """The dots at the end of the last paragraph of running text: a preview's own mark, if the sentence is unfinished.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> def cut(text): return [text[s.start:s.end] for s in broken_off(View(Page(text), Draft.of(text)))]
    >>> cut("同志们,抓落实要有地位、有作为,必须敢于善于督导..."), cut("同志们,要干的事情还有很多很多,让我们一起努力吧!……")
    (['...'], [])
    """
    for line in view.free_prose[-1:]:
        match = compiled(_ELLIPSIS).search(line.key)
        before = line.key[: match.start()].rstrip() if match else ""
        if match and before and before[-1] not in '。!?;:”"':
            yield Span(line.start + match.start(), line.end)


def folds(view: View) -> Iterator[Span]:
    """Buttons that unfold a text of which nothing is missing. Behind half a sentence they say that the page stops here."""
    at, above = 0, ""
    for line in hinted(view, _FOLD_HINTS, 20):
        for free in free_between(view, at, line.number):
            above = free.key
        at = line.number
        if compiled(_FOLD).fullmatch(line.key) and not compiled(_HALF_A_SENTENCE).search(above):
            yield whole(line)


def _one_sentence(pattern: str) -> str:
    """Notices are one sentence; two with such words are text."""
    return rf"(?![^。;]*+[。;][^。;]*+[。;])(?:{pattern})"


_GLUED = r"((?:(?<!\.)\.{3,}|(?<!…)…+)?\s?[(\[【]?(?:试读|预览|试看)(?:部分|内容)?(?:已经?|到此)?(?:结束|完毕).*)$"

RULES = furniture(
    inline_rule(
        "preview/glued",
        "粘在正文后面的预览结束字样, 连同其后的一切",
        _GLUED,
        cuts=["路要一段一段地修⟦...试读结束,下载看全文⟧", "水要一桶一桶地提⟦(预览已结束)⟧"],
        keeps=["试读的书要还,试种的地要收"],
        missing="truncated",
    ),
    Rule("page/fold", "cut", "展开全文的按钮, 正文并不缺", folds, pattern=_FOLD, hints=_FOLD_HINTS, longest=20),
    line_rule(
        "gate/notice",
        "页面说明此处有内容要登录、回复或付费才可见",
        _one_sentence(_GATE),
        cuts=["您需要登录后才能查看全文", "本帖隐藏的内容", "会员专享"],
        keeps=["会员单位的内容要丰富,形式要多样", "隐藏的险情要查,查出来的要报"],
        longest=90,
        ends=frozenset(("page",)),
        missing="gated",
    ),
    line_rule(
        "preview/notice",
        "页面说明只给出了预览",
        _one_sentence(_STOP),
        cuts=[
            "全文共12页,当前预览3页",
            "还剩 9 页未读",
            "...试读结束",
            "请先下载再阅读",
            "预览前3页",
            "该文档展示了部分内容",
            "展示前33%的内容",
            "剩余内容请下载",
        ],
        keeps=["今天展示的只是部分内容", "全文如下", "展示前的准备要做足"],
        longest=90,
        ends=frozenset(("page",)),
        missing="truncated",
    ),
    Rule("preview/ellipsis", "cut", "预览在句子中间断开的省略号", broken_off, "line", _ELLIPSIS, missing="truncated"),
)
