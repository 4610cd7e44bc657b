"""The real cleaners and the shelf together, on the sample pages."""

from pathlib import Path

import pytest

from tests.warehouse.shelves import faults, rows, tables
from warehouse.intake import Incoming, ingest

PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture(autouse=True)
def cleaner() -> None:
    """Leaves the real cleaners in their place."""


@pytest.fixture
def samples() -> list[Incoming]:
    return [Incoming(path=page) for page in sorted(PAGES.glob("*/page.*"))]


def test_the_samples_balance_on_the_shelf_and_load_once(samples: list[Incoming], path: Path) -> None:
    assert len(samples) > 20
    first = ingest(samples, path)
    assert first.refused == ()
    assert first.loaded > first.no_speech
    assert faults(path) == []
    before = tables(path)
    again = ingest(samples, path)
    assert (again.loaded, again.unchanged) == (0, len(samples))
    after = tables(path)
    del before["runs"], after["runs"]
    assert after == before


def test_no_mobile_number_is_served(samples: list[Incoming], path: Path) -> None:
    ingest(samples, path)
    assert rows(path, "SELECT old FROM edits WHERE old GLOB '*1[3-9]" + "[0-9]" * 9 + "*'") == []
