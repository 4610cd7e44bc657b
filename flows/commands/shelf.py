"""`qinggao ingest`, `verify` and `duplicates rebuild`: progress bars around them, and their output."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click
from sqlite_utils import Database

from warehouse.errors import NotAWarehouse
from warehouse.ingest import Incoming, Summary, ingest, walk
from warehouse.opening import open_warehouse
from warehouse.rebuild import rebuild
from warehouse.sources.left_out import left_out_lines
from warehouse.tables.originals import Originals
from warehouse.verify import Fault, verify

_COUNTS = ("seen", "loaded", "unchanged", "duplicates", "no_speech", "quarantined")


def ingest_paths(paths: Iterable[str], db: str, max_bytes: int, workers: int | None) -> Summary:
    """Take in files, folders, archives and standard input (-), with a progress bar on a terminal."""
    sources = list(_sources(paths))
    with click.progressbar(length=len(sources), label="清稿", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        return ingest(sources, Path(db), max_bytes=max_bytes, workers=workers, progress=lambda _: bar.update(1))


def _sources(paths: Iterable[str]) -> Iterator[Incoming]:
    for path in paths:
        if path == "-":
            yield Incoming(data=sys.stdin.buffer.read(), name="standard input")
        else:
            yield from walk([Path(path)])


def lines_of(summary: Summary, db: str) -> Iterator[str]:
    """A summary as lines: counts, refusals with their reasons, what was left out, and how to see the speeches."""
    for name in _COUNTS:
        yield f"{name.replace('_', ' '):12}{getattr(summary, name):8,}"
    for refused in summary.refused:
        yield f"quarantined: {refused.reason}"
    yield from left_out_lines(summary.left_out)
    if not summary.seen:
        yield "No files were found there."
    if summary.loaded:
        yield f"Look at the speeches: make browse, or: python -m warehouse.inspect {db}"


def rebuild_duplicates(db: str) -> int:
    """Finds all duplicates of a warehouse again, with a progress bar. Returns the number of texts.

    Raises:
        NotAWarehouse: there is no file of that name.
    """
    with closing(opened(db)) as shelf, closing(Originals.beside(Path(db))) as originals:
        texts = shelf.table("texts").count
        with click.progressbar(length=texts, label="查重", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            return rebuild(shelf, originals, progress=lambda done, total: bar.update(done - bar.pos))


def faults_of(db: str) -> tuple[list[Fault], int]:
    """Verifies a warehouse, with a progress bar. Returns its faults and its number of pages.

    Raises:
        NotAWarehouse: there is no file of that name.
    """
    shelf, originals = opened(db), Originals.beside(Path(db))
    pages = shelf.table("pages").count
    with click.progressbar(length=pages, label="核账", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        return list(verify(shelf, originals, progress=lambda done, total: bar.update(done - bar.pos))), pages


def opened(db: str) -> Database:
    """Opens the warehouse at a path, which must exist.

    Raises:
        NotAWarehouse: there is no file of that name.
        WarehouseError: it cannot be opened.
    """
    if not Path(db).exists():
        raise NotAWarehouse(
            f"{db}: there is no such file. Name a warehouse with --db, or make one with qinggao ingest."
        )
    return open_warehouse(db)
