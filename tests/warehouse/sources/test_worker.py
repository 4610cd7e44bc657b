"""Pages that take more than they may, cleaned by workers: each is refused, and those beside it are shelved."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleaners
from tests.warehouse import greedy
from tests.warehouse.shelves import faults, fill, rows, speech_text
from warehouse import bounds
from warehouse.errors import OutOfMemory
from warehouse.ingest import Incoming, fresh, ingest, walk
from warehouse.sources import worker

ROOT = Path(__file__).parents[3]
# So many kills, while a page hangs: in the long form in code that lets nobody else have a turn.
KILLS, HANGING = (100, "DEAF") if os.environ.get("QINGGAO_SOAK") else (5, "REGEX")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.5)
    monkeypatch.setattr(worker, "GRACE", 0.5)
    monkeypatch.setattr(cleaners, "clean", greedy.clean)


def among(words: dict[int, str], count: int = 30) -> Iterator[Incoming]:
    """Pages, of which some bear a word."""
    for n in range(count):
        yield Incoming(text=speech_text(n) + words.get(n, ""), name=f"{n:03}.txt")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("word", greedy.GREEDY)
def test_a_greedy_page_is_refused_and_the_others_are_shelved(path: Path, word: str, workers: int) -> None:
    if word == "EAT":
        bounds.SECONDS = 30  # undone by the fixture
    summary = ingest(among({3: word, 25: word}), path, workers=workers)
    assert summary.loaded == 28
    assert [refused.name for refused in summary.refused] == ["003.txt", "025.txt"]
    assert set(rows(path, "SELECT error FROM quarantine")) == {(greedy.ERRORS[word],)}
    assert all("cleaning (greedy.py:" in refused.reason for refused in summary.refused)
    assert faults(path) == []


def test_every_kind_at_once(path: Path) -> None:
    words = dict(enumerate([*greedy.GREEDY] * 2, 5))
    summary = ingest(among(words), path, workers=2)
    assert (summary.loaded, summary.quarantined) == (20, 10)
    assert faults(path) == []


@pytest.mark.breaks("warehouse/tables/quarantine.py", '"TooSlow", ', "")
def test_one_that_is_not_due_is_not_tried_again(folder: Path, path: Path) -> None:
    fill(folder, range(3))
    (folder / "slow.txt").write_text(speech_text(9) + "SLEEP", "utf-8")
    assert ingest(walk([folder]), path).quarantined == 1
    bounds.SECONDS = 5  # undone by the fixture
    again = ingest(walk([folder]), path)
    assert (again.unchanged, again.quarantined) == (3, 1)
    assert "not tried again before" in again.refused[0].reason
    assert rows(path, "SELECT attempts FROM quarantine") == [(1,)]
    assert list(fresh(walk([folder]), path, settle_seconds=0)) == []


def test_one_that_is_due_is_tried_again(path: Path) -> None:
    from warehouse.opening import open_warehouse

    ingest(among({0: "SLEEP"}, 1), path)
    db = open_warehouse(path)
    db.execute("UPDATE quarantine SET next_try = '2000-01-01T00:00:00+00:00'")
    db.conn.commit()
    db.close()
    ingest(among({0: "SLEEP"}, 1), path)
    assert rows(path, "SELECT attempts FROM quarantine") == [(2,)]


@pytest.mark.parametrize("where", ["a worker", "this process"])
def test_want_of_memory_is_no_fault_of_the_page(path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def sources() -> Iterator[Incoming]:
        yield from among({12: "GULP"} if where == "a worker" else {}, 20)
        if where == "this process":
            raise MemoryError

    monkeypatch.setattr(bounds, "resource", None)
    with pytest.raises(OutOfMemory, match=r"warehouse.db: there is not enough memory.*ulimit"):
        ingest(sources(), path, workers=1)
    assert rows(path, "SELECT count(*) FROM quarantine") == [(0,)]
    assert rows(path, "SELECT loaded FROM runs")[0][0] >= (8 if where == "a worker" else 20)
    assert faults(path) == []


def test_without_groups_alarms_and_forks_the_parent_holds_the_bound(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "METHOD", "spawn")
    monkeypatch.setattr(worker, "serve", greedy.serve)
    for name in ("killpg", "fork"):
        monkeypatch.delattr(os, name)
    monkeypatch.setattr(bounds, "resource", None)
    monkeypatch.setattr(worker, "Bound", _Brief)
    summary = ingest(among({3: "DEAF", 5: "SLEEP"}, 8), path, workers=2)
    assert [refused.name for refused in summary.refused] == ["003.txt", "005.txt"]
    assert summary.loaded == 6
    assert summary.unheld == ("memory",)


class _Brief(bounds.Bound):
    """The parent is told to wait less, since the workers do not know how little time there is in this test."""

    @classmethod
    def of(cls, size: int) -> "_Brief":
        return cls(1.0, 1)


def start(path: Path, folder: Path, seconds: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.warehouse.load", str(path), str(folder)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QINGGAO_SECONDS": seconds},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


@pytest.mark.parametrize("word", ["REGEX", "SLEEP", "DEAF"])
def test_an_interrupt_ends_whatever_a_worker_does(folder: Path, path: Path, word: str) -> None:
    fill(folder, range(30))
    (folder / "000009x.txt").write_text(speech_text(99) + word, "utf-8")
    loader = start(path, folder, "600")
    assert loader.stdout
    for _ in range(8):
        assert loader.stdout.readline()
    time.sleep(0.3)
    began = time.monotonic()
    loader.send_signal(signal.SIGINT)
    _, errors = loader.communicate(timeout=60)
    assert time.monotonic() - began < 10
    assert errors.splitlines()[-1] == "KeyboardInterrupt"
    assert rows(path, "SELECT seen = loaded AND seen >= 8, error FROM runs") == [(1, "interrupted")]
    assert faults(path) == []


def test_kills_at_any_moment_with_a_page_that_hangs(folder: Path, path: Path) -> None:
    chance = random.Random(7)
    each = 5
    (folder / "000003x.txt").write_text(speech_text(999_999) + HANGING, "utf-8")
    for n in range(KILLS):
        fill(folder, range(n * each, n * each + each))
        loader = start(path, folder, "1")
        time.sleep(chance.uniform(0, 3))
        loader.kill()
        loader.wait(60)  # not for its workers, which the kernel ends
        for pipe in (loader.stdout, loader.stderr):
            assert pipe
            pipe.close()
        assert faults(path) == [] if path.exists() else True, f"kill {n}"
    ingest(walk([folder]), path)
    assert rows(path, "SELECT count(*) FROM pages") == rows(path, "SELECT count(*) FROM speeches") == [(each * KILLS,)]
    assert rows(path, "SELECT count(*), min(error) FROM quarantine") == [(1, "TooSlow")]
    assert faults(path) == []
    other = path.with_name("other.db")
    (folder / "000003x.txt").unlink()
    ingest(walk([folder]), other)
    bodies = "SELECT title, body FROM speeches ORDER BY body"
    assert rows(path, bodies) == rows(other, bodies)
