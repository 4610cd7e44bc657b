"""Pages without a speech: nothing that reads as text, or a text in another language. All of it is cut, and said so."""

import re
from collections.abc import Iterator

from cleaners.rules import Rule, Span
from cleaners.view import View, han

_KANA = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u0e00-\u0e7f]")


def is_chinese(text: str) -> bool:
    """Whether Han characters carry a text: more than one to four letters, and hardly any kana or hangul.

    >>> is_chinese("全文共 3 條 (see www.example.com)"), is_chinese("Dear all, 同志 means comrade")
    (True, False)
    """
    count = han(text)
    return count * 4 >= len(_LETTER.findall(text)) and len(_KANA.findall(text)) <= 0.05 * count


def foreign(view: View) -> Iterator[Span]:
    """Everything, where what is left of the page is not Chinese."""
    left = "".join(line.key for line in view.lines if view.free(line))
    if left and not is_chinese(left):
        yield Span(0, len(view.text))


def speechless(view: View) -> Iterator[Span]:
    """Everything, where nothing that is left reads as text: lists of links, menus, bare titles."""
    if not view.free_prose:
        yield Span(0, len(view.text))


RULES = (
    Rule("page/not-chinese", "cut", "不是中文的网页, 没有可收的文稿", foreign),
    Rule("page/no-speech", "cut", "没有成句的文字: 链接列表、菜单之类, 没有可收的文稿", speechless),
)
