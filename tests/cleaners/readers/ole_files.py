"""OLE compound files for the tests: as small as the format allows, with the streams at the top that are asked for."""

from collections.abc import Mapping
from struct import pack

SECTOR = 512
_FAT, _END, _FREE, _NONE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file whose streams are padded to 4,096 bytes, above which they have sectors of their own.

    Sector 0 is the allocation table, then come the directory and the streams.
    """
    entries = [_entry("Root Entry", 5, child=1 if streams else _NONE)]
    room = -(-(len(streams) + 1) // 4)
    table, body = [_FAT, *_chain(1, room)], b""
    for number, (name, data) in enumerate(streams.items(), 1):
        right = number + 1 if number < len(streams) else _NONE
        data = data.ljust(4096, b"\0")
        entries.append(_entry(name, 2, right=right, start=len(table), size=len(data)))
        table += _chain(len(table), len(data) // SECTOR)
        body += data
    directory = b"".join(entries).ljust(room * SECTOR, b"\0")
    return _header() + pack("<128I", *table, *[_FREE] * (128 - len(table))) + directory + body


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END]


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int = 0, size: int = 0) -> bytes:
    letters = name.encode("utf-16-le")
    links = pack("<HBBIII", len(letters) + 2, kind, 1, _NONE, right, child)
    return (letters.ljust(64, b"\0") + links).ljust(116, b"\0") + pack("<IQ", start, size)


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    return (
        head.ljust(44, b"\0") + pack("<IIIIIIIII", 1, 1, 0, 4096, _END, 0, _END, 0, 0) + pack("<108I", *[_FREE] * 108)
    )


def old_word(flags: int = 0x12) -> bytes:
    """What tells an old Word document, without any text in it; `flags` is its byte 11."""
    return compound({"WordDocument": b"\xec\xa5\xc1\0M\x20\x09\x04\0\0\xf0" + bytes([flags]), "1Table": b"\x12\0"})
