"""Cleaning takes time and memory in proportion to its input, whatever the input's shape.

Each shape is read and cleaned in a process of its own that is stopped when it takes too long or too much. The clock that
counts is the processor's, the least of some runs, and only where it runs long enough to tell.
"""

import gc
import json
import math
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaners import clean, read
from cleaners.errors import Unreadable
from tests.cleaners.shapes import SHAPES

SOAK = bool(os.environ.get("QINGGAO_SOAK"))
ROOT = Path(__file__).parents[2]
# Of each kind one that once grew with the square of its size: lines, parts, headings, styles, marks in marks, links, Word.
FEW = (
    "short lines",
    "speeches",
    "salutations",
    "style unclosed",
    "rules of styles",
    "text containers in one another",
    "links to sites",
    "a chain of styles",
)
SIZE, TIMES = (50_000 if SOAK else 20_000), 4
RUNS, AGAIN = (3, 4) if SOAK else (2, 3)
# What took the square of the size has 2. A short run is told from that, a long one from little more than proportion.
STEEPEST = 1.2 if SOAK else 1.4
CLEAR = 0.01
SECONDS, ADDRESSES = (120 if SOAK else 30), 4_000_000_000
# Of memory: bytes for each character of the input, beside what a small one takes.
MOST_BYTES = 1_000


class Cost(NamedTuple):
    """What it took to clean an input: seconds of the processor, and bytes of memory beyond those held before."""

    seconds: float
    memory: int


def _cleaned(data: bytes) -> float:
    began = time.process_time()
    with suppress(Unreadable):
        clean(read(data))
    return time.process_time() - began


def _held() -> int:
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measured(name: str, sizes: list[int]) -> None:
    """Prints what each size of a shape takes, a line of JSON each, the smaller sizes first."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    # The collector of garbage runs by leaps, and would make whatever it falls on look steep.
    gc.disable()
    _cleaned(SHAPES[name](1_000))
    for size in sizes:
        data, before = SHAPES[name](size), _held()
        seconds = min(_cleaned(data) for _ in range(RUNS))
        print(json.dumps(Cost(seconds, _held() - before)), flush=True)


def costs(name: str, sizes: list[int]) -> list[Cost]:
    """What each size of a shape takes, in a process that is stopped when it takes too long."""
    told = f"from {__name__} import measured; measured({name!r}, {sizes})"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [Cost(*json.loads(line)) for line in done.stdout.splitlines()]


def steepness(few: Cost, many: Cost) -> float:
    """The exponent with which time grows from one size to one so many times larger; 0 where the time is too short."""
    return math.log(many.seconds / few.seconds, TIMES) if few.seconds >= CLEAR else 0.0


@pytest.mark.parametrize("name", SHAPES if SOAK else FEW)
def test_time_and_memory_grow_no_faster_than_the_input(name: str) -> None:
    measures = list[tuple[Cost, Cost]]()
    # A busy machine makes a run seem steep: so it is run again, and the gentlest counts.
    while len(measures) < AGAIN and not (measures and steepness(*measures[-1]) <= STEEPEST):
        few, many = costs(name, [SIZE, TIMES * SIZE])
        assert many.memory <= MOST_BYTES * TIMES * SIZE
        measures.append((few, many))
    assert min(steepness(*pair) for pair in measures) <= STEEPEST, measures


def test_every_shape_grows() -> None:
    assert set(FEW) <= SHAPES.keys()
    assert all(0 < len(shape(1_000)) < len(shape(30_000)) for shape in SHAPES.values())
