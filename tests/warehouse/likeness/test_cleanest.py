"""The cleanest copy is the text as it was: without slips, watermarks, salt; and with all its sentences."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.corpus import documents
from tests.benchmarks.damage import DAMAGE
from warehouse.likeness.cleanest import cleanest

SPEECHES = [d.text for d in documents(300, seed=6) if d.kind == "base"][::12]
DAMAGES = ("edit1", "edit2", "edit5", "watermark")


def damaged(text: str, kind: str, time: int = 0) -> str:
    return DAMAGE[kind](text, Random(f"{kind} {time}"))


@pytest.mark.parametrize("text", SPEECHES)
def test_of_many_copies_the_undamaged_one(text: str) -> None:
    copies = [text, *(damaged(text, kind) for kind in DAMAGES)]
    for time in range(6):
        Random(time).shuffle(copies)
        assert copies[cleanest(copies)] == text


@pytest.mark.parametrize("text", SPEECHES)
def test_of_two_the_one_without_a_watermark(text: str) -> None:
    marked = damaged(text, "watermark")
    assert cleanest([text, marked]) == 0 and cleanest([marked, text]) == 1


@pytest.mark.parametrize("text", SPEECHES)
def test_no_undamaged_copy_need_be_there(text: str) -> None:
    """Two with few slips confirm one another more than they do one with many."""
    copies = [damaged(text, "edit5"), damaged(text, "edit1", 1), damaged(text, "edit1", 2), damaged(text, "edit5", 3)]
    assert cleanest(copies) in (1, 2)


@pytest.mark.parametrize("text", SPEECHES)
def test_a_copy_that_lost_a_sentence_is_not_taken(text: str) -> None:
    sentences = text.split("。")
    short = "。".join(sentences[:8] + sentences[9:])
    assert cleanest([text, short]) == 0 and cleanest([short, text]) == 1


@given(st.lists(st.text("会议工作的了2019,。www\n", max_size=60), min_size=1, max_size=5))
def test_one_of_them_is_named_and_of_equal_ones_the_first(copies: list[str]) -> None:
    place = cleanest(copies)
    assert copies.index(copies[place]) == place
