"""Sources to take in: a file, bytes or pasted text, read when its turn comes, or counted where it is no page."""

import os
import re
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
_HOME = re.compile(r"(?:/home|/Users|[A-Za-z]:[/\\]Users)[/\\][^/\\]+[/\\]|/root/")


class NotSuppliable(QinggaoError):
    """A value was supplied for a field that only the page itself can give."""


class ReadThrough(NamedTuple):
    """How an archive was read to its end: its size, its time of change, and whether it was whole (`sound`)."""

    size: int
    modified: str
    sound: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """One source: a `path`, or `data`, or `text` pasted by a person, and what else is known of it.

    `name` is what it is called where it has no path; `supplied` holds values for the fields of its
    speech that outrank what the page says (SUPPLIABLE); `fetched_at` is when it was fetched (ISO 8601, UTC),
    unless that was just now; `fault` is an error met before it could be read; `base` is how its place begins up to the
    file, or into the folder, that was named; the tables hold what comes after.

    Two kinds of sources are no pages. `left_out` is the ending or media type of a file that surely holds no page: it is
    counted and not read. `read_through` is set on an archive that comes after its last member: all of it was read.
    """

    path: Path | None = None
    data: bytes | None = None
    text: str | None = None
    name: str | None = None
    url: str | None = None
    supplied: Mapping[str, str] = field(default_factory=dict)
    fetched_at: str | None = None
    fault: OSError | Unreadable | None = None
    base: str = ""
    left_out: str | None = None
    read_through: ReadThrough | None = None

    def __post_init__(self) -> None:
        unknown = set(self.supplied) - SUPPLIABLE
        if unknown:
            known = ", ".join(sorted(SUPPLIABLE))
            raise NotSuppliable(f"{self.label}: {', '.join(sorted(unknown))} cannot be supplied, only {known}.")

    @property
    def place(self) -> str | None:
        """Where it is, as the tables hold it: the absolute path, as `shown` writes it, or else the name."""
        return shown(self.path) if self.path else self.name

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.place or self.url or "pasted text"

    @property
    def private(self) -> str:
        """How its place begins, as far as the tables must not tell of it: folders of the system, and who owns them."""
        return base_of(self.path.parent, self.path) if self.path and not self.base else self.base

    @property
    def is_page(self) -> bool:
        """Whether it is to be read and cleaned."""
        return self.left_out is None and self.read_through is None

    def load(self, max_bytes: int) -> "Loaded":
        """Reads its bytes. Of more than `max_bytes` only the hash and the size are returned.

        Raises:
            OSError, Unreadable: it cannot be read.
        """
        if self.fault:
            raise self.fault
        with self.open() as file:
            modified = stamp(os.fstat(file.fileno()).st_mtime_ns) if self.path else None
            return _read(file, max_bytes, modified)

    def open(self) -> BinaryIO:
        """Opens its bytes as a file.

        Raises:
            OSError: the file cannot be read.
        """
        if self.path:
            return self.path.open("rb")
        return BytesIO(self.text.encode() if self.text is not None else self.data or b"")

    def emptied(self) -> "Incoming":
        """The same source without bytes or text, to free memory once they are read."""
        return self if self.data is None and self.text is None else replace(self, data=None, text=None)


class Loaded(NamedTuple):
    """A source that was read: its SHA-256 (hex), size, time of change and bytes, None where there were too many."""

    sha256: str
    size: int
    modified: str | None
    data: bytes | None


def shown(path: Path) -> str:
    """An absolute path as text; bytes of it that are not UTF-8 are written with backslashes.

    >>> shown(Path(os.fsdecode(b"/in/\\xb8\\xe5.txt")))
    '/in/\\\\xb8\\\\xe5.txt'
    """
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def base_of(folder: Path, path: Path) -> str:
    """How the place of a file in a folder begins: with the folder, or with a home directory if that lies in the folder.

    >>> base_of(Path("/srv/in"), Path("/srv/in/a/b.txt")), base_of(Path("/"), Path("/home/li/b.txt"))
    ('/srv/in/', '/home/li/')
    """
    place, home = shown(path), _HOME.match(shown(path))
    bases = [shown(folder).rstrip("/") + "/", os.path.expanduser("~").rstrip("/") + "/", home[0] if home else ""]
    return max(filter(place.startswith, bases), key=len, default="")


def _read(file: BinaryIO, max_bytes: int, modified: str | None) -> Loaded:
    data = file.read(max_bytes + 1)
    digest, size = sha256(data), len(data)
    if size <= max_bytes:
        return Loaded(digest.hexdigest(), size, modified, data)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Loaded(digest.hexdigest(), size, modified, None)
