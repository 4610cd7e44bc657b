"""What a page says to its visitor."""

import pytest

from cleaners import clean, read
from tests.cleaners.noise.around import SPEECH, cleaned, lines


@pytest.mark.parametrize(
    "said",
    [
        "很抱歉,您要访问的页面不存在或者已经被删除!",
        "抱歉,找不到您要查看的文章,它可能已经下架。",
        "404 Not Found",
        "该内容已被删除",
        "您访问的网页已过期,5秒后自动跳转到首页。",
    ],
)
def test_a_page_that_is_gone_has_no_speech(said: str) -> None:
    done = clean(read(f"<html><body><div class=e><h2>出错了</h2><p>{said}</p></div></body></html>".encode()))
    assert done.speeches == ()
    assert done.flags == ("no-speech",)


def test_a_speech_may_speak_of_pages_that_are_gone() -> None:
    assert lines(cleaned("<p>您要访问的页面不存在,这句话我听了三年。</p>")) >= len(SPEECH)


def test_gone_is_told_of_a_dump_too() -> None:
    assert clean(read("某某网\n对不起,您访问的文章不存在或已被删除。\n返回首页\n".encode())).speeches == ()
