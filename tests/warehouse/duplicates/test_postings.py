"""The index of shingles."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from warehouse.duplicates import postings
from warehouse.duplicates.postings import (
    LEAST_SHARED,
    LEAST_VOTES,
    Candidate,
    add,
    candidates,
    create,
    holds,
    rebuild,
    remove,
    sizes,
    stop_cap,
)
from warehouse.errors import Damaged, OtherFingerprints
from warehouse.likeness.fingerprint import fingerprint
from warehouse.tables.database import writing

SAMPLES = st.lists(st.sets(st.integers(0, 30), max_size=8).map(lambda hashes: tuple(sorted(hashes))), max_size=25)
Sample = Sequence[int]


@pytest.fixture
def index() -> Iterator[Database]:
    with closing(empty()) as db:
        yield db


@contextmanager
def small_limits() -> Iterator[None]:
    """Limits that a dozen texts reach: the cap falls from 8 to 2, and the small table is moved at 4 texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_CAP", 2)
        patch.setattr(postings, "_CAP_BUDGET", 16)
        patch.setattr(postings, "_NEW_TEXTS", 4)
        yield


def empty() -> Database:
    db = Database(sqlite3.connect(":memory:", isolation_level=None))
    with writing(db):
        create(db)
    return db


def filled(batches: Sequence[Sequence[tuple[int, Sample]]]) -> Database:
    db = empty()
    for batch in batches:
        with writing(db):
            add(db, batch)
    return db


def held(db: Database) -> tuple[list[tuple[int, int]], list[int], int]:
    """All postings, all stops, and the count of texts."""
    rows = db.execute("SELECT h, text_id FROM shingles UNION ALL SELECT h, text_id FROM new_shingles ORDER BY 1, 2")
    stops = db.execute("SELECT h FROM shingle_stops ORDER BY h")
    return (
        rows.fetchall(),
        [h for (h,) in stops],
        db.execute("SELECT texts FROM shingle_index").fetchone()[0],
    )


def split(texts: Sequence[tuple[int, Sample]], chance: Random) -> list[Sequence[tuple[int, Sample]]]:
    """The texts in another order, in batches of any size."""
    shuffled, batches = list(texts), list[Sequence[tuple[int, Sample]]]()
    chance.shuffle(shuffled)
    while shuffled:
        size = chance.randint(1, 6)
        batches.append(shuffled[:size])
        del shuffled[:size]
    return batches


