"""How much of a speech comes back when it was turned Traditional and is cleaned: a Markdown table."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from pathlib import Path

from cleaners.clean import lay
from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.view import View
from cleaners.spelling.script import RULES

SPEECHES = Path(__file__).parent / "speeches"

# What mirror sites do to common words before or after they turn the characters; not taken from cleaners/spelling/taiwan.py.
MIRROR = (
    "群众 民众,文件 檔案,优化 最佳化,窗口 視窗,宏观 巨觀,网络 網路,搜集 蒐集,报道 報導,想象 想像,程序 程式,软件 軟體,硬件 硬體,"
    "服务器 伺服器,数据库 資料庫,屏幕 螢幕,打印 列印,鼠标 滑鼠,智能手机 智慧型手機,人工智能 人工智慧,数字化 數位化,数字经济 數位經濟,"
    "互联网 網際網路,激光 雷射,纳米 奈米,芯片 晶片,塑料 塑膠,出租车 計程車,自行车 腳踏車,幼儿园 幼稚園,导弹 飛彈,硬盘 硬碟,U盘 隨身碟,"
    "视频会议 視訊會議,短信 簡訊,水平 水準,通过 透過,知识产权 智慧財產權,公元 西元,局域网 區域網路,信号 訊號,接口 介面,登录 登入,"
    "身份证 身分證,移动电话 行動電話,方便面 泡麵,黑客 駭客,宽带 寬頻,光盘 光碟,内存 記憶體,传感器 感測器,社区 社群"
)


def speeches() -> dict[str, str]:
    """The texts by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(SPEECHES.glob("*.txt"))}


@cache
def turners() -> dict[str, Callable[[str], str]]:
    """Ways to turn a text Traditional."""
    from opencc import OpenCC

    ways: dict[str, Callable[[str], str]] = {c: OpenCC(c).convert for c in ("s2t", "s2tw", "s2hk", "s2twp")}
    return ways | {"mirror": mirrored}


def mirrored(text: str) -> str:
    """A text as a mirror site gives it: words replaced, then the characters, 着 for 著 among them."""
    for pair in MIRROR.split(","):
        ours, theirs = pair.split()
        text = text.replace(ours, theirs)
    return turners()["s2tw"](text)


def cleaned(text: str) -> str:
    """A text with the script rules alone laid on."""
    draft = Draft.of(text)
    return lay(View(Page(text), draft), RULES).text


def errors(want: str, got: str) -> Iterator[tuple[str, str]]:
    """The differing stretches of two texts."""
    for op, a, b, c, d in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if op != "equal":
            yield want[a:b], got[c:d]


def row(way: str) -> str:
    """One line of the table."""
    texts = speeches().values()
    found = list(chain.from_iterable(errors(text, cleaned(turners()[way](text))) for text in texts))
    wrong, size = sum(max(len(a), len(b)) for a, b in found), sum(map(len, texts))
    return f"| {way} | {size} | {wrong} | {wrong / size:.3%} | {' '.join(f'{b}←{a}' for a, b in found[:8])} |"


def table() -> str:
    """The character error rate by the way a text was turned; Simplified texts must come back as they are."""
    touched = sum(cleaned(text) != text for text in speeches().values())
    head = ["| turned by | characters | wrong | rate | the first of them |", "|---|---|---|---|---|"]
    return "\n".join([*head, *map(row, turners()), f"| (Simplified, untouched) | | {touched} | | |"])


if __name__ == "__main__":
    print(table())
