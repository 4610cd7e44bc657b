"""Archives of files."""

import gzip
import struct
import zipfile
from pathlib import Path

import pytest

from tests.warehouse.sources.archives.making import MAKERS, members, seven_zipped, tarred, told, zipped

TEXT = "同志们,抓落实。".encode()


@pytest.mark.parametrize("kind", MAKERS)
def test_members_one_by_one(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.write_bytes(MAKERS[kind]({"b/稿.txt": TEXT, "a.html": b"<p>x", "b/empty.txt": b""}))
    assert told(path) == {"b/稿.txt": TEXT, "a.html": b"<p>x", "b/empty.txt": b""}
    assert members(path)[0].place in (f"{path}!a.html", f"{path}!b/稿.txt")


@pytest.mark.parametrize("kind", MAKERS)
def test_what_no_page_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    files = {"x.html": b"1", "x_files/ad.html": b"2", "合影.JPG": b"3", ".DS_Store": b"4", "__MACOSX/x.html": b"5"}
    path.write_bytes(MAKERS[kind](files))
    assert told(path) == {"x.html": b"1", "合影.JPG": "left out: .jpg"}


@pytest.mark.breaks("warehouse/sources/archives/archive.py", "if size > self.limit:", "if size >= self.limit:")
@pytest.mark.parametrize("kind", MAKERS)
def test_a_member_over_the_limit(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.write_bytes(MAKERS[kind]({"a.txt": b"x" * 1001, "b.txt": b"x" * 1000}))
    assert told(path, 1000) == {"a.txt": "TooLarge", "b.txt": b"x" * 1000}


def gbk_zip(name: str) -> bytes:
    """As Windows in China writes it: the name in GBK, without the mark of UTF-8."""
    raw = name.encode("gbk")
    stand_in = "x" * len(raw)
    return zipped({stand_in: TEXT}).replace(stand_in.encode(), raw)


@pytest.mark.parametrize("name", ["讲话稿/在会上的发言.txt", "乗.txt", "plain.txt"])
def test_names_in_gbk(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(gbk_zip(name))
    assert told(path) == {name: TEXT}


def test_names_in_utf8_that_are_not_marked(tmp_path: Path) -> None:
    raw = "稿.txt".encode()
    (tmp_path / "a.zip").write_bytes(zipped({"x" * len(raw): TEXT}).replace(b"x" * len(raw), raw))
    assert told(tmp_path / "a.zip") == {"稿.txt": TEXT}


def test_names_in_gbk_in_a_tar(tmp_path: Path) -> None:
    raw = "稿子.txt".encode("gbk")
    (tmp_path / "a.tar").write_bytes(tarred({raw.decode("utf-8", "surrogateescape"): TEXT}))
    assert told(tmp_path / "a.tar") == {"稿子.txt": TEXT}


def spoil(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_a_broken_member_of_a_zip(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT * 9, "b.txt": b"b" * 99})
    (tmp_path / "a.zip").write_bytes(spoil(data, 30 + len("a.txt") + 5))
    assert told(tmp_path / "a.zip") == {"a.txt": "BrokenMember", "b.txt": b"b" * 99}


def test_a_7z_broken_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(spoil(seven_zipped({"a.txt": TEXT * 9, "b.txt": b"b" * 99}), 50))
    assert set(told(tmp_path / "a.7z").values()) == {"BrokenMember"}


def test_a_zip_without_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT})[:-9])
    assert told(tmp_path / "a.zip") == {str(tmp_path / "a.zip"): "BrokenArchive"}


