"""What is to be taken in: a file, bytes or pasted text, read when its turn comes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cleaners.errors import QinggaoError, Unreadable
from warehouse.clock import stamp

MAX_BYTES = 20_000_000
SUPPLIABLE = frozenset({"title", "author", "speaker", "occasion", "published"})
_CHUNK = 1 << 20


class NotSuppliable(QinggaoError):
    """A value was supplied for something that only the page can tell."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One source: a `path`, or `data`, or `text` pasted by a person, with what is known of it besides.

    `name` is what it is called where it has no path; `supplied` holds values for the fields of its
    speech that outrank what the page says (SUPPLIABLE); `fetched_at` is when it was fetched (ISO 8601, UTC),
    where that was not just now; `fault` is an error met before it could be read.
    """

    path: Path | None = None
    data: bytes | None = None
    text: str | None = None
    name: str | None = None
    url: str | None = None
    supplied: Mapping[str, str] = field(default_factory=dict)
    fetched_at: str | None = None
    fault: OSError | Unreadable | None = None

    def __post_init__(self) -> None:
        unknown = set(self.supplied) - SUPPLIABLE
        if unknown:
            known = ", ".join(sorted(SUPPLIABLE))
            raise NotSuppliable(f"{self.label}: {', '.join(sorted(unknown))} cannot be supplied, only {known}.")

    @property
    def place(self) -> str | None:
        """The path as the tables hold it: absolute, bytes that are no UTF-8 shown with backslashes; else the name."""
        return shown(self.path) if self.path else self.name

    @property
    def label(self) -> str:
        """What to call it in messages."""
        return self.place or self.url or "pasted text"

    def load(self, max_bytes: int) -> "Loaded":
        """Its bytes, held only up to `max_bytes`; of more there is just the hash and the size.

        Raises:
            OSError, Unreadable: it cannot be read.
        """
        if self.fault:
            raise self.fault
        with self.open() as file:
            modified = stamp(os.fstat(file.fileno()).st_mtime_ns) if self.path else None
            return _drain(file, max_bytes, modified)

    def open(self) -> BinaryIO:
        """Its bytes as a file.

        Raises:
            OSError: the file cannot be read.
        """
        if self.path:
            return self.path.open("rb")
        return BytesIO(self.text.encode() if self.text is not None else self.data or b"")

    def emptied(self) -> "Incoming":
        """The same without the bytes or the text, which need not be held once they are read."""
        return self if self.data is None and self.text is None else replace(self, data=None, text=None)


@dataclass(frozen=True, slots=True)
class LeftOut(Incoming):
    """A file that is surely no page: `what` is its ending or its media type. It is counted and not read."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class ReadThrough(Incoming):
    """Stands after the last member of an archive: all of it was read, and where it is `sound`, it was whole."""

    size: int = 0
    modified: str = ""
    sound: bool = True


class Loaded(NamedTuple):
    """The bytes of a source with their SHA-256 (hex); `data` is None where there were too many."""

    sha256: str
    size: int
    modified: str | None
    data: bytes | None


def shown(path: Path) -> str:
    """An absolute path as text that any program can store.

    >>> shown(Path(os.fsdecode(b"/in/\\xb8\\xe5.txt")))
    '/in/\\\\xb8\\\\xe5.txt'
    """
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def _drain(file: BinaryIO, max_bytes: int, modified: str | None) -> Loaded:
    data = file.read(max_bytes + 1)
    digest, size = sha256(data), len(data)
    if size <= max_bytes:
        return Loaded(digest.hexdigest(), size, modified, data)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Loaded(digest.hexdigest(), size, modified, None)
