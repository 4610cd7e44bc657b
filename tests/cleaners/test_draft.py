"""The account: any composition of edits tells both the page and the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.draft import Draft
from cleaners.errors import OverlappingEdits
from cleaners.tiles import Edit

PAGE = st.text("ab中文\n 。", max_size=24)
NEW = st.sampled_from(["", "x", "yz", "一二三四五"])


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits in order that do not overlap, on a text of some length."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(a, b, draw(NEW), f"rule/{i}") for i, (a, b) in enumerate(pairs)]


def naive(text: str, laid: list[Edit]) -> str:
    for edit in reversed(laid):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def assert_covers(draft: Draft) -> None:
    at = 0
    for tile in draft.tiles:
        assert tile.start == at <= tile.end
        at = tile.end
    assert at == len(draft.page)


@given(PAGE, st.data())
def test_composed_edits_equal_string_editing_and_cover_the_page(page: str, data: st.DataObject) -> None:
    draft, text = Draft.of(page), page
    for _ in range(data.draw(st.integers(1, 4))):
        laid = data.draw(edits(len(text)))
        draft, text = draft.edit(laid), naive(text, laid)
        assert draft.text == text
        assert_covers(draft)


@given(PAGE, st.data())
def test_every_character_of_the_text_has_a_place_on_the_page(page: str, data: st.DataObject) -> None:
    draft = Draft.of(page).edit(data.draw(edits(len(page))))
    places = [draft.page_span(i, i + 1) for i in range(len(draft.text))]
    assert all(0 <= a <= b <= len(page) for a, b in places)
    assert places == sorted(places)
    for i, (a, b) in enumerate(places):
        kept = [t for t in draft.tiles if t.new is None and t.start <= a and b <= t.end]
        assert a == b or not kept or page[a:b] == draft.text[i]


@given(PAGE, st.data())
def test_offsets_rise_along_the_page_and_agree_with_the_tiles(page: str, data: st.DataObject) -> None:
    draft = Draft.of(page).edit(data.draw(edits(len(page))))
    offsets = [draft.offset(at) for at in range(len(page) + 1)]
    assert offsets == sorted(offsets)
    for tile in draft.tiles:
        if tile.new is None:
            assert (
                page[tile.start : tile.end] == draft.text[draft.offset(tile.end) - tile.width : draft.offset(tile.end)]
            )


@given(PAGE, st.data())
def test_a_run_is_the_same_as_an_edit_for_each_character_that_differs(page: str, data: st.DataObject) -> None:
    """Whatever was laid before it, and whatever comes after."""
    before = Draft.of(page).edit(data.draw(edits(len(page))))
    new = "".join(data.draw(st.sampled_from([c, c, "新"])) for c in before.text)
    run = before.edit([Edit(0, len(new), new, "run", by_character=True)] if new != before.text else [])
    each = before.edit(Edit(i, i + 1, c, "run") for i, c in enumerate(new) if c != before.text[i])
    assert run.text == each.text == new
    after = data.draw(edits(len(new)))
    for one, other in ((run, each), (run.edit(after), each.edit(after))):
        assert one.text == other.text
        assert fates(one) == fates(other)
        assert_covers(one)


def test_a_run_over_a_longer_reading_is_the_same_as_an_edit_for_each_character() -> None:
    before = Draft.of("abcd").edit([Edit(0, 3, "一二三四五", "longer")])
    new = "新新新四五d"
    run = before.edit([Edit(0, len(new), new, "run", by_character=True)])
    each = before.edit(Edit(i, i + 1, new[i], "run") for i in range(3))
    first = [Edit(0, 1, "", "cut")]
    assert fates(run.edit(first)) == fates(each.edit(first))


def fates(draft: Draft) -> list[tuple[str, str]]:
    """Of each character of the text the rule that gave it, and for each character that was cut the rule that cut it."""
    found = list[tuple[str, str]]()
    for tile in draft.tiles:
        new = draft.page[tile.start : tile.end] if tile.new is None else tile.new
        found += [(tile.rule, c) for c in new]
        if not new:
            found += [(tile.rule, "cut")] * (tile.end - tile.start)
    return found


def test_the_first_rule_to_cut_keeps_the_blame() -> None:
    draft = Draft.of("0123456789").edit([Edit(3, 5, "", "first")]).edit([Edit(2, 6, "", "second")])
    assert [(t.start, t.end, t.rule) for t in draft.ledger] == [(2, 3, "second"), (3, 5, "first"), (5, 8, "second")]


def test_a_respelling_character_for_character_leaves_a_cut_its_rule() -> None:
    draft = Draft.of("民水印眾").edit([Edit(1, 3, "", "watermark")]).edit([Edit(0, 2, "群众", "script/phrase")])
    assert [t[:] for t in draft.ledger] == [
        (0, 1, "群", "script/phrase"),
        (1, 3, "", "watermark"),
        (3, 4, "众", "script/phrase"),
    ]


def test_a_respelling_that_changes_the_length_across_a_cut_is_one_tile_over_the_hull() -> None:
    draft = Draft.of("最佳水印化").edit([Edit(2, 4, "", "watermark")]).edit([Edit(0, 3, "优化", "script/phrase")])
    assert draft.ledger[0][:] == (0, 5, "优化", "script/phrase")
    assert draft.page_span(0, 2) == (0, 5)


@pytest.mark.breaks("cleaners/laying.py", "if start < self.at:", "if end < self.at:")
def test_overlapping_edits_raise() -> None:
    with pytest.raises(OverlappingEdits, match="starts before 2"):
        Draft.of("0123").edit([Edit(0, 2, "", "a"), Edit(1, 3, "", "b")])


def test_an_insertion_has_no_width_on_the_page() -> None:
    draft = Draft.of("一是二是").edit([Edit(2, 2, "\n", "layout/part")])
    assert draft.text == "一是\n二是"
    assert draft.ledger[0][:3] == (2, 2, "\n")
