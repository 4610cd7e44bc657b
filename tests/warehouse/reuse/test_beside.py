"""A few characters that two speeches share tell nothing alone, and something beside a passage."""

from contextlib import closing
from random import Random

import pytest

from tests.warehouse.reuse.test_lookup import OTHER, OWN, found, letters, shelf
from warehouse.reuse.found import COMMON

CHANCE = Random(1)
WEAK = "口子一开就难收"
DRAFT = f"{letters(CHANCE, 9)}\uff0c{WEAK}\uff0c{letters(CHANCE, 9)}。\n{OWN}。"


def other(between: int, strong: str = OWN) -> str:
    return f"{strong}。{letters(CHANCE, between)}。{letters(CHANCE, 9)}{WEAK}{letters(CHANCE, 9)}。"


def test_a_weak_passage_beside_a_strong_one_is_found() -> None:
    body = other(100)
    with closing(shelf([(1, body)])) as db:
        weak, strong = found(db, DRAFT)
    (holder,) = weak.holders
    assert (weak.whole, weak.works, weak.speeches, strong.whole) == (False, 1, 1, True)
    assert [DRAFT[slice(*span)] for span in weak.spans] == [WEAK]
    assert holder.text == body[holder.start : holder.start + len(holder.text)] == WEAK


@pytest.mark.parametrize("bodies", [[other(100, OTHER)], [other(300)], [other(0, OTHER), OWN]])
def test_alone_or_far_or_in_another_speech_it_is_not(bodies: list[str]) -> None:
    with closing(shelf(enumerate(bodies, 1))) as db:
        assert all(one.whole for one in found(db, DRAFT))


def test_beside_a_formula_it_is_not() -> None:
    with closing(shelf(enumerate([other(50), *[OWN] * COMMON], 1))) as db:
        assert [one.common for one in found(db, DRAFT)] == [True]


def test_a_speech_with_two_parts_of_a_sentence_in_two_of_its_own_has_both() -> None:
    body = f"{letters(CHANCE, 9)}{OWN[:11]}{letters(CHANCE, 9)}。{letters(CHANCE, 9)}{OWN[14:]}{letters(CHANCE, 9)}。"
    with closing(shelf([(1, body)])) as db:
        (one,) = found(db, f"{OWN}。")
    assert (one.works, one.speeches, len(one.holders)) == (1, 1, 2)
    assert [OWN[slice(*span)] for span in one.spans] == [OWN[:11], OWN[14:]]
    assert all(body[h.start : h.start + len(h.text)] == h.text for h in one.holders)
