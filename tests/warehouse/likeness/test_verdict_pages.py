"""Verdicts on the speeches of the golden pages, and on real ones where there are some: short, plain, no two alike."""

import json
import os
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from tests.benchmarks.damage import DAMAGE
from tests.goldens import PAGES, PARTED
from warehouse.likeness.verdict import verdict

GOLD = os.environ.get("QINGGAO_GOLD")
LEAST = 150  # Han characters
# In a text of 300 characters damage strikes a numeral by chance, or four characters in a row: this share of copies is
# told from the text.
MISSED = {"edit1": 0.005, "edit2": 0.006, "edit5": 0.016}


def _own() -> Iterator[str]:
    for page in sorted(PAGES.glob("*/fair.txt")):
        yield from page.read_text("utf-8").split(PARTED)


def _real() -> Iterator[str]:
    for file in sorted(Path(str(GOLD), "gold").glob("[0-9]*.json")):
        yield from ("\n".join(speech["body"]) for speech in json.loads(file.read_text("utf-8"))["speeches"])
    for file in sorted(Path(str(GOLD), "pages", "gold").glob("*.txt")):
        yield file.read_text("utf-8")


@cache
def speeches(whose: str) -> list[str]:
    texts = _own() if whose == "own" else _real()
    return [text for text in texts if sum("\u4e00" <= char <= "\u9fff" for char in text) >= LEAST]


WHOSE = ["own", pytest.param("real", marks=pytest.mark.skipif(not GOLD, reason="QINGGAO_GOLD names no folder"))]


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_copy_is_known(whose: str, damage: str) -> None:
    due = "part" if damage == "preview" else "same"
    times = range(10 if damage in MISSED else 1)
    copies = [
        (text, DAMAGE[damage](text, Random(f"{time} {n}"))) for n, text in enumerate(speeches(whose)) for time in times
    ]
    assert len(copies) > 25
    missed = sum(verdict(text, copy).kind != due for text, copy in copies)
    assert missed <= 1.3 * MISSED.get(damage, 0) * len(copies)


@pytest.mark.parametrize("whose", WHOSE)
def test_other_speeches_are_nothing(whose: str) -> None:
    judged = (verdict(a, b) for a, b in combinations(speeches(whose)[::2], 2))
    assert all(found.kind is None or min(found.coverage_a, found.coverage_b) == 1 for found in judged)
