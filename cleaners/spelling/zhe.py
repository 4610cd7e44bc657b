"""著 and 着: Taiwan writes both words as 著, the mainland writes each in its own way."""

from cleaners.patterns import compiled
from cleaners.rules.rule import any_of

# What makes it "written" or "evident" stands before 著 or after it, unless that belongs to another word:
# 专著 but 讨论著, 著名 but 看著名单.
_WRITTEN = any_of(
    "(?<=[原专编卓拙遗土名巨钜昭撰所鸿])著",
    "(?<=显)(?<![彰凸突]显)著",
    "(?<=论)(?<![讨谈议争辩评理]论)著",
    "(?<=合)(?<![配结迎混闭联符适整融]合)著",
    "(?<=译)(?<!翻译)著",
    "(?<=见微知)著",
    "(?<=彰明较)著",
    "著名(?![单字牌额册片])",
    "著作(?![用为战出风业息物客弊画揖])",
    "著称(?![赞呼谢])",
    "著述(?![说职])",
    "著录(?![音像制取用])",
    "著者",
    "著书(?=立说)",
    "著于(?=[世竹])",
    "著有(?=[《「『“诗文专论])",
)
_RARE = 4


def part(text: str, page: str) -> str:
    """A text with 著 read as 着 where the mainland writes so, unless its page tells the two apart itself:
    every page has several 着, so one that has next to none of them writes 著 for both.

    >>> part("看著他的名著,意味著进步显著,有著作用", page="著著著著")
    '看着他的名著,意味着进步显著,有着作用'
    """
    if "著" not in text or page.count("着") * _RARE > page.count("著"):
        return text
    written = {at for match in compiled(_WRITTEN).finditer(text) for at in range(*match.span())}
    return "".join(["着" if c == "著" and at not in written else c for at, c in enumerate(text)])
