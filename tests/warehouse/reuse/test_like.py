"""A passage tells by its rare characters; words that many sentences hold tell nothing, however many they are."""

from contextlib import closing
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.reuse.test_lookup import OTHER, OWN, found, letters, shelf
from warehouse.reuse.found import COMMON
from warehouse.reuse.like import Scale, _runs, tells
from warehouse.reuse.units import asked_grams

KEYS = st.text("甲乙丙丁戊己", min_size=4, max_size=40)
RARE = "把河堤上的缺口补好"


def scale(key: str, held: int = 1, sentences: int = 1_000_000) -> Scale:
    return Scale(dict.fromkeys(asked_grams(key), held), sentences, frozenset())


@given(a=KEYS, b=KEYS)
def test_runs_are_what_common_trigrams_cover(a: str, b: str) -> None:
    runs = _runs(a, b, frozenset())
    covered = {i + k for i in range(len(a) - 2) if a[i : i + 3] in b for k in range(3)}
    assert {i for start, end in runs for i in range(start, end)} == covered
    assert all(x[1] < y[0] for x, y in pairwise(runs))


@given(key=KEYS, other=KEYS, held=st.integers(0, 1_000_000))
def test_characters_weigh_between_nothing_and_one(key: str, other: str, held: int) -> None:
    one = scale(key, held)
    for start, end in _runs(key, other, frozenset()):
        assert -1e-9 <= one.weight(key, (start, end)) <= end - start + 1e-9


def test_what_one_sentence_holds_weighs_most_and_what_all_hold_nothing() -> None:
    assert scale(RARE, held=1).weight(RARE, (0, 9)) == 9
    assert scale(RARE, held=1_000).weight(RARE, (0, 9)) == 4.5
    assert scale(RARE, held=1_000_000).weight(RARE, (0, 9)) == 0
    assert scale(RARE).weight(RARE, (2, 5)) == 3


def test_of_the_ways_to_part_a_run_the_one_that_weighs_least_counts() -> None:
    """The index holds every fourth gram: a word that all have looks rare where it is parted otherwise."""
    held = dict.fromkeys(asked_grams(RARE), 1) | {RARE[1:5]: 1_000, RARE[5:9]: 1_000}
    assert Scale(held, 1_000, frozenset()).weight(RARE, (0, 9)) == 1


def test_enough_characters_that_are_rare_enough_tell() -> None:
    assert tells(RARE, f"会后要{RARE}了", scale(RARE))
    assert not tells(RARE, RARE[:8], scale(RARE))
    assert not tells(RARE, f"会后要{RARE}了", scale(RARE, held=100))
    assert not tells(RARE, RARE, Scale(dict.fromkeys(asked_grams(RARE), 1), 1_000_000, frozenset({RARE[:3]})))


def test_the_rarest_grams_lead_and_no_more_than_lead_to_a_thousand() -> None:
    held = dict(zip(asked_grams(RARE), (0, 900, 3, 90, 1, 5), strict=True))
    led = [gram for gram, _ in Scale(held, 1_000_000, frozenset()).leading(RARE)]
    assert led == [RARE[4:8], RARE[2:6], RARE[5:9], RARE[3:7], RARE[1:5]]
    held[RARE[:4]] = 2
    assert RARE[1:5] not in [gram for gram, _ in Scale(held, 1_000_000, frozenset()).leading(RARE)]


def test_words_that_many_sentences_hold_are_no_passage() -> None:
    chance = Random(1)
    first, second = "各级各部门都要", "认真地抓好督查"
    usual = [
        f"{letters(chance, n % 4)}{first}{letters(chance, 9 + n % 4)}{second}{letters(chance, 9)}。" for n in range(200)
    ]
    draft, *bodies = (
        f"{letters(chance, 9)}{first}{second}{letters(chance, 9)}。",
        f"{letters(chance, 9)}{first}{second}{letters(chance, 9)}。",
        f"{letters(chance, 9)}{RARE}{letters(chance, 9)}。",
    )
    draft += f"{letters(chance, 9)}{RARE}{letters(chance, 9)}。"
    with closing(shelf(enumerate([*usual, *bodies], 1))) as db:
        (one,) = found(db, draft)
        assert [draft[slice(*span)] for span in one.spans] == [RARE]


def test_a_part_of_a_formula_is_not_told() -> None:
    bodies = [f"{OWN}。" for _ in range(COMMON)] + [f"{OTHER[:9]}\uff0c{OWN[:12]}\uff0c{OTHER[9:]}。"]
    with closing(shelf(enumerate(bodies, 1))) as db:
        (one,) = found(db, f"{OWN}。")
        assert (one.common, one.whole) == (True, True)
