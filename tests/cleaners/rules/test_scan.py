"""Hints in lines: what is looked for at once is what a plain look finds."""

from hypothesis import given
from hypothesis import strategies as st

from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.scan import LONGEST, Scan
from cleaners.rules.view import View

WORDS = st.frozensets(st.text("上下一二|:", min_size=1, max_size=3), max_size=6)
LINE = st.text("上下一二三|: ", max_size=12)
LONG = LINE.map(lambda line: line + "文" * LONGEST)


@given(st.lists(LINE | LONG, max_size=5), WORDS, WORDS, WORDS, st.sampled_from([None, 5, LONGEST, LONGEST + 9]))
def test_lines_with_hints_are_those_that_hold_one(
    lines: list[str], near: frozenset[str], far: frozenset[str], asked: frozenset[str], longest: int | None
) -> None:
    page = Page("\n".join(lines))
    view = View(page, Draft.of(page.text), Scan(near, far))
    held = [x for x in view.lines if any(word in x.key for word in asked) and (not longest or len(x.key) <= longest)]
    assert view.lines_with(asked, longest) == held
    assert view.has(asked, longest) or not held
