"""Titles: what speaks for a line as the title of its part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import clean, read
from cleaners.draft import Draft
from cleaners.fields.titles import _Said
from cleaners.page import Page
from cleaners.rules.view import View

SPEECH = "同志们:\n今天的会议很重要,大家要认真听,抓好落实。\n"
TITLE = "抓好防汛备汛的几点意见"


def says_again(other: str, bare: str) -> bool:
    return other.startswith(bare) or other.endswith(bare) or f"【{bare}】" in other


@given(st.lists(st.text("抓汛【】 ", min_size=1, max_size=8), min_size=1, max_size=8), st.text("抓汛【】", max_size=4))
def test_a_title_is_said_again_by_any_other_line(rows: list[str], bare: str) -> None:
    text = "\n".join(rows)
    view = View(Page(text), Draft.of(text))
    for line in view.lines:
        others = [said for number, said in view.bare_lines if number != line.number]
        assert _Said.on(view).again(bare, line.number) == any(says_again(other, bare) for other in others)


@pytest.mark.parametrize("again", [TITLE, f"首页>{TITLE}", f"{TITLE}_某某网", f"下载【{TITLE}】全文"])
def test_a_line_that_stands_again_is_the_title(again: str) -> None:
    assert clean(read(f"河西快讯\n{TITLE}\n{SPEECH}{again}\n".encode())).speeches[0].title == TITLE


@pytest.mark.parametrize("between", ["", "版权所有\n" * 3])
def test_each_part_has_the_title_over_it(between: str) -> None:
    text = "".join(f"篇{n}:关于第{n}项工作的讲话\n{between}{SPEECH}" for n in "一二三")
    titles = [speech.title for speech in clean(read(text.encode())).speeches]
    assert titles == [f"关于第{n}项工作的讲话" for n in "一二三"]