def test_a_zip_whose_directory_hides_a_member(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    first = data.index(b"PK\x01\x02")
    length = data.index(b"PK\x01\x02", first + 1) - first
    data[first + 32 : first + 34] = length.to_bytes(2, "little")  # the second entry becomes the first one's comment
    (tmp_path / "a.zip").write_bytes(data)
    assert told(tmp_path / "a.zip") == {"a.txt": TEXT, str(tmp_path / "a.zip"): "BrokenArchive"}


@pytest.mark.parametrize("damage", ["header", "end"])
def test_a_tar_whose_rest_is_lost(tmp_path: Path, damage: str) -> None:
    data = tarred({"a.txt": TEXT, "b.txt": TEXT})
    (tmp_path / "a.tar").write_bytes(spoil(data, 1024) if damage == "header" else data[:1024])
    assert told(tmp_path / "a.tar") == {"a.txt": TEXT, str(tmp_path / "a.tar"): "BrokenArchive"}


@pytest.mark.parametrize("kind", ["a.tar", "a.tar.gz"])
def test_a_tar_that_breaks_off(tmp_path: Path, kind: str) -> None:
    import random

    noise = random.Random(1).randbytes(3000)
    data = MAKERS[kind]({"a.txt": TEXT, "b.txt": noise, "c.txt": noise})
    cut = data[: 512 + 512 + 512 + 1000] if kind == "a.tar" else data[:1500]
    (tmp_path / kind).write_bytes(cut)
    found = told(tmp_path / kind)
    assert found["a.txt"] == TEXT
    assert found["b.txt"] == "BrokenMember"
    assert "c.txt" not in found


def test_an_encrypted_member(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": b"b"}))
    data[6] |= 1  # the flag in the local header of the first member
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    (tmp_path / "a.zip").write_bytes(data)
    assert told(tmp_path / "a.zip") == {"a.txt": "Encrypted", "b.txt": b"b"}


def test_an_encrypted_7z(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(seven_zipped({"a.txt": TEXT}, password="x"))
    assert told(tmp_path / "a.7z") == {str(tmp_path / "a.7z"): "Encrypted"}


@pytest.mark.breaks("warehouse/sources/archives/archive.py", "_RATIO, _HARMLESS = 200,", "_RATIO, _HARMLESS = 2_000,")
def test_a_member_that_swells(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": bytes(5_000_000), "b.txt": b"b"}))
    assert told(tmp_path / "a.zip", 10_000_000) == {"a.txt": "TooLarge", "b.txt": b"b"}


def test_a_size_that_lies(tmp_path: Path) -> None:
    data = zipped({"a.txt": bytes(500_000)})
    lie = data.replace(struct.pack("<L", 500_000), struct.pack("<L", 10))
    (tmp_path / "a.zip").write_bytes(lie)
    assert told(tmp_path / "a.zip") == {"a.txt": "BrokenMember"}


@pytest.mark.breaks(
    "warehouse/sources/archives/unpacking.py", "_RATIO, _HARMLESS = 200,", "_RATIO, _HARMLESS = 20_000,"
)
def test_a_stream_that_swells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.sources.archives.unpacking._HARMLESS", 1_000_000)
    for name, data in {
        "a.tar.gz": tarred({"a.txt": bytes(9_000_000)}, "w:gz"),
        "b.jsonl.gz": gzip.compress(bytes(9_000_000)),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert told(tmp_path / name) == {str(tmp_path / name): "BrokenArchive"} | (
            {"a.txt": "TooLarge"} if name == "a.tar.gz" else {}
        )
    (tmp_path / "c.7z").write_bytes(seven_zipped({"a.txt": bytes(9_000_000)}))
    assert told(tmp_path / "c.7z", 10_000_000) == {str(tmp_path / "c.7z"): "BrokenArchive"}


def test_names_that_lead_out(tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("*"))
    for kind in ("a.zip", "a.tar"):
        (tmp_path / kind).write_bytes(MAKERS[kind]({"../../out.txt": TEXT, "/etc/out.txt": TEXT}))
        assert [one.data for one in members(tmp_path / kind)] == [TEXT, TEXT]
    assert {path.name for path in set(tmp_path.parent.rglob("*")) - before} == {"a.zip", "a.tar"}


def test_one_file_under_gzip(tmp_path: Path) -> None:
    (tmp_path / "稿.txt.gz").write_bytes(gzip.compress(TEXT))
    assert told(tmp_path / "稿.txt.gz") == {"稿.txt": TEXT}
    assert told(tmp_path / "稿.txt.gz", 9) == {"稿.txt": "TooLarge"}


def test_documents_are_no_archives(tmp_path: Path) -> None:
    document = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    for name in ("a.docx", "named like none"):
        (tmp_path / name).write_bytes(document)
        [one] = members(tmp_path / name)
        assert one.path == tmp_path / name


def test_members_are_read_when_their_turn_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from warehouse.incoming import Incoming
    from warehouse.sources.archives import opened

    read: list[str] = []
    usual = zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, info: read.append(info.filename) or usual(self, info))
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    found = opened([Incoming(path=tmp_path / "a.zip")], 1000)
    next(found)
    assert read == ["a.txt"]
