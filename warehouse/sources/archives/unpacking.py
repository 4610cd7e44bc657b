"""Unpacking gzip while reading; and where unpacking stops, as no text swells so far, nor into so many files."""

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from warehouse.sources.archives.errors import BrokenArchive

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_RATIO, _HARMLESS = 200, 100_000_000
_MOST_MEMBERS = 1_000_000


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip file.

    At damage the stream ends, so that everything before it can be used; reading on raises the error.

    Raises:
        BrokenArchive: while reading, once they are over 100 MB and over 200 times the packed bytes.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self.packed, self.stream, self.total = packed, gzip.GzipFile(fileobj=packed), 0
        self.damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        if self.damage:
            raise self.damage
        try:
            data = self.stream.read1(len(memoryview(buffer)))
        except (OSError, EOFError, zlib.error) as error:
            self.damage = error
            return 0
        memoryview(buffer)[: len(data)] = data
        self.total += len(data)
        check_swelling(self.packed.tell(), self.total)
        return len(data)

    def finish(self) -> None:
        """Reads to the end, where the checksum is, and raises the error that was met, if any."""
        while self.read(1 << 16):
            pass
        if self.damage:
            raise self.damage


def check_swelling(packed: int, size: int) -> None:
    """Raises if bytes unpack to far more than text does.

    Raises:
        BrokenArchive: `size` is over 100 MB and over 200 times `packed`.
    """
    if size > max(_HARMLESS, _RATIO * packed):
        raise BrokenArchive(f"{packed:,} bytes unpack to {size:,} or more: no text does so. Leave it out.")


def check_number(members: int) -> None:
    """Raises if an archive has too many members.

    Raises:
        BrokenArchive: there are over a million.
    """
    if members > _MOST_MEMBERS:
        raise BrokenArchive(f"it has over {_MOST_MEMBERS:,} members. Split it.")
