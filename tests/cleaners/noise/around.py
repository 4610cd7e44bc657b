"""A speech in HTML with something put into it, and what becomes of that."""

from cleaners import clean, read
from cleaners.speech import Cleaned

TITLE = "在乡人民代表大会上的报告"
SPEECH = (
    "各位代表:",
    "我受乡政府的委托,向大会报告去年的工作,请予审议。去年全乡修了十九公里路,没有欠一分工钱。",
    "路修好以后,外面的菜贩子开着车进来收菜,白菜一斤多卖了两分钱,两分钱不多,一个乡就是六十万。",
    "今年的事情比去年难,难在水上。三个村的井打到一百八十米还是干的,要从河里提水上来,提水就要架电线。",
    "我们算过,一共要三百二十根电线杆,县里给两百根,剩下的自己想办法,办法就在各位代表的手里。",
)
PLACES = (0, 2, len(SPEECH))


def page(*put: str, at: int = 2) -> bytes:
    """The speech as a site shows it, with blocks of HTML before its paragraph `at`."""
    paragraphs = [f"<p>{line}</p>" for line in SPEECH]
    paragraphs[at:at] = put
    menu = "".join(f"<li><a href=/{i}>{word}</a></li>" for i, word in enumerate(("首页", "新闻", "公告", "服务")))
    return (
        f"<html><head><title>{TITLE}_平川网</title></head><body><ul>{menu}</ul><h1>{TITLE}</h1>"
        f"<div class=content>{''.join(paragraphs)}</div><p>平川网 版权所有</p></body></html>"
    ).encode()


def cleaned(*put: str, at: int = 2) -> Cleaned:
    return clean(read(page(*put, at=at)))


def rules_that_cut(done: Cleaned, words: str) -> set[str]:
    """The rules that took some text with these words."""
    return {t.rule for t in done.draft.ledger if t.new == "" and words in done.page.text[t.start : t.end]}


def lines(done: Cleaned) -> int:
    """How many paragraphs the fair copy has."""
    return done.speeches[0].body.count("\n") + 1
