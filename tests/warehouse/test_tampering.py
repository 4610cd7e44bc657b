"""The proof finds whatever one cell is changed, emptied, filled or lost, on a shelf that has a bit of everything."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlite_utils import Database

from tests.warehouse.duplicates.test_settle import LONG
from tests.warehouse.families import page, retyped, speech
from tests.warehouse.shelves import rows
from tests.warehouse.tampering import ALL, UNDERIVED, derived_cells, tamper
from warehouse.ingest import Incoming, ingest
from warehouse.opening import open_warehouse
from warehouse.tables.originals import Originals
from warehouse.verify import verify

A, B, C, D = (speech(n, 16) for n in range(1, 5))
ADAPTED = [s.replace("村里", "乡里").replace("第1号", "第9号").replace("大家", "老乡") for s in A]
SOAK = 400 if os.environ.get("QINGGAO_SOAK") else 40


class Shelf(NamedTuple):
    db: Database
    originals: Originals


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a shelf of copies, parts, a compilation, adaptations, reuse, several speeches on a page, sites, supplied
    values and pages without a speech is to be."""
    return tmp_path_factory.mktemp("shelf") / "warehouse.db"


@pytest.fixture
def shelf(full: Path) -> Iterator[Shelf]:
    if not full.exists():
        ingest(list(sources()), full)
    with closing(open_warehouse(full)) as db, closing(Originals.beside(full)) as originals:
        yield Shelf(db, originals)


def sources() -> Iterator[Incoming]:
    pages = [
        page(*A),
        page(*retyped(A, 7), title="转载", date="2023-03-04"),
        page(*A[:8], title="预览", gated=True),
        page(*A, title="又一份").replace("们", "們"),
        page(*ADAPTED[:4], *C[:3], *ADAPTED[7:], title="改写"),
        page(*B, title="乙", date="2022-01-01"),
        page(*A, *B, title="汇编"),
        page(*C[:9], *D[:4], title="摘"),
        page(*D, title=LONG).replace("。", "。广告请拨13812345678\n", 1),
        f"{page(*speech(8, 5), title='两篇')}====\n{''.join(speech(9, 5))}\n",
        "广告\n",
    ]
    for n, text in enumerate(pages):
        yield Incoming(text=text, name=f"{n}.txt", url=f"http://www.site{n % 2}.example/{n}" if n % 3 else None)
    yield Incoming(text=page(*speech(6, 9), title="文库"), supplied={"author": "林怀远", "published": "2021-02-03"})
    yield Incoming(text=page(*speech(6, 9), title="文库", date="2020-01-01"), name="again.txt")


@contextmanager
def undone(shelf: Shelf) -> Iterator[None]:
    """What is changed is undone afterwards."""
    files = shelf.db, shelf.originals.db
    for one in files:
        one.execute("PRAGMA foreign_keys = OFF")
        one.execute("PRAGMA ignore_check_constraints = ON")
        one.execute("BEGIN")
    try:
        yield
    finally:
        for one in files:
            one.rollback()


@pytest.mark.parametrize("seed", range(SOAK))
def test_one_cell_that_does_not_follow_is_found(shelf: Shelf, seed: int) -> None:
    with undone(shelf):
        done = tamper(*shelf, seed)
        for one in (shelf.db, shelf.originals.db):
            one.execute("PRAGMA ignore_check_constraints = OFF")
        assert list(verify(*shelf, everything=True)), done


def test_what_is_not_tampered_with_is_in_order(shelf: Shelf, full: Path) -> None:
    assert list(verify(*shelf, everything=True)) == []
    assert {kind for (kind,) in rows(full, "SELECT DISTINCT kind FROM relations")} >= {"same", "part", "adaptation"}
    assert rows(full, "SELECT count(*) FROM speeches WHERE is_compilation") == [(1,)]


def test_what_follows_from_nothing_is_documented(shelf: Shelf) -> None:
    told = Path(__file__).parents[2].joinpath("docs/warehouse.md").read_text("utf-8")
    assert {cell.table for cell in derived_cells(shelf.db, "warehouse")}.isdisjoint(
        table for table, columns in UNDERIVED.items() if columns == ALL
    )
    for table, columns in UNDERIVED.items():
        for name in (f"`{table}`",) if columns == ALL else (f"`{table}.{c}`" for c in columns - {"id"}):
            assert name in told, name
