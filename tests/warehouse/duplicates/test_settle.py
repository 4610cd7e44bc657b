"""Texts settled into speeches: copies, previews, compilations, bridges, and that the order of arrival means nothing."""

from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.families import page, retyped, speech
from tests.warehouse.shelves import faults, rows
from warehouse.errors import OtherFingerprints
from warehouse.ingest import Incoming, Summary, ingest
from warehouse.opening import open_warehouse
from warehouse.rebuild import rebuild
from warehouse.removal import remove_page
from warehouse.tables.database import writing
from warehouse.tables.originals import Originals

A, B, C = speech(1), speech(2), speech(3)


def take(path: Path, *pages: str) -> Summary:
    return ingest([Incoming(text=text) for text in pages], path)


def speeches(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT id, title, completeness, copy_count FROM speeches")


def test_a_copy_with_slips_of_the_pen_joins_its_speech(path: Path) -> None:
    take(path, page(*A), page(*retyped(A, 7), title="转载", date="2024-03-04"))
    assert speeches(path) == [(1, "讲话", "complete", 2)]
    ((best, relation, coverage, of_best),) = rows(
        path, "SELECT best, relation, coverage, best_coverage FROM copies WHERE NOT best"
    )
    assert (best, relation) == (0, "same")
    assert coverage > 0.9 and of_best > 0.9  # type: ignore[operator]
    assert faults(path) == []


@pytest.mark.breaks("warehouse/duplicates/merged.py", "_ALMOST, _RIVALS = 0.95, 8", "_ALMOST, _RIVALS = 1, 8")
@pytest.mark.parametrize("first", range(4))
def test_the_copy_that_others_confirm_gives_the_text(path: Path, first: int) -> None:
    padded = [f"{s[:12]}某某文库{s[12:]}" if n % 8 == 0 else s for n, s in enumerate(A)]
    slips = [[s[:6] + s[7:] if n % 6 == at else s for n, s in enumerate(A)] for at in (1, 3)]
    pages = [page(*A), page(*padded, title="转载"), *(page(*text) for text in slips)]
    take(path, *pages[first:], *pages[:first])
    ((copies, body),) = rows(path, "SELECT copy_count, body FROM speeches")
    assert (copies, str(body).replace("\n", "")) == (4, "".join(A))
    assert rows(path, "SELECT page_id FROM copies WHERE best") == [((4 - first) % 4 + 1,)]
    assert faults(path) == []


def test_a_full_text_takes_over_from_its_preview(path: Path) -> None:
    summary = take(path, page(*A[:10], title="预览", gated=True))
    assert rows(path, "SELECT id FROM wanted") == [(1,)]
    summary = take(path, page(*A))
    assert summary.loaded == 1
    assert speeches(path) == [(1, "讲话", "complete", 2)]
    assert rows(path, "SELECT id FROM wanted") == []
    assert rows(path, "SELECT relation, best FROM copies") == [("part", 0), (None, 1)]
    assert "第1号23条" in str(rows(path, "SELECT body FROM speeches")[0][0])
    assert faults(path) == []


def test_a_preview_of_a_text_that_is_held_is_a_duplicate(path: Path) -> None:
    take(path, page(*A))
    assert take(path, page(*A[:10], gated=True)).duplicates == 1
    assert speeches(path) == [(1, "讲话", "complete", 2)]


def test_a_bridge_joins_two_speeches_and_leaves_a_redirect(path: Path) -> None:
    first, last = A[:9], A[15:]
    take(path, page(*first, title="上", gated=True), page(*last, title="下", gated=True))
    assert len(speeches(path)) == 2
    take(path, page(*A, title="全文"))
    assert speeches(path) == [(1, "全文", "complete", 3)]
    assert rows(path, "SELECT old_id, speech_id FROM redirects") == [(2, 1)]
    assert faults(path) == []


def test_a_compilation_holds_its_parts_and_joins_none(path: Path) -> None:
    take(path, page(*A, *B, *C, title="汇编"), page(*A, title="甲"))
    assert [row[1:] for row in speeches(path)] == [("汇编", "complete", 2)]
    take(path, page(*B, title="乙"))
    assert sorted((title, count) for _, title, _, count in speeches(path)) == [("乙", 1), ("汇编", 1), ("甲", 1)]
    assert rows(path, "SELECT title FROM speeches WHERE is_compilation") == [("汇编",)]
    held = rows(path, "SELECT title FROM links JOIN speeches ON id = other_id WHERE kind = 'whole' ORDER BY title")
    assert held == [("乙",), ("甲",)]
    assert faults(path) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_pages_of_a_speech_join_the_whole(path: Path, order: tuple[int, ...]) -> None:
    pages = [page(*A, title=LONG), page(*A[:12], title=LONG), page(*A[12:], title=f"{LONG}(2)")]
    take(path, *(pages[n] for n in order))
    assert [row[1:] for row in speeches(path)] == [(LONG, "complete", 3)]
    assert rows(path, "SELECT chars FROM copies WHERE best") == rows(path, "SELECT max(chars) FROM copies")
    assert faults(path) == []


def test_an_adaptation_is_a_speech_of_its_own_in_the_same_work(path: Path) -> None:
    other = [s.replace("村里", "乡里").replace("第1号", "第9号").replace("大家", "老乡") for s in A]
    other = [*other[:5], *C[:4], *other[9:]]
    take(path, page(*A), page(*B), page(*other, title="改写"))
    works = dict(rows(path, "SELECT title || id, work_id FROM speeches"))
    assert works["讲话1"] == works["改写3"] != works["讲话2"]
    assert len(rows(path, "SELECT id FROM works")) == 2
    assert faults(path) == []


def test_fields_come_from_the_best_copy_that_gives_them(path: Path) -> None:
    take(path, page(*A).replace("题:讲话\n", ""), page(*retyped(A, 3), title="有题的", date="2023-01-01"))
    assert rows(path, "SELECT title, first_published FROM speeches") == [("有题的", "2023-01-01")]
    assert rows(path, "SELECT copy_id FROM speech_fields WHERE name = 'title'") == [(2,)]


LONG = "在全县护林工作会议上的讲话"
FAMILY = [
    page(*A),
    page(*A, title="又一份"),
    page(*retyped(A, 5), title="转载", date="2023-05-06"),
    page(*A[:10], title="预览", gated=True),
    page(*A[14:], title="尾", gated=True),
    page(*B, title="乙", date="2022-01-01"),
    page(*B[:8], title="乙预览", gated=True),
    page(*A, *B, title="汇编"),
    page(*C, title="丙"),
    page(*C, title=LONG),
    page(*C[:12], title=LONG),
    page(*C[12:], title=f"{LONG}第2页"),
    page(*(f"{s[:12]}某某文库{s[12:]}" if n % 8 == 0 else s for n, s in enumerate(C)), title=LONG),
]


def shelf(path: Path) -> set[tuple[object, ...]]:
    """The speeches, each with its pages, without ids; and which share a work."""
    pages = """
    SELECT s.title, s.body, s.completeness, s.first_published, s.copy_count, s.is_compilation,
        (SELECT group_concat(sha256 || c.best || coalesce(c.relation, ''), ' ') FROM (
            SELECT c.*, sha256 FROM copies c JOIN pages p ON p.id = page_id ORDER BY sha256
        ) c WHERE c.speech_id = s.id),
        (SELECT group_concat(title || chars, ' ') FROM (
            SELECT * FROM speeches o WHERE o.work_id = s.work_id ORDER BY title, chars
        ))
    FROM speeches s
    """
    return set(rows(path, pages))


@pytest.fixture(scope="module")
def expected(request: pytest.FixtureRequest) -> dict[tuple[int, ...], set[tuple[object, ...]]]:
    return {}


@settings(max_examples=12)
@given(
    chosen=st.sets(st.integers(0, len(FAMILY) - 1), min_size=2),
    seed=st.integers(0, 99),
    size=st.integers(1, len(FAMILY)),
)
def test_the_order_of_arrival_makes_no_difference(
    chosen: set[int], seed: int, size: int, expected: dict[tuple[int, ...], set[tuple[object, ...]]]
) -> None:
    order = sorted(chosen)
    with TemporaryDirectory() as folder:
        if tuple(order) not in expected:
            take(Path(folder, "sorted.db"), *(FAMILY[n] for n in order))
            expected[tuple(order)] = shelf(Path(folder, "sorted.db"))
        Random(seed).shuffle(order)
        path = Path(folder, "shuffled.db")
        for at in range(0, len(order), size):  # in several runs
            take(path, *(FAMILY[n] for n in order[at : at + size]))
        assert shelf(path) == expected[tuple(sorted(chosen))]
        assert faults(path) == []


RELATIONS = """
SELECT hex(a.key), hex(b.key), kind, round(coverage, 9), round(other_coverage, 9)
FROM relations JOIN texts a ON a.id = text_id JOIN texts b ON b.id = other_id
"""


def relations(path: Path) -> set[tuple[object, ...]]:
    """What texts are to each other, told by their keys."""
    found = rows(path, RELATIONS)
    turned = {(b, a, kind, theirs, ours) for a, b, kind, ours, theirs in found if kind != "part"}
    return {*found, *turned}


def remarked(sentences: list[str], chance: Random) -> list[str]:
    """The same with some of its marks lost, as pages lose them."""
    lost = chance.choice(["", ",", "。"])
    return [s.replace(lost, "") if lost and chance.random() < 0.4 else s for s in sentences]


@pytest.mark.breaks("warehouse/store.py", "if _gives_another_body(", "if not _gives_another_body(")
@pytest.mark.parametrize("seed", range(6))
def test_relations_are_the_same_whichever_copy_came_first(path: Path, seed: int) -> None:
    chance = Random(seed)
    mixed = [A[n : n + 8] + other[:8] for n, other in enumerate((B, C, speech(9)))]
    pages = [page(*remarked(text, chance), title=f"{n}") for text in mixed for n in range(2)]
    found = list[set[tuple[object, ...]]]()
    for order in range(3):
        Random(order).shuffle(pages)
        one = path.with_name(f"{order}.db")
        take(one, *pages)
        assert faults(one) == []
        found.append(relations(one))
    assert found[0] and found[0] == found[1] == found[2]
    with closing(open_warehouse(one)) as db, closing(Originals.beside(one)) as originals, writing(db):
        remove_page(db, originals, 1)
    assert faults(one) == []


def test_an_id_that_leads_elsewhere_is_not_given_again(path: Path) -> None:
    take(path, page(*A[:9], title="上", gated=True), page(*A[15:], title="下", gated=True), page(*A, title="全文"))
    take(path, page(*B, title="乙"))
    assert rows(path, "SELECT old_id FROM redirects") == [(2,)]
    assert [id for id, *_ in speeches(path)] == [1, 3]


def test_values_supplied_with_another_copy_outdo_the_best_ones(path: Path) -> None:
    take(path, page(*A))
    text = page(*A).replace("\n\n", "\n \n", 1)
    ingest([Incoming(text=text, supplied={"title": "讲话", "author": "林怀远"})], path)
    assert rows(path, "SELECT author, title_origin FROM speeches") == [("林怀远", "supplied")]
    assert faults(path) == []


DERIVED = ("texts", "copies", "relations", "works", "speech_fields", "shingle_stops")


@pytest.fixture
def family(path: Path) -> Path:
    """A warehouse of the whole family."""
    take(path, *FAMILY)
    return path


def test_all_made_anew_is_as_it_was(family: Path) -> None:
    before = {table: rows(family, f"SELECT * FROM {table}") for table in DERIVED}
    with closing(open_warehouse(family)) as db, closing(Originals.beside(family)) as originals:
        with writing(db):
            db.execute("UPDATE shingle_index SET version = 'older'")
        with pytest.raises(OtherFingerprints, match="duplicates rebuild"):
            ingest([Incoming(text=page(*speech(9)))], family)
        told = list[tuple[int, int]]()
        assert rebuild(db, originals, lambda *counts: told.append(counts)) == len(before["texts"]) == len(told)
    assert faults(family) == []
    assert {table: rows(family, f"SELECT * FROM {table}") for table in DERIVED} == before


def test_pages_that_go_leave_the_shelf_as_if_they_had_never_come(family: Path) -> None:
    sha = dict(rows(family, "SELECT sha256, id FROM pages"))
    pages = [(text, sha[sha256(text.encode()).hexdigest()]) for text in FAMILY]
    Random(4).shuffle(pages)
    while pages:
        _, gone = pages.pop()
        with closing(open_warehouse(family)) as db, closing(Originals.beside(family)) as originals, writing(db):
            remove_page(db, originals, gone)
        assert faults(family) == []
        with TemporaryDirectory() as folder:
            take(Path(folder, "w.db"), *(text for text, _ in pages))
            assert shelf(family) == shelf(Path(folder, "w.db"))
    assert not any(rows(family, f"SELECT * FROM {table}") for table in (*DERIVED, "shingles", "new_shingles"))
