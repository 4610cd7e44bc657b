"""Sentences stand in their order within the text, and hold its Han characters, each once."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleaners.chinese.fold import fold
from tests.benchmarks.corpus import document
from warehouse.likeness.sentences import HAN, sentences

TEXTS = st.text("会议工作会办的了著着一二2019.:, \n。！？；;!?年月日Aa%、", max_size=400)


@given(TEXTS)
def test_sentences_hold_every_han_character_once(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert "".join(s.key for s in found) == re.sub(rf"[^{HAN}]", "", fold(text)).replace("著", "着")


def test_marks_of_either_width_end_a_sentence() -> None:
    assert [s.key for s in sentences("好。行!\uff01对;可\uff1b是?吗\uff1f\n完")] == list("好行对可是吗完")


def test_a_text_without_marks_is_cut_and_no_piece_is_long() -> None:
    found = sentences("把工作的重心放到基层去" * 3000)
    assert max(s.end - s.start for s in found) <= 240
    assert [s.end for s in found[:-1]] == [s.start for s in found[1:]]


def test_cuts_soon_fall_alike_wherever_a_copy_starts() -> None:
    text = re.sub("[。\n]", "", "".join(document(n, 5).text for n in range(10)))
    whole, late = ({s.key for s in sentences(x)} for x in (text, text[777:]))
    assert len(late) > 200 and len(whole & late) > 0.95 * len(late)


def test_figures_of_the_text_and_none_of_an_address_or_salt() -> None:
    [found] = sentences("2019 年3月5日8:30在二楼,完成 12.5%的任务www.w3.example页码9, `4 \\6 P8 ]$ j+")
    assert found.numbers == ("2019", "3", "5", "8", "30", "12.5", "9")


def test_a_figure_that_salt_follows_is_none() -> None:
    [found] = sentences("工作汇报5 x3 `7 {")
    assert found.numbers == ()
