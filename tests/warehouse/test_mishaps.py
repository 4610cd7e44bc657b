"""Locks, full disks, interrupts and kills: the shelf stays whole, and the next run makes up for it."""

import os
import pkgutil
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.warehouse.shelves import faults, fill, rows, speech_text
from warehouse import store
from warehouse.errors import DiskFull, WarehouseError, WarehouseLocked
from warehouse.ingest import Incoming, ingest, walk
from warehouse.tables import database, originals, runs
from warehouse.tables.originals import path_beside

ROOT = Path(__file__).parents[2]
# So many kills, so many pages more before each.
KILLS, EACH = (200, 20) if os.environ.get("QINGGAO_SOAK") else (10, 200)


def texts(numbers: range) -> Iterator[Incoming]:
    return (Incoming(text=speech_text(n), name=f"{n}.txt") for n in numbers)


def count(path: Path, table: str) -> int:
    return int(str(rows(path, f"SELECT count(*) FROM {table}")[0][0]))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)


@pytest.mark.usefixtures("impatient")
def test_a_locked_warehouse_at_the_start(path: Path) -> None:
    ingest([], path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WarehouseLocked, match=r"warehouse.db.*another program.*run again"):
            ingest(texts(range(3)), path)
    assert count(path, "runs") == 1


@pytest.mark.usefixtures("impatient", "one_by_one")
@pytest.mark.parametrize("which", ["the warehouse", "its originals"])
def test_a_lock_in_the_middle(path: Path, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    monkeypatch.setattr("warehouse.ingest.BATCH_PAGES", 4)
    file = path if which == "the warehouse" else path_beside(path)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:

        def sources() -> Iterator[Incoming]:
            yield from texts(range(6))
            other.execute("BEGIN IMMEDIATE")
            yield from texts(range(6, 10))

        with pytest.raises(WarehouseLocked, match=f"{file.name}.*another program"):
            ingest(sources(), path)
        other.execute("ROLLBACK")
    assert count(path, "pages") == 4
    assert rows(path, "SELECT seen, loaded FROM runs") == [(4, 4)]
    assert ingest(texts(range(10)), path).loaded == 6
    assert faults(path) == []


def test_a_run_that_a_lock_ended_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise WarehouseLocked("originals.db: another program is writing")

    monkeypatch.setattr(originals.Originals, "keep", locked)
    with pytest.raises(WarehouseLocked):
        ingest(texts(range(2)), path)
    assert rows(path, "SELECT seen, error, finished IS NOT NULL FROM runs") == [
        (0, "originals.db: another program is writing", 1)
    ]


def confine(monkeypatch: pytest.MonkeyPatch, opener: str) -> None:
    """Gives the next file opened a few pages more than it has."""
    opening: Callable[..., Database] = pkgutil.resolve_name(opener)

    def confined(*args: object, **more: object) -> Database:
        db = opening(*args, **more)
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 12}")
        return db

    monkeypatch.setattr(opener, confined)


@pytest.mark.parametrize("opener", ["warehouse.ingest.open_warehouse", "warehouse.tables.originals.open_file"])
def test_no_room_left(path: Path, monkeypatch: pytest.MonkeyPatch, opener: str) -> None:
    monkeypatch.setattr("warehouse.ingest.BATCH_PAGES", 4)
    ingest(texts(range(2)), path)
    with monkeypatch.context() as patch:
        confine(patch, opener)
        with pytest.raises(DiskFull, match=r"warehouse.*db: there is no room left. Free some"):
            ingest(texts(range(400)), path)
    held = count(path, "pages")
    assert held % 4 == 0 < held < 400
    assert count(path, "quarantine") == 0
    assert faults(path) == []
    assert ingest(texts(range(400)), path).loaded == 400 - held
    assert faults(path) == []


