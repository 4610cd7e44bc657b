"""Which texts are one speech, whatever order they came in."""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.duplicates.grouping import Completeness, Group, Text, Tie, groups


def text(id: int, chars: int = 1000, completeness: Completeness = "complete", published: str | None = None) -> Text:
    return Text(id, f"key{id}", completeness, chars, published)


def partition(found: list[Group]) -> set[frozenset[int]]:
    return {frozenset(group.texts) for group in found}


def test_a_text_alone_is_a_speech() -> None:
    assert groups([text(1), text(2)], []) == [Group((1,)), Group((2,))]


def test_a_bridge_joins_two_speeches() -> None:
    three = [text(1), text(2), text(3)]
    assert partition(groups(three, [Tie(1, 3, "same"), Tie(3, 2, "same")])) == {frozenset({1, 2, 3})}


def test_the_best_is_complete_then_long_then_early() -> None:
    texts = [
        text(1, 3000, "gated"),
        text(2, 900),
        text(3, 1000, published="2020-01-02"),
        text(4, 1000, published="2020-01-01"),
        text(5, 2000, "truncated"),
    ]
    ties = [Tie(n, 1, "same") for n in range(2, 6)]
    assert groups(texts, ties) == [Group((4, 3, 2, 5, 1))]


def test_a_preview_of_two_speeches_joins_the_tighter_and_does_not_join_them() -> None:
    texts = [text(1, 1000), text(2, 2000), text(3, 500, "gated")]
    ties = [Tie(3, 1, "part", 0, 0.5), Tie(3, 2, "part", 0, 0.25)]
    assert partition(groups(texts, ties)) == {frozenset({1, 3}), frozenset({2})}


def test_a_compilation_stays_alone_and_its_parts_apart() -> None:
    texts = [text(1, 3000), text(2, 1000), text(3, 1000), text(4, 400, "gated")]
    ties = [
        Tie(2, 1, "part", 0, 0.33),
        Tie(3, 1, "part", 0.34, 0.66),
        Tie(4, 2, "part", 0, 0.4),
        Tie(4, 1, "part", 0, 0.13),
    ]
    found = groups(texts, ties)
    assert partition(found) == {frozenset({1}), frozenset({2, 4}), frozenset({3})}
    assert [group.texts for group in found if group.is_compilation] == [(1,)]


def test_two_pages_of_a_speech_join_the_whole_whose_title_they_bear() -> None:
    whole, first, second = (
        text(id, han)._replace(titles=frozenset({"题"})) for id, han in ((1, 2000), (2, 900), (3, 1100))
    )
    ties = [Tie(2, 1, "part", 0, 0.45), Tie(3, 1, "part", 0.45, 1)]
    assert partition(groups([whole, first, second], ties)) == {frozenset({1, 2, 3})}
    other = second._replace(titles=frozenset({"另题"}))
    assert partition(groups([whole, first, other], ties)) == {frozenset({1}), frozenset({2}), frozenset({3})}


def test_two_excerpts_that_overlap_or_previews_make_no_compilation() -> None:
    texts = [text(1, 1000), text(2, 600), text(3, 600)]
    ties = [Tie(2, 1, "part", 0, 0.6), Tie(3, 1, "part", 0.4, 1)]
    assert partition(groups(texts, ties)) == {frozenset({1, 2, 3})}
    previews = [text(1, 1000), text(2, 400, "truncated"), text(3, 400, "gated")]
    ties = [Tie(2, 1, "part", 0, 0.4), Tie(3, 1, "part", 0.6, 1)]
    assert partition(groups(previews, ties)) == {frozenset({1, 2, 3})}


def test_a_bridge_between_adaptations_joins_the_one_it_is_more_like() -> None:
    three = [text(1), text(2), text(3)]
    ties = [Tie(3, 1, "same", strength=0.95), Tie(3, 2, "same", strength=0.98), Tie(1, 2, "adaptation")]
    assert partition(groups(three, ties)) == {frozenset({1}), frozenset({2, 3})}


@st.composite
def shelves(draw: st.DrawFn) -> tuple[list[Text], list[Tie]]:
    count = draw(st.integers(1, 7))
    kinds: list[Completeness] = ["complete", "truncated", "gated"]
    texts = [text(i, draw(st.integers(1, 3)) * 500, draw(st.sampled_from(kinds))) for i in range(count)]
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda p: p[0] != p[1])
    ties = []
    for a, b in draw(st.lists(pair, max_size=8)) if count > 1 else ():
        start = draw(st.sampled_from([0.0, 0.3, 0.6]))
        ties.append(
            Tie(
                a,
                b,
                draw(st.sampled_from(["same", "part", "adaptation"])),
                start,
                start + 0.3,
                draw(st.sampled_from([0.9, 0.95, 1])),
            )
        )
    return texts, ties


@given(shelves(), st.randoms(use_true_random=False))
def test_the_order_of_texts_and_ties_makes_no_difference(shelf: tuple[list[Text], list[Tie]], random: object) -> None:
    texts, ties = shelf
    shuffled_texts, shuffled_ties = list(texts), list(ties)
    random.shuffle(shuffled_texts)  # type: ignore[attr-defined]
    random.shuffle(shuffled_ties)  # type: ignore[attr-defined]
    assert sorted(groups(texts, ties)) == sorted(groups(shuffled_texts, shuffled_ties))


@given(shelves())
def test_every_text_is_in_one_group_and_ids_make_no_difference(shelf: tuple[list[Text], list[Tie]]) -> None:
    texts, ties = shelf
    found = groups(texts, ties)
    assert sorted(id for group in found for id in group.texts) == [t.id for t in texts]
    renamed = groups([t._replace(id=100 - t.id) for t in texts], [t._replace(a=100 - t.a, b=100 - t.b) for t in ties])
    assert partition(found) == {frozenset(100 - id for id in group.texts) for group in renamed}
