"""Forum furniture."""

import pytest

from cleaners import clean, read
from cleaners.draft import Draft
from cleaners.fields.posts import posts
from cleaners.rules.view import View
from tests.cleaners.noise.around import PLACES, SPEECH, TITLE, cleaned, lines


def test_a_post_that_a_reply_quotes_opens_no_thread() -> None:
    quoted = "<blockquote>老王 发表于 2020-3-1 08:00<br>同志们,会开到这里。</blockquote>"
    page = read(f"<html><body><p>同意。</p>{quoted}<p>同意以上两位。</p></body></html>".encode())
    assert posts(View(page, Draft.of(page.text))) == []


def test_a_letter_loses_its_head_and_its_signature() -> None:
    head = f"发信人: shan (山口), 信区: Speech\n标  题: {TITLE}\n发信站: 松涛站 (Sat Mar 11 21:40:15 2006)\n\n"
    tail = "\n--\n山高水长\n※ 来源:.松涛站 bbs.songtao.example.[FROM: 10.0.3.7]\n"
    done = clean(read((head + "\n".join(SPEECH) + tail).encode()))
    assert done.speeches[0].body.count("\n") + 1 == len(SPEECH)


def test_two_dashes_in_a_text_stay() -> None:
    done = clean(read(f"{TITLE}\n{SPEECH[0]}\n{SPEECH[1]}\n--\n{SPEECH[2]}\n".encode()))
    assert "--" in done.speeches[0].body


@pytest.mark.parametrize("at", PLACES)
def test_a_stray_post_line_costs_no_text(at: int) -> None:
    assert lines(cleaned("<p>发表于 2019-03-05 10:00</p>", at=at)) == len(SPEECH)


def test_a_post_line_under_a_dump_costs_no_text() -> None:
    done = clean(read("\n".join([TITLE, *SPEECH, "发表于 2019-03-05 10:00", "回复"]).encode()))
    assert lines(done) == len(SPEECH)
