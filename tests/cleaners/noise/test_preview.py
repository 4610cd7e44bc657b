"""Notices that text is missing, and buttons that only unfold it."""

import pytest

from tests.cleaners.noise.around import SPEECH, cleaned


@pytest.mark.parametrize("at", [2, len(SPEECH)])
def test_a_fold_behind_a_whole_sentence_hides_nothing(at: int) -> None:
    assert cleaned("<p>展开阅读全文</p>", at=at).speeches[0].completeness == "complete"


def test_a_fold_behind_half_a_sentence_says_that_the_rest_is_missing() -> None:
    half = cleaned("<p>最后我要说的是,电线杆不够的三个村,今年先</p>", "<p>展开阅读全文</p>", at=len(SPEECH))
    assert half.speeches[0].completeness == "truncated"
    assert half.speeches[0].gap and half.speeches[0].gap.where == "end"
