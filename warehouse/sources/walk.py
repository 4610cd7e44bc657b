"""Finding the files in folders, and which of them are new."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from warehouse import clock
from warehouse.incoming import Incoming, base_of, shown
from warehouse.opening import open_warehouse
from warehouse.sources.left_out import companions, ending_of_no_page
from warehouse.sources.special import special
from warehouse.tables.originals import Originals
from warehouse.tables.places import key_of

_KNOWN = """
SELECT 1 FROM arrivals JOIN pages ON pages.id = page_id
    WHERE path_key = :path AND arrivals.modified = :modified AND bytes = :bytes
UNION ALL
SELECT 1 FROM archives WHERE path_key = :path AND modified = :modified AND bytes = :bytes
UNION ALL
SELECT 1 FROM quarantine
    WHERE path_key = :path AND modified = :modified AND bytes = :bytes AND resolved_at IS NULL AND next_try > :now
LIMIT 1
"""


Fault = Callable[[Path], OSError | None]


def walk(paths: Iterable[Path], fault: Fault = lambda path: None) -> Iterator[Incoming]:
    """The files given, and those under the folders given, sorted.

    In folders, hidden files, dangling links and the folder that a browser puts beside a saved page are passed over, and
    a file that is no page by its ending comes as left out. So does what is no file of a disk, wherever it is (a pipe, a
    socket, a device): to open it may wait for ever, or read without end. A folder that links lead to again is entered
    once. A folder that cannot be listed comes as a source with a fault, and so does any path for which `fault` gives
    one: it is not read.
    """
    seen = set[tuple[int, int]]()
    for path in paths:
        if os.path.isdir(path):
            yield from (_within(path, one) for one in _folder(path, seen, fault))
        else:
            error = fault(path)
            yield Incoming(path=path, fault=error, left_out=None if error else special(path))


def _within(folder: Path, incoming: Incoming) -> Incoming:
    """A source of a folder, whose place is told from there."""
    assert incoming.path
    return replace(incoming, base=base_of(folder, incoming.path))


def _folder(folder: Path, seen: set[tuple[int, int]], fault: Fault) -> Iterator[Incoming]:
    stack = [folder]
    while stack:
        path = stack.pop()
        if error := fault(path):
            yield Incoming(path=path, fault=error)
            continue
        try:
            entries, exists = (_entries(path, seen), False) if path.is_dir() else ([], path.exists())
        except OSError as error:
            yield Incoming(path=path, fault=error)
            continue
        stack += entries
        if exists:
            yield Incoming(path=path, left_out=special(path) or ending_of_no_page(path.name))


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[Path]:
    """The entries of a folder in reverse order, for the stack; none if it was seen before."""
    stat = folder.stat()
    if (stat.st_dev, stat.st_ino) in seen:
        return []
    seen.add((stat.st_dev, stat.st_ino))
    names = [name for name in os.listdir(folder) if not name.startswith(".")]
    return [folder / name for name in sorted(set(names) - companions(names), reverse=True)]


def fresh(incoming: Iterable[Incoming], db: Path, settle_seconds: float = 10) -> Iterator[Incoming]:
    """The sources that a scheduled run should take. It skips files that are on the shelf unchanged, those in quarantine
    until their next try, and those changed within the last `settle_seconds`, which may still grow.
    """
    with closing(open_warehouse(db)) as shelf, closing(Originals.beside(db)) as originals:
        for one in incoming:
            if one.path is None or _is_due(shelf, one.path, originals.secret, settle_seconds):
                yield one


def _is_due(db: Database, path: Path, secret: bytes, settle_seconds: float) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return True  # Reading it will fail likewise, and be reported.
    if 0 <= time.time() - stat.st_mtime < settle_seconds:
        return False
    values = {
        "path": key_of(shown(path), secret),
        "modified": clock.stamp(stat.st_mtime_ns),
        "bytes": stat.st_size,
        "now": clock.now(),
    }
    return db.execute(_KNOWN, values).fetchone() is None
