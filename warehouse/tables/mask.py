"""Masking contacts, so that people can read what was cut but not whom to call."""

import re

from cleaners.chinese.fold import fold

_BARE = re.compile(
    r"""
    [a-z0-9._+-]+ [@\#] [a-z0-9-]+ (?: \. [a-z0-9-]+ )+                       # mail, also as a#b.com
    | (?<!\d) \d{17} [\dx] (?![\da-z])                                        # identity card
    | (?<!\d) (?: \+? 86 [-\ ]? )? 1[3-9]\d (?: [-\ ]? \d{4} ){2} (?!\d)      # mobile
    | (?<!\d) \(? 0\d{2,3} [-\ )]{0,2} \d{3,4} [-\ ]? \d{4} (?!\d)            # landline with its area
    | (?<!\d) [48]00 [-\ ]? \d{3,4} [-\ ]? \d{3,4} (?!\d)                     # service line
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_LABEL = r"(?: 微信 | 薇信 | 威信 | [v加]信 | 扣扣 | 企鹅 | (?<![a-z]) (?: weixin | wechat | qq | vx | wx ) (?![a-z]) )"
_LABELLED = re.compile(
    rf"""
    {_LABEL} (?: 公众号 | 交流群 | 客服 | 号码 | [群号是为\s:\-_] ){{0,5}} (?P<name> [a-z0-9] [-\w]{{4,19}} )
    | (?: 电话 | 手机 | 热线 | 传真 | (?<![a-z]) (?: tel | phone ) ) (?: 号码 | [号是为\s:] ){{0,5}}
      (?P<number> \d [-\d\ ]{{5,}} \d )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# Every match of the two above holds such a sign of mail or such a run of characters. Most texts have neither, and one
# search tells so.
_HINT = re.compile(r"[@#]|[0-9A-Za-z][\s\-)._+\w]{4}", re.ASCII)


def mask(text: str) -> str:
    """The text with phone numbers, QQ, WeChat, mail and ID numbers starred, character for character.

    >>> mask("咨询热线0731-88881234,QQ群:123456789")
    '咨询热线*************,QQ群:*********'
    >>> mask("加微信 wenmi_2020 领取,或写信给 a.b@mail.example")
    '加微信 ********** 领取,或写信给 ****************'
    >>> mask("张三 138 1234 5678\\uff0c430102199001011234")
    '张三 *************\\uff0c******************'
    >>> mask("共3200字,2023年12月5日,第10086号")
    '共3200字,2023年12月5日,第10086号'
    """
    key = fold(text)
    if not _HINT.search(key):
        return text
    for pattern in (_BARE, _LABELLED):
        for match in pattern.finditer(key):
            start, end = match.span(match.lastgroup or 0)
            text = f"{text[:start]}{'*' * (end - start)}{text[end:]}"
    return text
