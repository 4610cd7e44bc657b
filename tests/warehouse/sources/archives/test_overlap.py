"""Archives that unpack to more in all than any text does, though each member alone looks sound."""

import io
import struct
import zipfile
from pathlib import Path
from random import Random

import pytest

from cleaners.errors import TooLarge
from cleaners.readers.word.package import open_package
from warehouse.incoming import Incoming
from warehouse.sources.archives import errors, opened, unpacking

MEMBER = b"x" * 1_000_000


def overlapping(names: list[str], member: bytes = MEMBER) -> bytes:
    """A ZIP whose members are all the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("0" * len(names[0]), member)
    data = buffer.getvalue()
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    entries = b"".join(entry.replace(b"0" * len(names[0]), name.encode()) for name in names)
    counts = struct.pack("<HHI", len(names), len(names), len(entries))
    return data[:start] + entries + end[:8] + counts + end[16:]


def found(data: bytes) -> list[Incoming]:
    return list(opened([Incoming(data=data, name="a.zip")], 20_000_000))


@pytest.mark.breaks("warehouse/sources/archives/packed.py", "if packed > size:", "if False:")
def test_members_that_lie_over_one_another() -> None:
    [refused] = found(overlapping([f"{n:04}.txt" for n in range(100)]))
    assert isinstance(refused.fault, errors.BrokenArchive)
    assert "over one another" in str(refused.fault)


@pytest.mark.breaks("cleaners/readers/word/package.py", "min(packed, sum(", "max(packed, sum(")
def test_the_same_in_a_word_file() -> None:
    # A member alone swells 30-fold, which is sound; all of them the file 900-fold.
    blocks = [Random(n).randbytes(1000) * 30 for n in range(33)]
    data = overlapping(["[Content_Types].xml", *(f"word/{n:010}.xml" for n in range(30))], b"".join(blocks))
    with pytest.raises(TooLarge):
        open_package(data)


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST_MEMBERS", 3)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for n in range(4):
            packed.writestr(f"{n}.txt", "x")
    assert "over 3 members" in str(found(buffer.getvalue())[-1].fault)


def test_archives_in_an_archive_count_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(unpacking, "_HARMLESS", 1_000_000)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(8):
            packed.writestr(f"{n}.txt", bytes(range(32, 127)) * 1300 + b"x" * 500_000)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(40):
            packed.writestr(f"{n}.zip", inner.getvalue())
    sources = found(outer.getvalue())
    assert "no text does so" in str(sources[-1].fault)
    assert sum(len(source.data or b"") for source in sources) <= 201 * len(outer.getvalue()) + 1_000_000
