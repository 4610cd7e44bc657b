"""Commands keep to the bounds of a page, open no special file, and end in order when they are told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.shelves import rows

ROOT = Path(__file__).parents[2]
_START = """
import re, sys, cleaners
from warehouse import bounds
bounds.SECONDS = {seconds}
before = cleaners.clean
def clean(page, *more):
    if "HANG" in page.text:
        re.search("(a+)+$", "a" * 60 + "b")
    return before(page, *more)
cleaners.clean = clean
from flows.cli import main
main()
"""


def command(*args: object, seconds: float = 0.5) -> list[str]:
    return [sys.executable, "-c", _START.format(seconds=seconds), *map(str, args)]


def run(*args: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(*args), cwd=ROOT, text=True, capture_output=True, timeout=60)


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """Three pages; cleaning the second hangs."""
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, path in enumerate(paths):
        path.write_text(f"同志们:\n这是第{n}次会议,抓落实要靠督查,也要靠作风。\n{'HANG' * (n == 1)}\n", "utf-8")
    return paths


def test_clean_gives_a_page_up_and_goes_on(pages: list[Path]) -> None:
    done = run("clean", *pages)
    assert done.returncode == 3
    assert "第0次" in done.stdout and "第2次" in done.stdout
    assert f"{pages[1]}: it takes more than" in done.stderr
    assert "while cleaning" in done.stderr


def test_explain_gives_a_page_up(pages: list[Path]) -> None:
    done = run("explain", pages[1])
    assert done.returncode == 3
    assert "it takes more than" in done.stderr


def test_trying_a_rule_gives_a_page_up_and_goes_on(pages: list[Path]) -> None:
    done = run("rules", "try", "--inline", "督查", *pages)
    assert done.returncode == 3
    assert f"{pages[1]}: it takes more than" in done.stderr
    assert f"{pages[0]}:2: 督查" in done.stdout and f"{pages[2]}:2: 督查" in done.stdout


@pytest.mark.parametrize("name", ["clean", "explain"])
def test_what_is_no_file_is_not_opened(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        done = run(name, path)
        assert done.returncode == 3
        assert f"{path}: This is no file" in done.stderr


def test_ingest_names_special_files_and_passes_them_over(pages: list[Path], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run("ingest", pages[0], pages[0].parent, "/dev/zero", "--db", tmp_path / "w.db")
    assert done.returncode == 3  # for the page that hangs
    assert f"pipe {tmp_path / 'pipe'}: not opened" in done.stdout
    assert "device /dev/zero: not opened" in done.stdout


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_shelves_what_is_in_hand(name: str, pages: list[Path], tmp_path: Path) -> None:
    running, signum = _hanging(pages, tmp_path), getattr(signal, name)
    running.send_signal(signum)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 128 + signum, errors
    assert "Interrupted" in errors
    assert rows(tmp_path / "w.db", "SELECT loaded, error FROM runs") == [(1, "interrupted")]


def test_a_second_signal_ends_it_at_once(pages: list[Path], tmp_path: Path) -> None:
    running = _hanging(pages, tmp_path)
    running.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=60)
    assert running.returncode == -signal.SIGTERM


def _hanging(pages: list[Path], tmp_path: Path) -> "subprocess.Popen[str]":
    """An ingest that has cleaned a page, and hangs at the next."""
    running = subprocess.Popen(
        command("ingest", *pages, "--db", tmp_path / "w.db", seconds=600),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: [signal.signal(one, signal.SIG_DFL) for one in (signal.SIGINT, signal.SIGHUP)],
    )
    deadline = time.monotonic() + 30
    while not (tmp_path / "w.db").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(2)
    return running
