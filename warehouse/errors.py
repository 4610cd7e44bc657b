"""The errors of the warehouse. Each message names the file, the reason and what to do next.

QinggaoError
└── WarehouseError
    ├── WarehouseLocked     another program is writing: waiting helps
    ├── DiskFull            the disk is full, or fails
    ├── Unreachable         the file cannot be opened or written
    ├── NotAWarehouse       the file is of another kind
    ├── OlderWarehouse      an earlier version made the file, and it is opened only to be read
    ├── NewerWarehouse      a later version of qinggao made the file
    ├── Damaged             the file or a row in it is broken
    ├── MissingOriginal     the bytes or the text of a page are missing
    ├── OtherFingerprints   an index was made by another version: rebuild it
    ├── NoWorkers           no process can be started to clean pages in
    └── OutOfMemory         the system gives no more memory
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cleaners.errors import QinggaoError


class WarehouseError(QinggaoError):
    """The warehouse itself fails, not just one page."""


class WarehouseLocked(WarehouseError):
    """Another program has held the write lock for too long."""


class DiskFull(WarehouseError):
    """The disk is full, or fails to write."""


class Unreachable(WarehouseError):
    """The file cannot be opened or written."""


class NotAWarehouse(WarehouseError):
    """The file is of another kind."""


class OlderWarehouse(WarehouseError):
    """An earlier version made the tables, and they cannot be renewed without writing."""


class NewerWarehouse(WarehouseError):
    """A later version has changed the tables."""


class Damaged(WarehouseError):
    """The file, or a row in it, cannot be read back."""


class MissingOriginal(WarehouseError):
    """The bytes or the text of a page are missing."""


class OtherFingerprints(WarehouseError):
    """An index, of shingles or of passages, was made by another version of qinggao."""


class NoWorkers(WarehouseError):
    """No process can be started to clean pages in."""


class OutOfMemory(WarehouseError):
    """The system gives this program no more memory, though no page has taken more than it may."""


_MEANINGS: dict[int, tuple[type[WarehouseError], str]] = {
    sqlite3.SQLITE_BUSY: (WarehouseLocked, "another program is writing to it. Wait for it or close it, then run again"),
    sqlite3.SQLITE_LOCKED: (WarehouseLocked, "another program is using it. Wait for it or close it, then run again"),
    sqlite3.SQLITE_FULL: (DiskFull, "there is no room left. Free some, then run again"),
    sqlite3.SQLITE_IOERR: (DiskFull, "the disk fails. See that it is sound and has room, then run again"),
    sqlite3.SQLITE_CANTOPEN: (Unreachable, "it cannot be opened. See that its folder exists and may be written"),
    sqlite3.SQLITE_READONLY: (Unreachable, "it may not be written. See to the rights of the file and its folder"),
    sqlite3.SQLITE_PERM: (Unreachable, "it may not be opened. See to the rights of the file and its folder"),
    sqlite3.SQLITE_NOTADB: (NotAWarehouse, "it is no SQLite database. Name another file"),
    sqlite3.SQLITE_CORRUPT: (Damaged, "it is damaged. Restore it from a backup"),
}
_UNKNOWN = (WarehouseError, "SQLite refused. Read its words, then run again")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors and want of memory into a WarehouseError that names the file, the reason and what to do."""
    try:
        yield
    except MemoryError as error:
        words = "there is not enough memory to go on. What was taken in so far is on the shelf"
        raise OutOfMemory(f"{path}: {words}. Free some, or raise its limit (ulimit -v), then run again.") from error
    except sqlite3.Error as error:
        # The low byte is the primary code; the upper ones only refine it.
        kind, words = _MEANINGS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, _UNKNOWN)
        raise kind(f"{path}: {words}. Nothing was left half written. (SQLite: {error})") from error
