"""Cleaning in processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleaners
from cleaners.page import Page
from cleaners.speech import Cleaned
from tests.warehouse import standin
from tests.warehouse.shelves import faults, fill, rows, speech_text, tables
from warehouse.errors import NoWorkers
from warehouse.ingest import Incoming, Summary, ingest
from warehouse.sources import pool, worker

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def no_page_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ALONE", 0)


def texts(numbers: range) -> Iterator[Incoming]:
    for n in numbers:
        yield Incoming(text=speech_text(n), name=f"{n:03}.txt")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    monkeypatch.undo()  # the real cleaner
    monkeypatch.setattr(pool, "ALONE", 3)
    monkeypatch.setattr(worker, "METHOD", method)
    found = []
    for workers in (1, 2):
        path = tmp_path / f"{workers}.db"
        sources = [*texts(range(30)), Incoming(data=b"\0", name="bad"), *texts(range(20, 60))]
        summary = ingest(sources, path, workers=workers)
        assert (summary.seen, summary.unchanged, summary.quarantined) == (71, 10, 1)
        held = tables(path)
        found.append([(row[0], row[1]) for row in held["pages"]] + [row[:3] for row in held["arrivals"]])
        assert faults(path) == []
    assert found[0] == found[1]


def test_pages_are_cleaned_elsewhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def clean(page: Page) -> Cleaned:
        assert os.getpid() != here
        return standin.clean(page)

    here = os.getpid()
    monkeypatch.setattr(cleaners, "clean", clean)
    assert ingest(texts(range(20)), path, workers=1).loaded == 20


def deadly(monkeypatch: pytest.MonkeyPatch, end: str = "os._exit") -> None:
    """Pages that end the process which cleans them."""

    def clean(page: Page) -> Cleaned:
        if "毒" in page.text:
            os.kill(os.getpid(), signal.SIGKILL) if end == "kill" else os._exit(9)
        return standin.clean(page)

    monkeypatch.setattr(cleaners, "clean", clean)


@pytest.mark.parametrize("end", ["os._exit", "kill"])
@pytest.mark.parametrize("poison", [[0], [17], [59], [3, 4, 40], list(range(0, 60, 10))])
def test_a_worker_that_dies(path: Path, monkeypatch: pytest.MonkeyPatch, end: str, poison: list[int]) -> None:
    deadly(monkeypatch, end)
    pages = [Incoming(text=speech_text(n) + "毒" * (n in poison), name=f"{n:03}.txt") for n in range(60)]
    told: list[str] = []
    summary = ingest(pages, path, workers=2, progress=told.append)
    assert told == [page.name for page in pages]
    assert [refused.name for refused in summary.refused] == [f"{n:03}.txt" for n in poison]
    assert summary.loaded == 60 - len(poison)
    assert set(rows(path, "SELECT error FROM quarantine")) == {("WorkerDied",)}
    assert faults(path) == []


def test_the_bytes_of_a_deadly_page_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly(monkeypatch)
    ingest([Incoming(text="毒", name="a.txt")], path, workers=2)
    assert [row[1] for row in tables(path)["originals"]] == [len("毒".encode())]


def test_no_process_can_be_started(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "serve", lambda *_: os._exit(1))
    with pytest.raises(NoWorkers, match="can be started"):
        ingest(texts(range(30)), path, workers=2)
    assert rows(path, "SELECT count(*) FROM quarantine") == [(0,)]


@pytest.mark.parametrize("error", [ConnectionError, KeyboardInterrupt])
def test_what_was_read_before_an_error_is_shelved(path: Path, error: type[BaseException]) -> None:
    def sources() -> Iterator[Incoming]:
        yield from texts(range(77))
        raise error

    with pytest.raises(error):
        ingest(sources(), path, workers=2)
    assert rows(path, "SELECT loaded FROM runs") == [(77,)]
    assert faults(path) == []


def test_few_pages_are_held_at_a_time(path: Path) -> None:
    drawn = 0

    def sources() -> Iterator[Incoming]:
        nonlocal drawn
        for one in texts(range(300)):
            drawn += 1
            yield one

    ahead: list[int] = []
    told = iter(range(300))
    summary: Summary = ingest(sources(), path, workers=2, progress=lambda _: ahead.append(drawn - next(told)))
    assert summary.loaded == 300
    assert max(ahead) <= (2 * pool._CHUNKS_AHEAD + 2) * pool._CHUNK_PAGES


def test_a_program_without_a_guarded_main(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\nfrom warehouse.sources import pool\nfrom warehouse.ingest import Incoming, ingest\n"
        "print('once')\npool.ALONE = 0\n"
        f"ingest([Incoming(text='同志们', name=str(n)) for n in range(9)], Path({str(tmp_path)!r}, 'a.db'), workers=2)\n"
    )
    assert (
        subprocess.check_output([sys.executable, program], cwd=ROOT, env=os.environ | {"PYTHONPATH": "."}) == b"once\n"
    )
    assert rows(tmp_path / "a.db", "SELECT seen FROM runs") == [(9,)]


def test_an_interrupt_from_a_terminal_goes_to_all(folder: Path, path: Path) -> None:
    fill(folder, range(2000))
    command = [sys.executable, "-m", "tests.warehouse.load", str(path), str(folder)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    loader = subprocess.Popen(command, cwd=ROOT, text=True, start_new_session=True, **pipes)  # type: ignore[call-overload]
    for _ in range(45):
        assert loader.stdout.readline()
    os.killpg(loader.pid, signal.SIGINT)
    _, errors = loader.communicate(timeout=60)
    assert errors.splitlines()[-1] == "KeyboardInterrupt"
    assert "Process-" not in errors  # no worker says anything
    assert rows(path, "SELECT seen = loaded AND seen >= 45, error FROM runs") == [(1, "interrupted")]
    assert faults(path) == []


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")
def test_no_worker_outlives_its_parent(folder: Path, path: Path) -> None:
    fill(folder, range(2000))
    command = [sys.executable, "-m", "tests.warehouse.load", str(path), str(folder)]
    loader = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)
    assert loader.stdout
    for _ in range(60):
        assert loader.stdout.readline()
    workers = children(loader.pid)
    loader.kill()
    loader.communicate(timeout=60)
    if pool.all_cores() > 1:
        assert workers
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, workers))
