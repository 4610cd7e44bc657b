"""The pages that benchmarks run on: real ones from the folder in QINGGAO_GOLD, else the golden pages."""

import os
from pathlib import Path

from tests.goldens import PAGES


def sample_files() -> list[Path]:
    """Text files of scraped pages."""
    gold = os.environ.get("QINGGAO_GOLD")
    return sorted(Path(gold, "seeds").glob("*.txt")) if gold else sorted(PAGES.glob("*/page.txt"))
