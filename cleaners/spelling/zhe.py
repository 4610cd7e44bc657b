"""著 and 着: Taiwan writes both words as 著, the mainland writes each in its own way."""

from functools import lru_cache

from cleaners.patterns import compiled
from cleaners.rules.rule import any_of

# What makes it "written" or "evident" stands before 著 or after it, unless that belongs to another word:
# 专著 but 讨论著, 著名 but 看著名单. 著 comes first: so a search stops at few places.
_WRITTEN = "著(?:{})".format(
    any_of(
        "(?<=[原专编卓拙遗土名巨钜昭撰所鸿]著)",
        "(?<=显著)(?<![彰凸突]显著)",
        "(?<=论著)(?<![讨谈议争辩评理]论著)",
        "(?<=合著)(?<![配结迎混闭联符适整融]合著)",
        "(?<=译著)(?<!翻译著)",
        "(?<=见微知著)",
        "(?<=彰明较著)",
        "名(?![单字牌额册片])",
        "作(?![用为战出风业息物客弊画揖])",
        "称(?![赞呼谢])",
        "述(?![说职])",
        "录(?![音像制取用])",
        "者",
        "书(?=立说)",
        "于(?=[世竹])",
        "有(?=[《「『“诗文专论])",
    )
)
_RARE = 4


def part(text: str, page: str) -> str:
    """A text with 著 read as 着 where the mainland writes so, unless its page tells the two apart itself:
    every page has several 着, so one that has next to none of them writes 著 for both.

    >>> part("看著他的名著,意味著进步显著,有著作用", page="著著著著")
    '看着他的名著,意味着进步显著,有着作用'
    """
    if "著" not in text or _tells_apart(page):
        return text
    written = {at for match in compiled(_WRITTEN).finditer(text) for at in range(*match.span())}
    return "".join(["着" if c == "著" and at not in written else c for at, c in enumerate(text)])


@lru_cache(1)
def _tells_apart(page: str) -> bool:
    return page.count("着") * _RARE > page.count("著")
