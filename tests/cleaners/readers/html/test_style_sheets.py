"""What the style sheets in a page take from sight."""

import pytest

from cleaners.readers.html.style_sheets import Sheet, sheet_of


def hidden(css: str) -> set[str]:
    return set(sheet_of(f"<style>{css}</style><p>文</p>".encode()).hidden)


@pytest.mark.parametrize(
    ("css", "names"),
    [
        (".a,.b , p.c{display:none}", {".a", ".b", "p.c"}),
        (".a{color:red;display:none;visibility:hidden}.b{visibility:hidden}", {".a", ".b"}),
        ("p .a{display:none}", set()),
        ("/* .a{ */ .b{display:none} /* .c{", {".b"}),
        ("/* one */.a{display:none}/* two */.b{display:none}", {".a", ".b"}),
        ("@import url(x);.a{display:none}", {".a"}),
        ("@media print{.a{display:none}}.b{display:none}", {".b"}),
        ("@@@.a{display:none}", set()),
        (".a{display:none}.a{display:block}", set()),
        (".a,.b,.c{display:none}p.b:hover,.x{display:block}.y .c>i{display:block}", {".a", ".c"}),
        (".a{display:none}.ab{display:block}.a-b{display:block}", {".a"}),
        (".a{display:none} .x{background:url(i.a)} .y{display:block}", {".a"}),
        ("display:none}.a{display:none}", {".a"}),
    ],
)
def test_what_is_hidden_and_not_shown_again(css: str, names: set[str]) -> None:
    assert hidden(css) == names


def test_a_sheet_that_is_never_closed_goes_on_to_the_end() -> None:
    assert sheet_of(b"<style>p{}" * 9 + b".a{display:none}").hidden == {".a"}
    assert sheet_of(b"<style>.a{display:none}</style><STYLE>.B{font-size:0 }") == Sheet(
        frozenset((".a",)), frozenset((".b",))
    )


def test_sheets_for_paper_hold_on_no_screen() -> None:
    source = b"<style media=print>.a{display:none}</style><style media=screen>.b{display:none}</style>"
    assert sheet_of(source).hidden == {".b"}
