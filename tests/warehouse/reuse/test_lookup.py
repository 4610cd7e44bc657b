"""The index of passages, and what of a text stands elsewhere."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from warehouse.errors import Damaged, OtherFingerprints
from warehouse.reuse import index as passage_index
from warehouse.reuse import units as reuse_units
from warehouse.reuse.found import COMMON, Found
from warehouse.reuse.lookup import reuse as looked_up
from warehouse.reuse.units import LEAST, asked_grams, held_grams, key_of, passage_rows, units
from warehouse.tables.database import writing

# Few characters, so that sentences of different lengths share grams, and marks that end or part them.
BODIES = st.lists(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉\uff0c。;\n", max_size=120), max_size=8)
HAN = st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", min_size=12, max_size=40)
OWN = "会后每个窗口都要把积压的来信一封一封地看完并当面答复"
OTHER = "今年雨季来得早大家要赶在月底之前把河堤上的缺口补好"
LETTERS = [char for char in map(chr, range(0x4E00, 0x9FA5)) if key_of(char) == char]
GOLD = os.environ.get("QINGGAO_GOLD")

Rows = list[tuple[object, ...]]


@pytest.fixture
def db() -> Iterator[Database]:
    with closing(empty()) as one:
        yield one


def empty() -> Database:
    """The tables that passages need, without the rest of a warehouse."""
    db = Database(sqlite3.connect(":memory:", isolation_level=None))
    db.execute(
        "CREATE TABLE speeches (id INTEGER PRIMARY KEY, work_id INTEGER, title TEXT, body TEXT NOT NULL,"
        " first_published TEXT, event_date TEXT) STRICT"
    )
    with writing(db):
        passage_index.create(db)
    return db


def shelve(db: Database, id: int, body: str, **facts: object) -> None:
    with writing(db):
        db.table("speeches").insert({"id": id, "body": body} | facts)
        passage_index.index(db, [(id, passage_rows(body))])


def shelf(bodies: Iterable[tuple[int, str]]) -> Database:
    db = empty()
    for id, body in bodies:
        shelve(db, id, body)
    return db


def held(db: Database) -> tuple[Rows, Rows]:
    """All that the index holds."""
    passages = db.execute("SELECT * FROM passages ORDER BY 1, 2").fetchall()
    return passages, db.execute("SELECT term, doc FROM passage_terms ORDER BY 1, 2").fetchall()


def found(db: Database, text: str) -> list[Found]:
    return list(looked_up(db, text))


def edited(key: str, edits: int, chance: Random) -> str:
    """A sentence with so many characters substituted."""
    copy = list(key)
    for at in chance.sample(range(len(key)), edits):
        copy[at] = "龘"
    return "".join(copy)


def letters(chance: Random, size: int) -> str:
    """Han characters that no folding changes."""
    return "".join(chance.choices(LETTERS, k=size))


@given(bodies=BODIES)
def test_what_is_indexed_and_taken_out_leaves_nothing(bodies: list[str]) -> None:
    with closing(shelf(enumerate(bodies, 1))) as db, writing(db):
        for id, body in enumerate(bodies, 1):
            passage_index.unindex(db, [(id, passage_rows(body))])
        assert held(db) == ([], [])


@given(bodies=BODIES, gone=st.sets(st.integers(1, 8)))
def test_what_is_taken_out_leaves_the_others(bodies: list[str], gone: set[int]) -> None:
    kept = [(id, body) for id, body in enumerate(bodies, 1) if id not in gone]
    with closing(shelf(enumerate(bodies, 1))) as db, closing(shelf(kept)) as other:
        with writing(db):
            for id, body in enumerate(bodies, 1):
                if id in gone:
                    passage_index.unindex(db, [(id, passage_rows(body))])
        assert held(db) == held(other)


@given(bodies=BODIES, chance=st.randoms(use_true_random=False))
def test_order_makes_no_difference(bodies: list[str], chance: Random) -> None:
    texts = list(enumerate(bodies, 1))
    shuffled = chance.sample(texts, len(texts))
    with closing(shelf(texts)) as db, closing(shelf(shuffled)) as other:
        assert held(db) == held(other)
        for body in bodies:
            assert found(db, body) == found(other, body)


@given(key=HAN, before=st.lists(HAN, max_size=3), chance=st.randoms(use_true_random=False))
def test_an_exact_sentence_is_always_found(key: str, before: list[str], chance: Random) -> None:
    body = "。\n".join([*before, key, "散会"])
    with closing(shelf([(1, body)])) as db:
        own = [one for one in found(db, f"{letters(chance, 15)}。{key}!") if one.start == 16 and one.whole]
        assert [holder.id for one in own for holder in one.holders] == [1]
        assert own[0].holders[0].edited == 0


@pytest.mark.parametrize("edits", [0, 1, 2, 4])
def test_sentences_are_found_with_small_edits(edits: int) -> None:
    chance = Random(edits)
    sentences = [letters(chance, 20) for _ in range(60)]
    with closing(shelf(enumerate(sentences, 1))) as db:
        for id, sentence in enumerate(sentences, 1):
            (one,) = found(db, edited(sentence, edits, chance))
            assert [(holder.id, round(20 * holder.edited)) for holder in one.holders] == [(id, edits)]


def test_unrelated_sentences_are_not_found(db: Database) -> None:
    shelve(db, 1, OWN)
    assert found(db, OTHER) == []
    assert found(db, "散会。") == []


def test_a_passage_within_other_sentences_is_found(db: Database) -> None:
    shelve(db, 1, f"同志们\uff0c{OTHER[:12]}\uff0c{OWN[4:20]}\uff0c说到做到。")
    (one,) = found(db, f"一、{OWN}。")
    assert (one.whole, one.works, one.speeches) == (False, 1, 1)
    (span,) = one.spans
    assert f"一、{OWN}。"[slice(*span)] == OWN[4:20]
    (match,) = one.holders[0].matches
    assert one.holders[0].text[slice(*match.b)] == OWN[4:20]


def test_script_marks_and_figures_make_no_difference(db: Database) -> None:
    shelve(db, 1, "會後每個窗口都要把積壓的來信 一封一封地看完\uff0c並當面答復2.")
    (one,) = found(db, OWN)
    assert (one.whole, one.holders[0].edited) == (True, 0)


def test_the_texts_own_subject_is_no_passage(db: Database) -> None:
    subject = "全县档案管理系统建设"
    draft = "。".join(f"{subject}{letters(Random(n), 20)}" for n in range(5))
    shelve(db, 1, f"{subject}{letters(Random(9), 20)}。")
    assert found(db, draft) == []
    assert found(db, draft.split("。")[0]) != []


def test_works_and_speeches_are_counted_and_the_own_one_is_left_out(db: Database) -> None:
    for id, work, day in ((1, 7, "2020-01-01"), (2, 7, None), (3, None, "2019"), (4, None, "2018-05-06")):
        shelve(db, id, f"{OWN}。", work_id=work, first_published=day)
    (one,) = looked_up(db, OWN, own=4)
    assert (one.works, one.speeches) == (2, 3)
    assert [holder.id for holder in one.holders] == [3, 1, 2]


def test_the_day_of_delivery_comes_before_the_day_of_publication(db: Database) -> None:
    shelve(db, 1, OWN, first_published="2018-01-01", event_date="2017-12-31")
    shelve(db, 2, OWN, first_published="2018-01-01")
    (one,) = found(db, OWN)
    assert [(h.id, h.event_date, h.first_published) for h in one.holders] == [
        (1, "2017-12-31", "2018-01-01"),
        (2, None, "2018-01-01"),
    ]


def test_of_a_speech_that_has_it_twice_the_least_edited_is_told(db: Database) -> None:
    shelve(db, 1, f"{OWN[:-1]}龘。{OWN}。{OWN[:-2]}龘龘。")
    (one,) = found(db, OWN)
    assert (one.speeches, [holder.text for holder in one.holders]) == (1, [OWN])


def test_who_has_a_formula_is_counted_and_not_named(db: Database) -> None:
    for id in range(1, 2 * COMMON + 1):
        shelve(db, id, f"{OWN}。{letters(Random(id), 20)}。", first_published=f"20{id:02}")
    (one,) = found(db, OWN)
    assert (one.common, one.works, one.speeches, one.holders) == (True, 2 * COMMON, 2 * COMMON, ())
    (other,) = found(db, letters(Random(3), 20))
    assert (other.common, other.works) == (False, 1)


def test_grams_of_a_sentence_lead_to_it_from_wherever_one_begins() -> None:
    key = letters(Random(1), 30)
    for start in range(len(key) - 2 * reuse_units.GRAM):
        assert set(asked_grams(key[start:])) & set(held_grams(key))


def test_units_are_sentences_and_short_ones_joined() -> None:
    text = f"一、督查\n{OWN}。快办。快查。快报;件件有回音。\n{OTHER}。散会。"
    assert [unit.key for unit in units(text)] == [OWN, "快办快查快报件件有回音", OTHER]
    assert all(len(unit.key) >= LEAST for unit in units(text))
    assert units("") == units("一、督查\n散会。") == ()


def test_units_change_with_their_version() -> None:
    """If this fails, raise `_UNITS`: an index of other units must be refused."""
    keys = [
        unit.key for unit in units(f"開會。\n{OWN}2020年\uff0c好;快办。快查。快报!件件有回音。反覆瞭解情況以後下結論。")
    ]
    assert (reuse_units._UNITS, keys) == (2, [OWN + "年好", "快办快查快报件件有回音", "反复了解情况以后下结论"])
    assert held_grams(keys[1]) == ["快办快查", "快报件件", "件有回音"]


def test_an_index_of_another_version_is_refused_until_it_is_made_anew(db: Database) -> None:
    shelve(db, 1, OWN)
    before = held(db)
    with writing(db):
        db.execute("UPDATE passage_index SET version = 'other'")
        for call in (passage_index.index, passage_index.unindex):
            with pytest.raises(OtherFingerprints, match="`qinggao duplicates rebuild`"):
                call(db, [(1, passage_rows(OWN))])
    with pytest.raises(OtherFingerprints):
        found(db, OWN)
    with writing(db):
        passage_index.rebuild(db, [(1, OWN)])
    assert held(db) == before


def test_taking_out_what_is_not_held_so_is_refused(db: Database) -> None:
    shelve(db, 1, OWN)
    before = held(db)
    with pytest.raises(Damaged, match="speech 1"), writing(db):
        passage_index.unindex(db, [(1, passage_rows(f"{OWN}。{OTHER}"))])
    assert held(db) == before


def test_a_transaction_that_fails_leaves_the_index_as_it_was(db: Database) -> None:
    shelve(db, 1, OWN)
    before = held(db)
    with pytest.raises(ZeroDivisionError), writing(db):
        passage_index.index(db, [(2, passage_rows(f"{OWN}。{OTHER}"))])
        raise ZeroDivisionError
    assert held(db) == before


def test_what_differs_from_the_speeches_is_named(db: Database) -> None:
    for id, body in ((1, OWN), (2, OTHER), (3, "散会。")):
        shelve(db, id, body)
    assert list(passage_index.stale(db)) == []
    with writing(db):
        db.execute("UPDATE speeches SET body = body || ? WHERE id = 1", [f"。{OTHER}"])
        db.execute("DELETE FROM speeches WHERE id = 2")
    assert list(passage_index.stale(db)) == [1, 2]


@pytest.mark.parametrize("order", list(permutations(range(3)))[:4])
def test_a_sentence_outlives_the_speech_that_brought_it(order: Sequence[int]) -> None:
    with closing(shelf([(1, OWN), (2, OWN), (3, OWN)])) as db:
        for gone in order[:2]:
            with writing(db):
                passage_index.unindex(db, [(gone + 1, passage_rows(OWN))])
        (one,) = found(db, edited(OWN, 2, Random(1)))
        assert [holder.id for holder in one.holders] == [order[2] + 1]


@pytest.mark.skipif(not GOLD, reason="QINGGAO_GOLD names no folder")
def test_passages_of_real_speeches() -> None:
    """All pairs that must be found are, and none that must not."""
    folder = Path(str(GOLD), "gold")
    pairs = json.loads((folder / "reuse.json").read_text("utf-8"))["pairs"]
    files = {name for pair in pairs for name in (pair["a"][:3], pair["b"][:3])}
    bodies = {
        f"{name}/{part}": "\n".join(speech["body"])
        for name in sorted(files)
        for part, speech in enumerate(json.loads((folder / f"{name}.json").read_text("utf-8"))["speeches"], 1)
    }
    with closing(shelf(enumerate(bodies.values(), 1))) as db:
        told = {name: found(db, body) for name, body in bodies.items()}
    hits = [
        (pair["relation"], _pair_is_found(told[pair["a"]], bodies[pair["a"]], pair, [*bodies].index(pair["b"]) + 1))
        for pair in pairs
    ]
    assert all(hit for relation, hit in hits if relation == "near-verbatim")
    assert not any(hit for relation, hit in hits if relation == "negative")


def _pair_is_found(told: list[Found], body: str, pair: dict[str, str], there: int) -> bool:
    """Whether a passage of the one speech is found in the paragraph of the other that has it."""
    start = body.index(pair["a_text"][:6])
    end = start + len(pair["a_text"])
    return any(
        one.start + match.a[0] < end
        and start < one.start + match.a[1]
        and len({*asked_grams(holder.text[slice(*match.b)])} & {*asked_grams(pair["b_text"])}) > 0
        for one in told
        for holder in one.holders
        if holder.id == there
        for match in holder.matches
    )
