"""Pages that hold no speech."""

import pytest

from cleaners import clean, read
from cleaners.page import Page
from tests.cleaners.noise.around import SPEECH, cleaned

FIRST_WORDS = "同志们:今天我们召开这次会议,主要目的是总结前一阶段的工作,部署下一步的任务..."


def test_a_list_of_first_words_is_no_speech() -> None:
    items = "".join(
        f"<dl><dt><a href=/{i}>在第{i}次会议上的讲话</a></dt><dd>{FIRST_WORDS}<a href=/{i}>[阅读全文]</a></dd></dl>"
        for i in range(4)
    )
    page = f"<html><body><p>本栏目每天更新各类讲话,欢迎常来看一看。</p>{items}</body></html>"
    done = clean(read(page.encode()))
    assert done.speeches == ()
    assert done.flags == ("no-speech",)


def test_first_words_beside_a_speech_are_not_the_page() -> None:
    beside = "".join(f"<div class=rel><a href=/{i}>第{i}篇</a><p>{FIRST_WORDS}</p></div>" for i in range(3))
    assert cleaned(beside, at=len(SPEECH)).speeches


def test_a_speaker_may_trail_off() -> None:
    trailing = [f"<p>{line[:-1]}......</p>" for line in SPEECH[1:3]]
    assert cleaned(*trailing).speeches


def test_an_article_of_an_encyclopedia_is_no_speech() -> None:
    body = "".join(f"<p>{line}</p>" for line in SPEECH)
    for title in ("河堤_百度百科", "河堤 - 维基百科\uff0c自由的百科全书"):
        assert clean(read(f"<title>{title}</title><div>{body}</div>".encode())).speeches == ()
    for title in ("在河堤上的讲话_范文百科", "百度百科是什么"):
        assert clean(read(f"<title>{title}</title><div>{body}</div>".encode())).speeches


@pytest.mark.breaks("cleaners/noise/whole_page.py", "count * 4 >=", "count * 4 >")
@pytest.mark.breaks("cleaners/noise/whole_page.py", "count * 4 >=", "count * 5 >=")
@pytest.mark.breaks("cleaners/noise/whole_page.py", 'flag="not-chinese"', 'flag="no-speech"')
@pytest.mark.parametrize(("letters", "flags"), [(72, ()), (73, ("not-chinese",))])
def test_more_than_four_letters_to_a_han_character_are_no_chinese(letters: int, flags: tuple[str, ...]) -> None:
    latin = ("damsanddykes" * 9)[:letters]
    assert clean(Page(f"河堤的事情大家都要放在心上,天天有人看。{latin}")).flags == flags
