"""A small cleaner in the place of the real one, and places to try things in."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

import cleaners
from tests.warehouse import standin
from warehouse.opening import open_warehouse
from warehouse.sources import pool, worker


@pytest.fixture(autouse=True)
def cleaner(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in standin.PARTS.items():
        monkeypatch.setattr(cleaners, name, value)
    monkeypatch.setattr(worker, "METHOD", "fork")  # so that workers have the small cleaner too


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for what comes in."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the warehouse of a test is, with its originals, in a folder of their own."""
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf" / "warehouse.db"


@pytest.fixture
def shelf(path: Path) -> Iterator[Database]:
    """An open warehouse."""
    with closing(open_warehouse(path)) as db:
        yield db


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is cleaned and taken before the next is drawn."""
    monkeypatch.setattr(pool, "_CHUNK_PAGES", 1)
    monkeypatch.setattr(pool, "_CHUNKS_AHEAD", 0)
