"""Archives to try things on."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import py7zr

from cleaners.errors import Unreadable
from warehouse.incoming import Incoming
from warehouse.sources.archives import opened
from warehouse.tables.quarantine import Refusal

Files = dict[str, bytes]


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def tarred(files: Files, mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as packed:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def seven_zipped(files: Files, password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password) as packed:
        for name, data in files.items():
            packed.writestr(data, name)
    return buffer.getvalue()


def lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


MAKERS: dict[str, Callable[[Files], bytes]] = {
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.gz": lambda files: tarred(files, "w:gz"),
    "a.tgz": lambda files: gzip.compress(tarred(files)),
    "a.7z": seven_zipped,
    "named like none": zipped,
}


def members(path: Path, limit: int = 100_000) -> list[Incoming]:
    """What an archive holds, without itself."""
    return [one for one in opened([Incoming(path=path)], limit) if not one.read_through]


def told(path: Path, limit: int = 100_000) -> dict[str, Any]:
    """By the name inside the archive: the bytes, or the error's name, or what was left out."""
    return {one.label.removeprefix(f"{path}!"): _one(one) for one in members(path, limit)}


def _one(one: Incoming) -> Any:
    if one.left_out:
        return f"left out: {one.left_out}"
    if one.fault:
        assert isinstance(one.fault, Unreadable)
        assert one.label in Refusal.of(one.fault, one).message
        return type(one.fault).__name__
    return one.data
