"""`qinggao ingest`, `verify` and `duplicates rebuild`: progress bars around them, and their output."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlite_utils import Database

from warehouse.errors import NotAWarehouse
from warehouse.ingest import Incoming, Summary, ingest, walk
from warehouse.opening import open_to_prove, open_warehouse
from warehouse.rebuild import rebuild
from warehouse.sources.left_out import left_out_lines
from warehouse.sources.pool import all_cores
from warehouse.tables.originals import Originals
from warehouse.verify import Fault, verify

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

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
    yield from (f"This system cannot bound the {what} that a page takes." for what in summary.unheld)
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


def faults_of(db: str, everything: bool = False) -> tuple[list[Fault], int]:
    """Verifies a warehouse, with a progress bar, and writes to none of its files. Returns its faults and its number of
    pages. With `everything`, all pages are cleaned again, on all cores.

    Raises:
        NotAWarehouse: there is no file of that name.
    """
    _must_exist(db)
    with closing(open_to_prove(db)) as shelf, closing(Originals.beside(db, only_to_read=True)) as originals:
        pages, workers = shelf.table("pages").count, all_cores() if everything else 1
        with click.progressbar(length=0, label="核账", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            return list(verify(shelf, originals, _showing(bar), everything=everything, workers=workers)), pages


def _showing(bar: "ProgressBar[int]") -> Callable[[int, int], None]:
    """What shows progress on a bar, whose length is known only when the work begins."""

    def show(done: int, total: int) -> None:
        bar.length = total
        bar.update(done - bar.pos)

    return show


def fault_lines(faults: Sequence[Fault], pages: int, as_json: bool) -> Iterator[str]:
    """Faults as lines, one each, and a summary; or as so many JSON objects."""
    if as_json:
        summary = {"pages": pages, "faults": len(faults)}
        yield from (json.dumps(row, ensure_ascii=False) for row in (*(fault._asdict() for fault in faults), summary))
    else:
        yield from (f"{fault.where}: {fault.what} {fault.next_step}" for fault in faults)
        yield f"{pages:,} pages verified, {len(faults):,} faults"


def opened(db: str) -> Database:
    """Opens the warehouse at a path, which must exist.

    Raises:
        NotAWarehouse: there is no file of that name.
        WarehouseError: it cannot be opened.
    """
    _must_exist(db)
    return open_warehouse(db)


def _must_exist(db: str) -> None:
    if not Path(db).exists():
        raise NotAWarehouse(
            f"{db}: there is no such file. Name a warehouse with --db, or make one with qinggao ingest."
        )
