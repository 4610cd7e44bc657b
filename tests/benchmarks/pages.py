"""The pages that benchmarks run on: real ones from the folder in QINGGAO_GOLD, else the golden pages."""

import os
from pathlib import Path

from tests.goldens import PAGES


def gold_folder() -> Path | None:
    """The folder of real pages."""
    folder = os.environ.get("QINGGAO_GOLD")
    return Path(folder) if folder else None


def whose() -> str:
    """Whose the pages are, in words."""
    return "real ones from the folder in QINGGAO_GOLD" if gold_folder() else "the golden ones in tests/pages"


def sample_files() -> list[Path]:
    """Text files of scraped pages."""
    gold = gold_folder()
    return sorted((gold / "seeds").glob("*.txt")) if gold else sorted(PAGES.glob("*/page.txt"))
