"""Telling archives and dumps from other files: by magic number or, where a kind has none, by name."""

import re
import zlib
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

_HEAD = 4096
_OFFICE = re.compile(r"\.(?:doc|dot|xls|ppt)[xm]$|\.(?:odt|ods|odp|ott|epub|wps|et|dps|ofd|jar|apk)$", re.IGNORECASE)
_DOCUMENT_PARTS = (
    b"[Content_Types].xml",
    b"_rels/",
    b"word/",
    b"docProps/",
    b"customXml/",
    b"xl/",
    b"ppt/",
    b"mimetype",
)
_LINES = re.compile(r"\.(?:jsonl|ndjson)$", re.IGNORECASE)
_MHTML = re.compile(rb"(?=.*^MIME-Version:)(?=.*^Content-Type:\s*multipart/related)", re.DOTALL | re.I | re.M)


class Kind(NamedTuple):
    """Which reader reads an archive, and whether the archive is gzipped as a whole."""

    reader: str
    gzipped: bool = False


def kind_of(name: str, file: BinaryIO) -> Kind | None:
    """The kind of an archive, by its name and its first bytes; None for other files. Documents that are ZIP archives
    inside, such as .docx, are not archives here.
    """
    head = file.read(_HEAD)
    if not head.startswith(b"\x1f\x8b\x08"):
        reader = _reader(name, head)
        return Kind(reader) if reader else None
    inner = re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    return Kind(_reader(inner, _gunzipped(head)) or "page", gzipped=True)


def _reader(name: str, head: bytes) -> str | None:
    return next((reader for reader, holds in _SIGNS.items() if holds(name, head)), None)


_SIGNS: dict[str, Callable[[str, bytes], bool]] = {
    "zip": lambda name, head: head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not _is_office(name, head),
    "7z": lambda name, head: head.startswith(b"7z\xbc\xaf\x27\x1c"),
    "tar": lambda name, head: head[257:262] == b"ustar",
    "warc": lambda name, head: head.startswith((b"WARC/1.", b"WARC/0.")),
    "jsonl": lambda name, head: bool(_LINES.search(name)),
    "mhtml": lambda name, head: bool(_MHTML.match(head)),
}


def _is_office(name: str, head: bytes) -> bool:
    """Whether a ZIP is a document: by its ending, or by the name of its first member, at byte 30."""
    return bool(_OFFICE.search(name)) or head[30:].startswith(_DOCUMENT_PARTS)


def _gunzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return b""  # Unpacking it will fail likewise, and be reported.
