"""Secrecy marks in the head of a document, such as 机密★5年: a page that bears one is held back."""

from itertools import islice

from cleaners.chinese.characters import INVISIBLE
from cleaners.chinese.fold import fold
from cleaners.page import Page
from cleaners.patterns import compiled
from cleaners.rules.rule import any_of

_HEAD = 12
_LONGEST = 40
_GRADE = r"(?:绝\s{0,4}密|机\s{0,4}密|秘\s{0,4}密)"
_TERM = (
    r"(?:[\d一二三四五六七八九十两]{1,3}\s?(?:年|个月|月|天|日)|长期|永久|启用前|解密前"
    r"|\d{4}年\d{1,2}月\d{1,2}日(?:前|解密)?)"
)
_HASTE = r"(?:特\s?提|特\s?急|加\s?急|平\s?急|急\s?件)"
_COPY = r"(?:(?:份号|编号|№|No\.?)(?:\s?:\s?|\s{0,2})\d{1,8}|第?\s?\d{3,8}(?:\s?号)?)"
_KEEP = r"(?:注意|妥善)(?:保存|保密|保管)"
_WITHHOLD = r"(?:请勿|严禁|禁止|不得|切勿)(?:外传|外泄|扩散|翻印|复制|复印|转载|公开)"
_MARK = any_of(
    # With a star or a term, or without for the two upper grades: 秘密 alone may be a title.
    rf"{_GRADE}\s{{0,4}}(?:[★☆]\s{{0,4}}{_TERM}?|{_TERM})",
    r"绝\s{0,4}密|机\s{0,4}密",
    rf"密级\s?:\s?{_GRADE}",
    rf"秘\s{{0,4}}密(?=\s{{1,8}}{_HASTE})",
    rf"内部(?:资料|文件|材料|刊物|情况|参阅)\s{{0,8}}[,;、·!]?\s{{0,8}}(?:{_KEEP}|{_WITHHOLD})",
)
_LINE = (
    rf"[【\[(]?\s?(?:(?:{_COPY}|{_HASTE})\s{{1,8}})?(?P<mark>{_MARK})\s?[】\])!。]?"
    rf"(?:\s++(?:{_HASTE}|{_COPY}|紧急程度\s?:\s?{_HASTE}))*"
)


def secrecy(page: Page) -> str | None:
    """The secrecy mark on a line of its own among the first twelve lines, as written; None if there is none.
    A speech about 保密工作 names the grades too, but within sentences and titles.

    >>> secrecy(Page("机密★5年\\n关于做好有关工作的通知\\n"))
    '机密★5年'
    >>> secrecy(Page("在全市保密工作会议上的讲话\\n秘密分为绝密、机密、秘密三级。\\n")) is None
    True
    """
    lines = (bare for line in page.text.splitlines() if (bare := line.strip(INVISIBLE + " \t\xa0\u3000")))
    for line in islice(lines, _HEAD):
        found = compiled(_LINE).fullmatch(fold(line)) if len(line) <= _LONGEST else None
        if found:
            return line[slice(*found.span("mark"))]
    return None
