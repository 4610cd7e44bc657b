"""Bounds of time and memory, held by the process that is at work."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleaners.errors import TooHungry, TooSlow
from cleaners.page import Page
from tests.warehouse import greedy
from warehouse import bounds
from warehouse.bounds import Bound, bounded, unheld

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.3)


def indulge(word: str, size: int = 10) -> object:
    return bounded("a.txt", size, lambda: greedy.clean(Page(word)))


@pytest.mark.parametrize("word", ["REGEX", "SLEEP"])
def test_what_takes_too_long_is_given_up(word: str) -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow, match=rf"a.txt: .*cleaning \(.*in _{word.lower()}\)"):
        indulge(word)
    assert time.monotonic() - began < 20


def test_the_rule_at_work_is_named() -> None:
    def find(rule: object) -> None:
        greedy.GREEDY["REGEX"]()

    with pytest.raises(TooSlow, match=r"reading .*rule test/rule"):
        bounded("a.txt", 1, lambda: find(greedy.standin.Rule("test/rule", "cut", "试", lambda view: ())))


@pytest.mark.parametrize("word", ["EAT", "GULP"])
def test_what_takes_too_much_memory_is_given_up(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 60)
    with pytest.raises(TooHungry, match=r"a.txt: it takes more than 600 MB.*cleaning"):
        indulge(word)
    assert len(bytes(700_000_000)) == 700_000_000  # afterwards there is as much as before


def test_an_error_is_no_reason_for_the_alarm_to_go_on() -> None:
    with pytest.raises(ZeroDivisionError):
        bounded("a.txt", 1, lambda: 1 // 0)
    before = signal.getsignal(signal.SIGALRM)
    assert bounded("a.txt", 1, lambda: 7) == 7
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


@pytest.mark.breaks("warehouse/bounds.py", "seconds, _AGAIN)", "seconds)")
def test_code_that_takes_the_alarm_for_its_own_is_rung_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_AGAIN", 0.1)

    def obstinate() -> None:
        try:
            time.sleep(60)
        except BaseException:
            time.sleep(10)

    with pytest.raises(TooSlow):
        bounded("a.txt", 1, obstinate)


@pytest.mark.breaks("warehouse/bounds.py", "SECONDS_PER_MB * size / 1_000_000", "0 * size")
@pytest.mark.breaks("warehouse/bounds.py", "MEMORY_PER_BYTE * size", "0 * size")
def test_a_large_page_may_take_more() -> None:
    small, large = Bound.of(1_000_000), Bound.of(10_000_000)
    assert small.seconds < large.seconds
    assert small.memory < large.memory


def alone(code: str) -> "subprocess.CompletedProcess[str]":
    start = (
        "from warehouse import bounds\nfrom tests.warehouse.greedy import *\nbounds.SECONDS, bounds.GRACE = 0.3, 0\n"
    )
    command = [sys.executable, "-c", f"{start}{code}\nprint('unreached')"]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=60)


def test_code_that_looks_at_no_signal_is_ended_by_the_kernel() -> None:
    done = alone("bounds.tell_where(2)\nbounds.bounded('a.txt', 1, lambda: GREEDY['DEAF']())")
    assert done.returncode == -signal.SIGXCPU
    assert "in _deaf" in done.stderr
    assert not done.stdout


def test_without_alarms_a_thread_ends_the_process() -> None:
    done = alone("del bounds.signal.setitimer\nbounds.bounded('a.txt', 1, lambda: GREEDY['DEAF']())")
    assert done.returncode == 1
    assert "in _deaf" in done.stderr
    assert not done.stdout


@pytest.mark.breaks("warehouse/bounds.py", "if not is_rationed:", "if False:")
def test_memory_that_the_system_withholds_is_no_fault_of_the_page() -> None:
    done = alone(
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (400_000_000,) * 2)\n"
        "try: bounds.bounded('a.txt', 1, lambda: bytes(500_000_000))\n"
        "except MemoryError: print('ours')"
    )
    assert done.stdout.splitlines()[0] == "ours", done.stderr


def test_a_system_without_limits_of_memory_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unheld() == (() if sys.platform == "linux" else ("memory",))
    monkeypatch.setattr(bounds, "resource", None)
    assert unheld() == ("memory",)
    assert bounded("a.txt", 1, lambda: 7) == 7
    with pytest.raises(TooSlow):
        indulge("REGEX")
