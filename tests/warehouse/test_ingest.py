"""Ingest: what comes of each source, and that nothing comes of it twice."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaners
from cleaners.speech import Cleaned, Field
from tests.warehouse import standin
from tests.warehouse.shelves import faults, fill, rows, speech_text, tables
from warehouse.ingest import Incoming, Summary, ingest, walk

NAMES = ("seen", "loaded", "unchanged", "duplicates", "no_speech", "quarantined")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(99)


def counts(summary: Summary) -> dict[str, int]:
    """The counts that are not null."""
    return {name: count for name, count in asdict(summary).items() if name in NAMES and count}


def test_a_folder(folder: Path, path: Path) -> None:
    fill(folder, range(3))
    assert counts(ingest(walk([folder]), path)) == {"seen": 3, "loaded": 3}
    assert rows(path, "SELECT count(*) FROM speeches") == [(3,)]
    assert faults(path) == []


def test_the_same_folder_again(folder: Path, path: Path) -> None:
    fill(folder, range(3))
    ingest(walk([folder]), path)
    before = tables(path)
    assert counts(ingest(walk([folder]), path)) == {"seen": 3, "unchanged": 3}
    after = tables(path)
    assert len(after.pop("runs")) == len(before.pop("runs")) + 1
    assert after == before


def test_moved_and_renamed(folder: Path, path: Path) -> None:
    fill(folder, range(3))
    ingest(walk([folder]), path)
    before = tables(path)
    moved = folder.with_name("moved")
    shutil.move(folder, moved)
    (moved / "000000.txt").rename(moved / "another.html")
    assert counts(ingest(walk([moved]), path)) == {"seen": 3, "unchanged": 3}
    after = tables(path)
    assert len(after.pop("arrivals")) == len(before.pop("arrivals")) + 3
    del after["runs"], before["runs"]
    assert after == before


def test_sources_are_left_as_they_are(folder: Path, path: Path) -> None:
    fill(folder, range(2))
    (folder / "bad").write_bytes(PNG)
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_mode) for file in folder.iterdir()}
    ingest(walk([folder]), path)
    after = {file.name: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_mode) for file in folder.iterdir()}
    assert after == before


def test_the_warehouse_does_not_eat_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(speech_text(1))
    for _ in range(2):
        assert ingest(walk([tmp_path]), tmp_path / "warehouse.db").seen == 1


def test_progress_names_each_source(path: Path) -> None:
    told: list[str] = []
    ingest([Incoming(text=speech_text(1), name="a"), Incoming(data=b"", name="b")], path, progress=told.append)
    assert told == ["a", "b"]


def put(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def link_to_itself(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


def not_utf8(folder: Path) -> Path:
    return put(os.fsdecode(b"\xb8\xe5.txt"), b"\0")(folder)


BAD = {
    "empty": (put("a.txt", b""), "EmptyFile", "nothing in it"),
    "blank": (put("a.txt", b" \r\n\t"), "EmptyFile", "nothing in it"),
    "rubbish": (put("a.txt", bytes(range(128, 256)) * 9), "NotText", "no UTF-8"),
    "a picture": (put("a.txt", PNG), "NotText", "no text"),
    "controls": (put("a.txt", b"abc\0\1\2"), "NotText", "no text"),
    "too large": (put("a.txt", "稿".encode() * 999), "TooLarge", "2,997 bytes, over the limit of 2,000"),
    "no file": (lambda folder: folder / "gone.txt", "FileNotFoundError", "No such file"),
    "a loop": (link_to_itself, "OSError", "Too many levels of symbolic links"),
    "an odd name": (not_utf8, "NotText", "\\xb8\\xe5.txt"),
    "a fault of ours": (put("a.txt", b"BUG"), "ZeroDivisionError", "the cleaner broke (standin.py:"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_source_is_put_aside(folder: Path, path: Path, kind: str) -> None:
    make, error, words = BAD[kind]
    bad = Incoming(path=make(folder))
    summary = ingest([bad, Incoming(text=speech_text(1))], path, max_bytes=2000)
    assert counts(summary) == {"seen": 2, "loaded": 1, "quarantined": 1}
    [(held, message, place)] = rows(path, "SELECT error, message, path FROM quarantine")
    assert held == error
    assert place == bad.label.removeprefix(f"{folder}/")
    assert words in str(message)
    [refused] = summary.refused
    assert refused.name == bad.label
    assert bad.label in refused.reason
    assert refused.reason.replace(f"{folder}/", "") == message
    assert faults(path) == []


def test_bytes_in_quarantine_are_kept_but_not_those_over_the_limit(path: Path) -> None:
    ingest([Incoming(data=PNG, name="a"), Incoming(data=b"x" * 3000, name="b")], path, max_bytes=2000)
    assert rows(path, "SELECT path, bytes, length(sha256) FROM quarantine") == [("a", 107, 64), ("b", 3000, 64)]
    assert [row[1] for row in tables(path)["originals"]] == [107]


def test_a_file_that_may_not_be_read(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:  # in the kernel's place, which lets root read everything
        raise PermissionError(13, "Permission denied", str(self))

    ingest([], path)
    put("a.txt", b"x")(folder)
    monkeypatch.setattr(Path, "open", refuse)
    summary = ingest(walk([folder]), path)
    assert summary.refused[0].reason.startswith(f"{folder}/a.txt: Permission denied. See ")
    assert rows(path, "SELECT sha256, error FROM quarantine") == [(None, "PermissionError")]


def spoil(monkeypatch: pytest.MonkeyPatch, word: str, change: Callable[[Cleaned], Cleaned]) -> None:
    """Makes the cleaner give something wrong for pages that hold a word."""

    def clean(page: cleaners.page.Page) -> Cleaned:
        cleaned = standin.clean(page)
        return change(cleaned) if word in page.text else cleaned

    monkeypatch.setattr(cleaners, "clean", clean)


@pytest.mark.breaks("warehouse/ingest.py", "with self.db.atomic():", "with suppress():")
@pytest.mark.parametrize("wrong", ["an unknown rule", "a lone surrogate", "a word that is none"])
def test_a_page_that_does_not_fit_its_row_leaves_no_trace(
    path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    values: dict[str, dict[str, object]] = {
        "an unknown rule": {"fields": {"title": Field(0, 1, "nobody/knows")}},
        "a lone surrogate": {"body": "\ud800"},
        "a word that is none": {"completeness": "partial"},
    }
    spoil(monkeypatch, "文库", lambda c: c._replace(speeches=(c.speeches[0]._replace(**values[wrong]),)))  # type: ignore[arg-type]
    texts = [speech_text(1), speech_text(2) + "文库", speech_text(3)]
    summary = ingest([Incoming(text=text, name=f"{n}.txt") for n, text in enumerate(texts)], path)
    assert counts(summary) == {"seen": 3, "loaded": 2, "quarantined": 1}
    assert [refused.name for refused in summary.refused] == ["1.txt"]
    assert rows(path, "SELECT count(*) FROM pages") == rows(path, "SELECT count(*) FROM copies") == [(2,)]
    assert rows(path, "SELECT count(*) FROM sites") == [(0,)]
    assert faults(path) == []


@pytest.mark.usefixtures("one_by_one")
def test_batches(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.ingest.BATCH_PAGES", 4)
    seen: list[object] = []

    def sources() -> Iterator[Incoming]:
        for n in range(10):
            seen.append(rows(path, "SELECT seen FROM runs")[0][0])
            yield Incoming(text=speech_text(n))

    assert ingest(sources(), path).loaded == 10
    assert seen == [0, 0, 0, 0, 4, 4, 4, 4, 8, 8]


@pytest.mark.usefixtures("one_by_one")
def test_large_pages_make_small_batches(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.ingest.BATCH_BYTES", max(len(speech_text(n).encode()) for n in range(5)) * 2 - 60)
    seen: list[object] = []

    def sources() -> Iterator[Incoming]:
        for n in range(5):
            seen.append(rows(path, "SELECT seen FROM runs")[0][0])
            yield Incoming(text=speech_text(n))

    ingest(sources(), path)
    assert seen == [0, 0, 2, 2, 4]


SOURCES = {
    "new": lambda n: Incoming(text=speech_text(n + 10)),
    "same": lambda n: Incoming(text=speech_text(0), name=f"{n}.txt"),
    "copy": lambda n: Incoming(text=speech_text(0) + "广告" * n),
    "none": lambda n: Incoming(text="广告" * (n + 1)),
    "bad": lambda n: Incoming(data=b"\0" * (n + 1), name=f"{n}.bin"),
    "bug": lambda n: Incoming(text="BUG", name=f"{n}.txt"),
}


def outcome(kind: str, held: set[str]) -> str:
    """What should come of a source, by the plainest reckoning."""
    if kind == "copy" and not held & {"same", "copy"}:
        return "loaded"
    return {"new": "loaded", "copy": "duplicates", "none": "no_speech"}.get(kind, "quarantined")


@settings(max_examples=20)
@given(kinds=st.lists(st.sampled_from(sorted(SOURCES)), max_size=12), size=st.integers(1, 5))
def test_counts_add_up(tmp_path_factory: pytest.TempPathFactory, kinds: list[str], size: int) -> None:
    path = tmp_path_factory.mktemp("shelf") / "warehouse.db"
    wanted, held, bytes_held = dict.fromkeys(NAMES, 0), set[str](), set[bytes]()
    sources = [SOURCES[kind](n) for n, kind in enumerate(kinds)]
    for kind, source in zip(kinds, sources, strict=True):
        data = source.data or (source.text or "").encode()
        if data in bytes_held and kind not in ("bad", "bug"):
            result = "unchanged"
        elif kind == "same":
            result = "duplicates" if "copy" in held else "loaded"
        else:
            result = outcome(kind, held)
        wanted[result] += 1
        wanted["seen"] += 1
        held.add(kind)
        bytes_held.add(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warehouse.ingest.BATCH_PAGES", size)
        summary = ingest(sources, path)
    assert counts(summary) == {name: count for name, count in wanted.items() if count}
    assert rows(path, f"SELECT {', '.join(NAMES)} FROM runs") == [tuple(wanted.values())]
    assert faults(path) == []