@given(samples=SAMPLES, chance=st.randoms(use_true_random=False))
def test_candidates_share_the_votes_of_each_hash(samples: list[Sample], chance: Random) -> None:
    holders = Counter(h for sample in samples for h in sample)
    with closing(filled(split(list(enumerate(samples)), chance))) as db:
        for sample in samples:
            shared = {n: set(sample) & set(other) for n, other in enumerate(samples)}
            voted = [Candidate(n, len(hs), sum(1_000_000 // holders[h] for h in hs)) for n, hs in shared.items()]
            enough = [c for c in voted if c.shared >= LEAST_SHARED and c.votes >= LEAST_VOTES]
            assert candidates(db, sample) == sorted(enough, key=lambda c: (-c.votes, c.text_id))


@given(samples=SAMPLES, chance=st.randoms(use_true_random=False))
def test_order_and_batches_make_no_difference(samples: list[Sample], chance: Random) -> None:
    texts = list(enumerate(samples))
    with small_limits(), closing(filled(split(texts, chance))) as one, closing(filled(split(texts, chance))) as other:
        assert held(one) == held(other)


@given(samples=SAMPLES, more=SAMPLES, chance=st.randoms(use_true_random=False))
def test_what_is_added_and_removed_leaves_nothing(samples: list[Sample], more: list[Sample], chance: Random) -> None:
    with closing(filled(split(list(enumerate(samples)), chance))) as db:
        before, others = held(db), list(enumerate(more, 100))
        for batch in split(others, chance):
            with writing(db):
                add(db, batch)
        chance.shuffle(others)
        with writing(db):
            for text_id, sample in others:
                remove(db, text_id, sample)
        assert held(db) == before


@pytest.mark.breaks("warehouse/duplicates/postings.py", "WHERE {_HOLDERS} > :cap", "WHERE {_HOLDERS} >= :cap")
@given(samples=SAMPLES, chance=st.randoms(use_true_random=False))
def test_a_hash_that_is_stopped_is_held_by_more_than_the_cap(samples: list[Sample], chance: Random) -> None:
    with small_limits(), closing(filled(split(list(enumerate(samples)), chance))) as db:
        rows, stops, texts = held(db)
        holders = Counter(h for sample in samples for h in sample)
        assert texts == len(samples)
        assert stops == sorted(h for h, count in holders.items() if count > stop_cap(texts))
        assert rows == sorted((h, n) for n, sample in enumerate(samples) for h in sample if h not in stops)


def test_a_stopped_hash_stays_stopped_until_the_index_is_made_anew() -> None:
    texts = [(n, template(n)) for n in range(20)]
    samples = [(n, fingerprint(text).sample) for n, text in texts]
    with small_limits(), closing(filled([samples])) as db, writing(db):
        stopped = held(db)[1]
        assert stopped
        for n, sample in samples[2:]:
            remove(db, n, sample)
        assert held(db)[1] == stopped
        rebuild(db, texts[:2])
        assert held(db)[1:] == ([], 2)
        assert candidates(db, samples[0][1])[1].text_id == 1


def test_making_it_anew_gives_what_adding_gives() -> None:
    texts = [(n, template(n // 2)) for n in range(30)]
    one_by_one = [[(n, fingerprint(text).sample)] for n, text in texts]
    with small_limits(), closing(filled(one_by_one)) as one, closing(empty()) as other:
        with writing(other):
            rebuild(other, texts)
        assert held(one) == held(other)
        with writing(other):
            rebuild(other, iter(texts))
        assert held(one) == held(other)


def test_a_small_shelf_of_one_template_loses_nothing() -> None:
    samples = [(n, fingerprint(template(n)).sample) for n in range(60)]
    with closing(filled([samples])) as db:
        for _, sample in samples:
            assert {found.text_id for found in candidates(db, sample)} == set(range(60))


@pytest.mark.breaks("warehouse/duplicates/postings.py", "LEAST_VOTES = 200_000", "LEAST_VOTES = 200_001")
@pytest.mark.breaks("warehouse/duplicates/postings.py", "LEAST_VOTES = 200_000", "LEAST_VOTES = 181_818")
@pytest.mark.breaks("warehouse/duplicates/postings.py", "LEAST_SHARED = 2", "LEAST_SHARED = 1")
@pytest.mark.breaks("warehouse/duplicates/postings.py", "LEAST_SHARED = 2", "LEAST_SHARED = 3")
@pytest.mark.parametrize(("holders", "shared", "enough"), [(10, 2, True), (11, 2, False), (1, 1, False), (1, 2, True)])
def test_two_hashes_that_ten_texts_hold_are_just_enough(holders: int, shared: int, enough: bool) -> None:
    with closing(filled([[(n, tuple(range(shared))) for n in range(holders)]])) as db:
        assert [found.text_id for found in candidates(db, (0, 1, 2, 3))] == list(range(holders)) * enough


@pytest.mark.breaks("warehouse/duplicates/postings.py", "_CAP = 100", "_CAP = 101")
@pytest.mark.breaks("warehouse/duplicates/postings.py", "_CAP_BUDGET = 1 << 20", "_CAP_BUDGET = 1 << 21")
@pytest.mark.parametrize(("texts", "cap"), [(1_023, 1_024), (1_024, 512), (8_191, 128), (8_192, 100), (10**7, 100)])
def test_the_cap_is_above_the_count_of_a_small_shelf_and_a_hundred_on_a_large_one(texts: int, cap: int) -> None:
    assert stop_cap(texts) == cap


def template(n: int) -> str:
    """A notice that differs from its fellows by a name alone."""
    chance = Random(n)
    name = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(20))
    return (
        f"各科室各乡镇村居委会经研究决定于本月召开工作例会{name}请有关同志准时参加不得缺席会前将手机调为静音状态特此通知"
        * 2
    )


def test_an_index_of_another_version_is_refused(index: Database) -> None:
    with writing(index):
        add(index, [(1, (1, 2, 3))])
        index.execute("UPDATE shingle_index SET version = 'other'")
    for call in (lambda: candidates(index, (1, 2)), lambda: add(index, []), lambda: remove(index, 1, (1, 2, 3))):
        with pytest.raises(OtherFingerprints, match="`qinggao duplicates rebuild`"):
            call()
    with writing(index):
        rebuild(index, [(1, template(1))])
    assert candidates(index, fingerprint(template(1)).sample)[0].text_id == 1


@pytest.mark.parametrize("sample", [(1, 2, 3, 4), (5,)])
def test_removing_what_is_not_held_so_is_refused(index: Database, sample: Sample) -> None:
    with writing(index):
        add(index, [(1, (1, 2, 3)), (2, (1, 2, 3, 4))])
    before = held(index)
    with pytest.raises(Damaged, match="text 1"), writing(index):
        remove(index, 1, sample)
    assert held(index) == before


def test_a_text_is_held_with_all_of_its_sample_that_is_not_stopped() -> None:
    texts = [(n, fingerprint(template(n)).sample) for n in range(20)]
    with small_limits(), closing(filled([texts])) as db, writing(db):
        assert held(db)[1]
        size = sizes(db)
        assert all(holds(db, n, sample, size[n]) for n, sample in texts)
        assert not holds(db, 20, texts[0][1], 0)
        assert not holds(db, 2, texts[2][1], size[2] + 1)
        db.execute("DELETE FROM shingles WHERE h = (SELECT max(h) FROM shingles WHERE text_id = 1)")
        assert not holds(db, 1, texts[1][1], sizes(db)[1])
        assert holds(db, 2, texts[2][1], size[2])


def test_a_transaction_that_fails_leaves_the_index_as_it_was(index: Database) -> None:
    with writing(index):
        add(index, [(1, (1, 2, 3))])
    before = held(index)
    with pytest.raises(sqlite3.IntegrityError), writing(index):
        add(index, [(2, (1, 2)), (1, (3, 4))])
    assert held(index) == before
