"""Rows of counters, paths, dots and signs, as forums and sites set them: none holds cleaning up."""

import os
import sys
from random import Random
from subprocess import run

import pytest

from cleaners import clean, read

HOW_MANY = 200 if os.environ.get("QINGGAO_SOAK") else 40
# Seconds of the processor's for one page, and for all of a share, after which its process is ended.
LONGEST, LIMIT = 1.0, 120
SPEECH = "同志们\uff1a\n今天的会议只讲一件事\uff0c就是把水渠修到每一块田边。\n各村要把人手和石料都算清楚\uff0c月底以前报上来。\n"
STATS = "UID 帖子 主题 精华 积分 威望 金钱 贡献 阅读权限 注册时间 在线时间 最后登录 人气 级别 来自 好友 粉丝 签到天数".split()
COUNTS = "阅读 评论 点赞 收藏 转发 浏览 分享 回复 人气 推荐 下载 支持 作者 来源 时间".split()
PATH = "首页 新闻中心 时政 论坛 领导讲话 公文 正文 查看全文 办公室 材料".split()
LABELS = "时间 来源 作者 编辑 点击 浏览 字号 发布时间 发布者 人气 栏目".split()
VALUES = ("0", "12", "3456", "2012-3-4", "2012-3-4 10:20", "12 小时", "1.2万", "男", "")
SIGNS = "/ - . \u3002 … > » › → | · , ~ _ = + * # ( ) [ \u3010 ★ × © < @ : \u3001 ! ?".split()
BETWEEN = (" ", "\t", " | ", "/", "  ", "", " · ", ",", " / ", " > ", ">>", "->", "\u3000")
TAILS = ("", "查看详细资料", "!", " 打招呼", "首页", "\u3002", " 精彩", "]")


def _pairs(random: Random, words: list[str], colon: str = "") -> str:
    between, inner = random.choice(BETWEEN), random.choice((" ", "\t", ":", "\uff1a", "", colon))
    row = (random.choice(words) + inner + random.choice(VALUES) for _ in range(random.randint(5, 40)))
    return between.join(row)


def _path(random: Random) -> str:
    return random.choice(BETWEEN).join(random.choice(PATH) for _ in range(random.randint(4, 40)))


def _signs(random: Random) -> str:
    """A row of one sign or a few, in a sentence or for itself."""
    motif = "".join(random.choice(SIGNS) for _ in range(random.choice((1, 1, 1, 2, 3))))
    before = random.choice(("", "浏览:356 ", "今天的会就开到这里", "更多范文请访问"))
    return before + motif * random.choice((30, 80, 300, 5000))


def _line(random: Random) -> str:
    kind = random.randrange(5)
    if kind == 0:
        return _path(random)
    if kind == 1:
        return _signs(random)
    return _pairs(random, (STATS, COUNTS, LABELS)[kind - 2])


def page(seed: int) -> str:
    """A speech with a line or two of furniture over it, under it, or run into it."""
    random = Random(seed)
    line = _line(random) + random.choice(TAILS)
    return random.choice(
        (f"{line}\n{SPEECH}", f"{SPEECH}{line}\n", f"{SPEECH[:-1]}{line}\n{_line(random)}", f"{line}{SPEECH}")
    )


@pytest.mark.parametrize("share", range(2))
def test_no_card_takes_long(share: int) -> None:
    seeds = range(share, HOW_MANY, 2)
    done = run([sys.executable, "-m", __name__, *map(str, seeds)], timeout=LIMIT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    times = [float(time) for time in done.stdout.split()]
    assert len(times) == len(seeds)
    assert not [(seed, time) for seed, time in zip(seeds, times, strict=True) if time > LONGEST]


def _main() -> None:
    """Prints how long the page of each seed took."""
    from time import process_time

    clean(read(SPEECH.encode()))
    for seed in sys.argv[1:]:
        start = process_time()
        clean(read(page(int(seed)).encode()))
        print(process_time() - start, flush=True)


if __name__ == "__main__":
    _main()
