"""The folded key is as long as its text, and folds as OpenCC does, character by character."""

from hypothesis import given
from hypothesis import strategies as st

from cleaners.chinese.fold import fold
from tests.tools.make_fold_table import TARGET, source


@given(st.text())
def test_the_key_is_as_long_as_the_text_and_a_key_of_itself(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_wide_marks_and_blanks_fold() -> None:
    assert fold("\uff0c\uff1a\uff1b\uff1f\uff01\uff08\uff09\u3000\xa0") == ",:;?!()  "


def test_chinese_marks_and_quotes_stay() -> None:
    assert fold("。、“”《》…—·") == "。、“”《》…—·"


def test_the_table_is_what_opencc_says() -> None:
    assert TARGET.read_text("utf-8") == source()
