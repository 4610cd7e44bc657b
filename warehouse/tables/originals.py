"""The original bytes and the text read from them, in a second file that is never served."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

import zstandard
from sqlite_utils import Database, Migrations

from warehouse.errors import Damaged, MissingOriginal, explained
from warehouse.tables.database import open_file, open_to_read, writing
from warehouse.tables.packing import pack, unpack

_OWNER_ALONE = 0o600
T = TypeVar("T")
migrations = Migrations("qinggao-originals")

# Rowid tables: twice as fast to fill with blobs as tables WITHOUT ROWID.
_TABLES = """
CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL,
    codec TEXT NOT NULL CHECK (codec IN ('zstd')),
    data BLOB NOT NULL
) STRICT;
CREATE TABLE secrets (
    name TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT;
CREATE TABLE texts (
    sha256 TEXT PRIMARY KEY NOT NULL REFERENCES originals(sha256),
    codec TEXT NOT NULL CHECK (codec IN ('zstd')),
    data BLOB NOT NULL
) STRICT;
"""
_KEEP_DATA = "INSERT INTO originals (sha256, size, codec, data) VALUES (?, ?, 'zstd', ?) ON CONFLICT DO NOTHING"
_KEEP_TEXT = (
    "INSERT INTO texts (sha256, codec, data) VALUES (?, 'zstd', ?)"
    " ON CONFLICT (sha256) DO UPDATE SET data = excluded.data WHERE data != excluded.data"
)


@migrations()
def m001_originals(db: Database) -> None:
    """The tables of bytes and of texts, both by the SHA-256 of the bytes; and the secret for keys of places."""
    db.executescript(_TABLES)
    db.execute("INSERT INTO secrets VALUES ('places', randomblob(32))")


class Original(NamedTuple):
    """The bytes of a page, their SHA-256 (hex) and size, and the text read from them, if any; bytes and text packed."""

    sha256: str
    size: int
    data: bytes
    text: bytes | None

    @classmethod
    def of(cls, sha256: str, data: bytes, text: str | None = None) -> "Original":
        return cls(sha256, len(data), pack(data), None if text is None else pack(text.encode()))


class Originals:
    """The file of originals beside a warehouse: `warehouse-originals.db` beside `warehouse.db`."""

    def __init__(self, path: Path, *, only_to_read: bool = False) -> None:
        self.path = path
        if only_to_read:
            self.db = open_to_read(path, migrations)
        else:
            keep_private(path)
            # Durable at each commit, so that a page on the shelf has its bytes here even after a power cut.
            self.db = open_file(path, migrations, synchronous="FULL")

    @cached_property
    def secret(self) -> bytes:
        """The secret that keys of places are made with: the served file holds the keys, and this one the secret."""
        with explained(self.path):
            row = self.db.execute("SELECT value FROM secrets WHERE name = 'places'").fetchone()
        if row is None:
            raise MissingOriginal(f"{self.path}: its secret is gone. Restore the file from a backup.")
        return bytes(row[0])

    @classmethod
    def beside(cls, warehouse: Path | str, *, only_to_read: bool = False) -> "Originals":
        return cls(path_beside(Path(warehouse)), only_to_read=only_to_read)

    def keep(self, many: Iterable[Original]) -> None:
        """Writes and commits bytes and texts. Bytes that are here already stay; texts that are here are replaced."""
        with explained(self.path), writing(self.db):
            for sha256, size, data, text in many:
                self.db.execute(_KEEP_DATA, [sha256, size, data])
                if text is not None:
                    self.db.execute(_KEEP_TEXT, [sha256, text])

    def data(self, sha256: str) -> bytes:
        """The original bytes.

        Raises:
            MissingOriginal, Damaged: they are not here, or do not unpack.
        """
        return self._read("originals", sha256, bytes)

    def text(self, sha256: str) -> str:
        """The text that was read from the bytes; raises as `data` does."""
        return self._read("texts", sha256, bytes.decode)

    def close(self) -> None:
        self.db.close()

    def _read(self, table: str, sha256: str, shape: Callable[[bytes], T]) -> T:
        with explained(self.path):
            row = self.db.execute(f"SELECT data FROM {table} WHERE sha256 = ?", [sha256]).fetchone()
        if row is None:
            raise MissingOriginal(f"{self.path}: no row {sha256} in {table}. Restore the file from a backup.")
        try:
            return shape(unpack(row[0]))
        except (zstandard.ZstdError, UnicodeDecodeError) as error:
            message = f"{self.path}: row {sha256} of {table} does not unpack ({error}). Restore a backup."
            raise Damaged(message) from error


def keep_private(path: Path) -> None:
    """Sees to it that only its owner may read a database: creates it so, or tightens it with its -wal and -shm. SQLite
    makes those with the rights of the database. On Windows the rights of the folder decide.
    """
    if os.name != "posix":
        return
    with suppress(OSError):  # Whatever keeps the file from being made is explained when it is opened.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, _OWNER_ALONE))
    for file in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        with suppress(FileNotFoundError):
            stat = file.stat()
            if stat.st_mode & 0o077 and os.geteuid() in (0, stat.st_uid):
                file.chmod(_OWNER_ALONE)


def path_beside(warehouse: Path) -> Path:
    """The path of a warehouse's originals.

    >>> path_beside(Path("data/warehouse.db")).name
    'warehouse-originals.db'
    """
    return warehouse.with_name(f"{warehouse.stem}-originals{warehouse.suffix or '.db'}")
