"""Runs of sentences compared as one string: links lie inside the runs, and tell edits and replacements."""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.likeness.edits import FELLOW, Side, compare
from warehouse.likeness.sentences import sentences

RUNS = st.lists(st.text("会议工作办了", min_size=1, max_size=12), min_size=1, max_size=8)


def compared(a: str, b: str) -> tuple[Side, Side]:
    one, other = (Side(found := sentences(text), [None] * len(found)) for text in (a, b))
    compare(one, list(range(len(one.sentences))), other, list(range(len(other.sentences))))
    return one, other


@given(RUNS, RUNS)
def test_links_lie_inside_the_other_run_and_hold_to_the_limit(a: list[str], b: list[str]) -> None:
    one, other = compared("。".join(a), "。".join(b))
    for side, theirs in ((one, other), (other, one)):
        for sentence, link in zip(side.sentences, side.links, strict=True):
            if link:
                assert 0 <= link.first <= link.last < len(theirs.sentences)
                assert link.edited * len(sentence.key) <= max(1, FELLOW * len(sentence.key))


@given(RUNS)
def test_a_run_agrees_with_itself_sentence_by_sentence(run: list[str]) -> None:
    one, _ = compared("。".join(run), "。".join(run))
    assert [(link.first, link.last, link.edited) for link in one.links if link] == [(i, i, 0) for i in range(len(run))]


def test_edits_are_counted_and_an_addition_is_two_at_most() -> None:
    one, _ = compared("请认真对照检查内容做好自查", "请认真对照检察内容讲稿网文库做好自查")
    assert [round(link.edited * 13) for link in one.links if link] == [3]


def test_changes_that_one_equal_character_parts_are_one() -> None:
    one, _ = compared("请王建国同志发言并作总结", "请李建军同志发言并作总结")
    assert [tuple(change) for link in one.links if link for change in link.changes] == [("王建国", "李建军", "同志")]
