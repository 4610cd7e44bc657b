"""Where py7zr unpacks files to: a folder in which they are numbered, as their names must never be used as paths."""

import lzma
import zlib
from contextlib import suppress
from pathlib import Path

from py7zr import SevenZipFile
from py7zr.exceptions import Bad7zFile, CrcError, DecompressionError
from py7zr.io import Py7zIO, WriterFactory


class _File(Py7zIO):
    """One file of the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.open("w+b")

    def write(self, s: bytes | bytearray) -> int:
        return self.file.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self.file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def flush(self) -> None:
        self.file.flush()

    def size(self) -> int:
        return self.file.tell()

    def close(self) -> None:
        self.file.close()


class Spool(WriterFactory):
    """A folder of numbered files, looked up by their names in the archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = dict[str, Path]()

    def create(self, filename: str) -> Py7zIO:
        self.paths[filename] = self.folder / str(len(self.paths))
        return _File(self.paths[filename])

    def fill(self, packed: SevenZipFile, names: list[str]) -> None:
        """Unpacks members up to the first damage; `data` checks each one."""
        with suppress(Bad7zFile, CrcError, DecompressionError, lzma.LZMAError, zlib.error, EOFError):
            packed.extract(targets=names, factory=self)

    def data(self, name: str, crc: int | None) -> bytes:
        """The bytes of a member.

        Raises:
            DecompressionError: it was not unpacked, or its checksum is wrong.
        """
        path = self.paths.get(name)
        data = path.read_bytes() if path else b""
        if path is None or (crc is not None and zlib.crc32(data) != crc):
            raise DecompressionError("its bytes are damaged, or stand behind damaged ones")
        return data
