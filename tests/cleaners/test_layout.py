"""Broken lines are joined, lost breaks are put back at sure places, and whole paragraphs stay as they are."""

import textwrap

import pytest

from cleaners import clean
from cleaners.page import Page

PARAGRAPHS = [
    "湿地被人叫作大地的肾，这个比方大家都听腻了，我换一个比方：湿地是一座城市的存钱罐，水多的时候存进去，水少的时候取出来。",
    "二十年前，这条河的下游有十一万亩芦苇荡，现在剩下四万亩出头，少掉的那些变成了鱼塘、厂房和一条宽马路，谁也没有问过白鹭。",
    "今年要办好四件事：一是退塘还湿，二是补种芦苇，三是沿河设三十六个观测点，四是把账本公开，请每一个市民来查。",
]


@pytest.mark.parametrize("width", [24, 32, 40])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_lines_of_a_fixed_width_are_joined(width: int, indent: str) -> None:
    broken = ["\n".join(textwrap.wrap(indent + p, width, drop_whitespace=False)) for p in PARAGRAPHS]
    body = clean(Page("\n".join(broken))).speeches[0].body
    assert "".join(body.split("\n")) == "".join(PARAGRAPHS)
    assert body.split("\n") == PARAGRAPHS or not indent


def test_whole_paragraphs_stay() -> None:
    assert clean(Page("\n".join(PARAGRAPHS))).speeches[0].body.split("\n") == PARAGRAPHS


def test_a_giant_line_is_parted_at_sure_places() -> None:
    text = (
        "今天交流几个问题。" * 20
        + "第一个问题：怎么看？"
        + "看得要远一些。" * 20
        + "第二个问题：怎么办？"
        + "办得要实一些。" * 20
        + "同志们，时间不等人。谢谢大家！"
    )
    body = clean(Page("同志们：" + text)).speeches[0].body
    starts = [line[:4] for line in body.split("\n")]
    assert starts == ["同志们：", "今天交流", "第一个问", "第二个问", "同志们，", "谢谢大家"]


def test_a_long_paragraph_of_a_longer_text_stays_whole() -> None:
    long = "一是抓学习。" * 40 + "第一，要看得远。" + "第二，要想得深。" + "第三，要做得实。"
    text = "\n".join([long, *PARAGRAPHS * 4])
    assert clean(Page(text)).speeches[0].body.split("\n")[0] == long


def test_no_line_is_joined_to_the_next_speech() -> None:
    line = "同志们今天讲一讲关于防汛的几件要紧的事"
    part = "\n".join([line] * 6)
    page = Page("\n".join(f"篇{n}:关于防汛工作的讲话\n各位乡亲们:\n{part}\n说完了。\n{line}" for n in "一二三"))
    done = clean(page)
    assert len(done.speeches) == 3
    assert "\n".join(speech.body for speech in done.speeches) == done.draft.text
