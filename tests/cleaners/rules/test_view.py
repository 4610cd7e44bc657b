"""What a rule sees: marks where they stand in the text of its stage, and what is handed on."""

from cleaners.draft import Draft
from cleaners.page import Mark, Page
from cleaners.rules.view import View
from cleaners.tiles import Edit

MARKS = (
    Mark(0, 2, "heading", "h1"),
    Mark(2, 4, "heading", "h2"),
    Mark(4, 6, "heading", "h2"),
    Mark(4, 4, "meta", "a=b"),
)
PAGE = Page("甲乙丙丁戊己", marks=MARKS)


def test_marks_stand_where_their_text_does_and_those_without_text_are_gone() -> None:
    view = View(PAGE, Draft.of(PAGE.text).edit([Edit(1, 4, "", "a/cut")]))
    assert view.text == "甲戊己"
    assert view.marks("heading") == [Mark(0, 1, "heading", "h1"), Mark(1, 3, "heading", "h2")]
    assert view.marks("heading", "h1") == [Mark(0, 1, "heading", "h1")]
    assert view.marks("meta") == [Mark(1, 1, "meta", "a=b")]


def test_what_hangs_on_the_draft_is_handed_on_while_it_stays() -> None:
    draft = Draft.of(PAGE.text)
    first = View(PAGE, draft)
    lines = first.lines
    assert View(PAGE, draft, before=first).lines is lines
    assert View(PAGE, draft.edit([Edit(0, 1, "", "a/cut")]), before=first).lines is not lines
