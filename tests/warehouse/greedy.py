"""Pages that take more than they may: the small cleaner, but for words that make it hang, sleep, or eat memory."""

import itertools
import re
import time
from collections import deque
from collections.abc import Callable

import cleaners
from cleaners.page import Page
from cleaners.speech import Cleaned
from tests.warehouse import standin
from warehouse.sources import worker


def _regex() -> None:
    re.search("(a+)+$", "a" * 60 + "b")


def _sleep() -> None:
    time.sleep(600)


def _deaf() -> None:
    deque(itertools.repeat(0), maxlen=0)  # C code that looks at no signal and gives nobody else a turn


def _eat() -> None:
    held = []
    for _ in range(200):
        held.append(b"x" * 100_000_000)


def _gulp() -> None:
    bytearray(1 << 45)


GREEDY: dict[str, Callable[[], None]] = {"REGEX": _regex, "SLEEP": _sleep, "DEAF": _deaf, "EAT": _eat, "GULP": _gulp}
ERRORS = {"REGEX": "TooSlow", "SLEEP": "TooSlow", "DEAF": "TooSlow", "EAT": "TooHungry", "GULP": "TooHungry"}


def clean(page: Page) -> Cleaned:
    for word, indulge in GREEDY.items():
        if word in page.text:
            indulge()
    return standin.clean(page)


def install() -> None:
    """Puts the small, greedy cleaner in the place of the real one, for good."""
    standin.install()
    cleaners.clean = clean


def serve(*pipes: worker.Connection) -> None:
    """Serves as a worker does, in a process that was not forked, with the small, greedy cleaner."""
    install()
    _serve(*pipes)


_serve = worker.serve
