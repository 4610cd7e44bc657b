"""When a page was put up and by whom, as its own lines say."""

import pytest

from cleaners import clean, read
from cleaners.speech import Speech

TITLE = "在开河仪式上的讲话"
LONG = "今年的河堤加固工程比去年提前了二十天开工,各村的石料和木桩都已经运到了堤下,请大家放心。"


def speech(above: str = "", behind: str = "") -> Speech:
    """The speech of a page with a line above its text and one behind it."""
    text = "".join(f"<p>{LONG}</p>" for _ in range(3))
    page = f"<title>{TITLE}_某网</title><h1>{TITLE}</h1><div>{above}</div><div class=y>{text}</div><div>{behind}</div>"
    return clean(read(page.encode())).speeches[0]


@pytest.mark.parametrize("line", ["发布时间:二〇一九年三月四日", "发布日期:2019年3月4日", "发布于 2019-03-04"])
def test_a_labelled_date_counts_above_the_text_and_behind_it(line: str) -> None:
    for found in (speech(above=line), speech(behind=line)):
        assert found.published == "2019-03-04"
        assert found.body.count("\n") == 2


def test_a_bare_date_of_the_document_is_not_the_pages() -> None:
    found = speech(above="(二〇一九年三月四日)")
    assert (found.published, found.event_date) == (None, "2019-03-04")


def test_the_floor_under_a_post_says_when_and_not_who() -> None:
    found = speech(behind="举报来自手机客户端1楼2013-06-21 18:20")
    assert (found.published_time, found.poster) == ("2013-06-21T18:20:00", None)
