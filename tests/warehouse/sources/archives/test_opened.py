"""Archives on their way to the shelf."""

import os
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.shelves import faults, rows, speech_text, tables
from tests.warehouse.sources.archives.making import MAKERS, lines, told, zipped
from warehouse.incoming import Incoming
from warehouse.ingest import ingest
from warehouse.sources.archives import opened
from warehouse.sources.walk import fresh, walk

PAGES = {f"{n}.txt": speech_text(n).encode() for n in range(3)}


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b"a", "deep.zip": zipped({"b.txt": b"b"})})
    (tmp_path / "x.zip").write_bytes(zipped({"in.zip": inner, "p.jsonl": lines({"text": "c"})}))
    assert told(tmp_path / "x.zip") == {
        "in.zip!a.txt": b"a",
        "in.zip!deep.zip": "BrokenMember",
        "p.jsonl!1.txt": b"c",
    }


def test_on_the_shelf_like_files(folder: Path, path: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(PAGES | {"bad.txt": b"\0", "p.png": b"x"}))
    summary = ingest(walk([folder]), path)
    assert (summary.seen, summary.loaded, summary.quarantined) == (4, 3, 1)
    assert summary.left_out == {".png": 1}
    assert rows(path, "SELECT path FROM arrivals") == [(f"a.zip!{name}",) for name in PAGES]
    assert rows(path, "SELECT path FROM quarantine") == [("a.zip!bad.txt",)]
    assert faults(path) == []


def test_the_same_pages_in_another_wrapping(folder: Path, path: Path) -> None:
    for name, data in PAGES.items():
        (folder / name).write_bytes(data)
    ingest(walk([folder]), path)
    for kind, make in MAKERS.items():
        (folder / kind).write_bytes(make(PAGES))
    summary = ingest(walk([folder]), path)
    assert (summary.loaded, summary.unchanged) == (0, 3 * (1 + len(MAKERS)))


def test_what_a_dump_tells(folder: Path, path: Path) -> None:
    row = {"text": speech_text(1), "url": "https://a.example/1", "title": "正题", "published": "2020-02-03"}
    (folder / "a.jsonl").write_bytes(lines(row | {"fetched_at": "2024-05-06T07:08:09Z"}))
    ingest(walk([folder]), path)
    assert rows(path, "SELECT title, first_published FROM speeches") == [("正题", "2020-02-03")]
    assert rows(path, "SELECT url, fetched_at FROM arrivals") == [("https://a.example/1", "2024-05-06T07:08:09+00:00")]


def aged(file: Path) -> None:
    hour_ago = time.time() - 3600
    os.utime(file, (hour_ago, hour_ago))


def test_a_schedule_opens_an_archive_once(folder: Path, path: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(PAGES))
    aged(folder / "a.zip")
    assert ingest(fresh(walk([folder]), path), path).loaded == 3
    assert ingest(fresh(walk([folder]), path), path).seen == 0
    (folder / "a.zip").write_bytes(zipped(PAGES | {"new.txt": speech_text(9).encode()}))
    aged(folder / "a.zip")
    summary = ingest(fresh(walk([folder]), path), path)
    assert (summary.loaded, summary.unchanged) == (1, 3)


def test_a_run_that_broke_off_is_taken_up(folder: Path, path: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(PAGES))
    aged(folder / "a.zip")
    half = list(opened([Incoming(path=folder / "a.zip")], 10_000))[:2]
    ingest(half, path)
    summary = ingest(fresh(walk([folder]), path), path)
    assert (summary.loaded, summary.unchanged) == (1, 2)


def test_again_changes_nothing(folder: Path, path: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(PAGES))
    ingest(walk([folder]), path)
    before = tables(path)
    ingest(walk([folder]), path)
    after = tables(path)
    del before["runs"], after["runs"]
    assert after == before


def test_a_broken_archive_that_was_put_right(folder: Path, path: Path) -> None:
    whole = zipped(PAGES)
    (folder / "a.zip").write_bytes(whole[:-9])
    summary = ingest(walk([folder]), path)
    assert summary.quarantined == 1
    assert "Fetch it again" in summary.refused[0].reason
    (folder / "a.zip").write_bytes(whole)
    assert ingest(walk([folder]), path).loaded == 3
    assert rows(path, "SELECT count(*) FROM quarantine WHERE resolved_at IS NULL") == [(0,)]


@settings(max_examples=100)
@given(kind=st.sampled_from(sorted(MAKERS)), at=st.floats(0, 1), bit=st.integers(0, 7), cut=st.booleans())
def test_damage_anywhere_is_told(kind: str, at: float, bit: int, cut: bool) -> None:
    """The members come whole, or something says that they do not; only a plain tar has no checksums of its data."""
    data = bytearray(MAKERS[kind](PAGES))
    place = min(int(at * len(data)), len(data) - 1)
    data[place] ^= 1 << bit
    source = Incoming(data=bytes(data[:place] if cut else data), name=kind)
    found = list(opened([source], 100_000))
    if found != [source] and not any(one.fault for one in found):
        assert len(found) == len(PAGES)
        assert kind == "a.tar" or {one.data for one in found} == set(PAGES.values())