def start(path: Path, folder: Path, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.warehouse.load", str(path), str(folder), *more]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(loader: "subprocess.Popen[str]", lines: int) -> None:
    """Waits until a loader has cleaned so many pages."""
    assert loader.stdout
    for _ in range(lines):
        assert loader.stdout.readline()


def test_a_disk_that_takes_no_more(folder: Path, path: Path) -> None:
    fill(folder, range(60))
    ingest(walk([folder]), path)
    fill(folder, range(60, 400))
    size = path.stat().st_size
    loader = start(path, folder, str(size + 100_000))
    _, errors = loader.communicate(timeout=60)
    assert loader.returncode == 1
    assert "DiskFull" in errors.splitlines()[-1]
    assert 60 <= count(path, "pages") < 400
    assert faults(path) == []
    ingest(walk([folder]), path)
    assert count(path, "pages") == count(path, "speeches") == 400


def test_an_interrupt_shelves_what_is_prepared(path: Path) -> None:
    def sources() -> Iterator[Incoming]:
        yield from texts(range(7))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(sources(), path)
    assert rows(path, "SELECT seen, loaded, error, finished IS NOT NULL FROM runs") == [(7, 7, "interrupted", 1)]
    assert faults(path) == []


@pytest.mark.parametrize("place", [(store, "shelve"), (originals.Originals, "keep"), (runs, "count")])
def test_an_interrupt_while_shelving(path: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[object, str]) -> None:
    usual, calls = getattr(*place), iter(range(99))

    def interrupted(*args: object) -> object:
        result = usual(*args)
        if next(calls) == 0:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(*place, interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest(texts(range(3)), path)
    assert rows(path, "SELECT seen, loaded, error FROM runs") == [(3, 3, "interrupted")]
    assert faults(path) == []


def test_a_source_that_fails_leaves_the_others_shelved(path: Path) -> None:
    def sources() -> Iterator[Incoming]:
        yield from texts(range(3))
        raise ConnectionError("the net is gone")

    with pytest.raises(ConnectionError):
        ingest(sources(), path)
    assert rows(path, "SELECT loaded, error FROM runs") == [(3, "ConnectionError: the net is gone")]


def test_ctrl_c(folder: Path, path: Path) -> None:
    fill(folder, range(2000))
    loader = start(path, folder)
    wait_for(loader, 23)
    loader.send_signal(signal.SIGINT)
    _, errors = loader.communicate(timeout=60)
    assert errors.splitlines()[-1] == "KeyboardInterrupt"
    assert 23 <= count(path, "pages") < 2000
    assert rows(path, "SELECT seen = loaded, error FROM runs") == [(1, "interrupted")]
    assert faults(path) == []


def test_a_kill_at_any_moment(folder: Path, path: Path) -> None:
    chance = random.Random(20)
    for n in range(KILLS):
        fill(folder, range(n * EACH, n * EACH + EACH))
        loader = start(path, folder)
        wait_for(loader, chance.randrange(1, n * EACH + 3 * EACH // 4))
        time.sleep(chance.uniform(0, 0.01))
        loader.kill()
        loader.communicate(timeout=60)
        assert faults(path) == [], f"kill {n}"
    held = count(path, "pages")
    assert ingest(walk([folder]), path).loaded == KILLS * EACH - held
    assert count(path, "speeches") == count(path, "copies") == KILLS * EACH
    assert int(str(rows(path, "SELECT count(*) FROM runs WHERE finished IS NULL")[0][0])) > KILLS // 2
    assert faults(path) == []


def test_several_programs_load_at_once(folder: Path, path: Path) -> None:
    fill(folder, range(150))
    loaders = [start(path, folder) for _ in range(3)]
    outputs = [loader.communicate(timeout=100) for loader in loaders]
    assert [errors for _, errors in outputs] == [""] * 3
    results = [[int(n) for n in output.splitlines()[-1].split()[1:]] for output, _ in outputs]
    assert sum(loaded for loaded, _ in results) == 150
    assert all(loaded + unchanged == 150 for loaded, unchanged in results)
    assert count(path, "pages") == count(path, "speeches") == count(path, "arrivals") == 150
    assert faults(path) == []


def test_a_shelfs_fault_is_no_pages_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(store, "shelve", damaged)
    with pytest.raises(WarehouseError, match=r"warehouse.db.*malformed"):
        ingest(texts(range(2)), path)
    assert count(path, "quarantine") == 0
