"""The original bytes and the text read from them, in a second file that is never served."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

import zstandard
from sqlite_utils import Database, Migrations

from warehouse.errors import Damaged, MissingOriginal, explained
from warehouse.tables.database import open_file, open_to_read, writing
from warehouse.tables.packing import pack, unpack

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
    """The tables of bytes and of texts, both by the SHA-256 of the bytes."""
    db.executescript(_TABLES)


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
            # Durable at each commit, so that a page on the shelf has its bytes here even after a power cut.
            self.db = open_file(path, migrations, synchronous="FULL")

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


def path_beside(warehouse: Path) -> Path:
    """The path of a warehouse's originals.

    >>> path_beside(Path("data/warehouse.db")).name
    'warehouse-originals.db'
    """
    return warehouse.with_name(f"{warehouse.stem}-originals{warehouse.suffix or '.db'}")
