"""What makes two texts copies of one speech."""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.duplicates import SHORTEST, han_key

BODY = "我们要认真学习贯彻会议精神把各项工作落到实处" * 3


@given(st.text("会議议督查靠抓", min_size=SHORTEST, max_size=80), st.lists(st.integers(0, 80), max_size=9))
def test_marks_figures_and_blanks_make_no_difference(body: str, places: list[int]) -> None:
    other = body
    for place in places:
        other = f"{other[:place]}\n\u3000,1a\uff0c{other[place:]}"
    assert han_key(body) == han_key(other) is not None


@given(st.integers(0, len(BODY) - 1))
def test_one_character_makes_a_difference(place: int) -> None:
    assert han_key(BODY) != han_key(BODY[:place] + BODY[place + 1 :])


def test_script_makes_no_difference() -> None:
    assert han_key("會議們" * 20) == han_key("会议们" * 20)


def test_short_texts_have_no_key() -> None:
    assert han_key("会" * (SHORTEST - 1) + "abc123,。") is None
    assert han_key("会" * SHORTEST) is not None
