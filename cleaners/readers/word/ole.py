"""OLE compound files, the shell of Office documents before .docx: which streams stand at the top, and how each begins."""

from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from cleaners.errors import Corrupt

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 64
_ENTRY = 128
_NO_SECTOR, _NO_ENTRY = 0xFFFFFFFA, 0xFFFFFFFF
_IN_HEADER = 109
_DAMAGED = "the OLE file (.doc, .xls, .ppt, .wps) is cut off or damaged. Fetch or save it again."


def top_streams(data: bytes) -> dict[str, bytes]:
    """The streams and storages at the top of a compound file by name, each with its first 64 bytes.

    There are none of a stream that is kept among the small ones (under 4,096 bytes as a rule).

    Raises:
        Corrupt: the directory cannot be read.
    """
    try:
        return dict(_Compound(data).top())
    except (StructError, IndexError, UnicodeDecodeError) as error:
        raise Corrupt(_DAMAGED) from error


class _Compound:
    """The sectors of a compound file, and the directory in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.shift: int = unpack_from("<H", data, 30)[0]
        if self.shift not in (9, 12):
            raise Corrupt(_DAMAGED)
        self.small_below = self._number(56)
        self.tables = [*self._tables()]
        self.directory = [*self._chain(self._number(48))]

    def top(self) -> Iterator[tuple[str, bytes]]:
        """The root's own entries, which are a tree of siblings."""
        waiting, seen = [_numbers(self._entry(0), 76, 1)[0]], {_NO_ENTRY}
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                entry = self._entry(number)
                waiting += _numbers(entry, 68, 2)
                yield _name(entry), self._beginning(entry)

    def _number(self, at: int) -> int:
        return _numbers(self.data, at, 1)[0]

    def _at(self, sector: int) -> int:
        return (sector + 1) << self.shift

    def _tables(self) -> Iterator[int]:
        """Where the sectors of the allocation table begin: the header names them, in large files a chain goes on."""
        yield from self._sectors(76, _IN_HEADER)
        more, last = self._number(68), (1 << self.shift) // 4 - 1
        for _ in range(len(self.data) >> self.shift):
            if more >= _NO_SECTOR:
                return
            yield from self._sectors(self._at(more), last)
            more = self._number(self._at(more) + 4 * last)

    def _sectors(self, at: int, count: int) -> Iterator[int]:
        return (self._at(sector) for sector in _numbers(self.data, at, count) if sector < _NO_SECTOR)

    def _chain(self, sector: int) -> Iterator[int]:
        """Where the sectors of a stream begin, one after another; a chain that leads back into itself ends as well."""
        for _ in range(len(self.data) >> self.shift):
            if sector >= _NO_SECTOR:
                return
            yield self._at(sector)
            table, place = divmod(sector, (1 << self.shift) // 4)
            sector = self._number(self.tables[table] + 4 * place)

    def _entry(self, number: int) -> bytes:
        sector, place = divmod(number, (1 << self.shift) // _ENTRY)
        at = self.directory[sector] + _ENTRY * place
        return self.data[at : at + _ENTRY]

    def _beginning(self, entry: bytes) -> bytes:
        start, size = _numbers(entry, 116, 2)
        at = self._at(start)
        return self.data[at : at + min(size, _HEAD)] if size >= self.small_below else b""


def _numbers(data: bytes, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f"<{count}I", data, at)


def _name(entry: bytes) -> str:
    size = unpack_from("<H", entry, 64)[0]
    return entry[: max(size - 2, 0)].decode("utf-16-le")
