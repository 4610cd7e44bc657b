"""Finding files, and those of them that are new."""

import os
import time
from pathlib import Path

import pytest

from tests.warehouse.shelves import fill, rows
from tests.warehouse.sources.archives.making import zipped
from warehouse.incoming import Incoming
from warehouse.ingest import ingest
from warehouse.sources.walk import fresh, walk

OLD = time.time() - 3600


def names(folder: Path, *paths: Path) -> list[str]:
    return [str(one.path.relative_to(folder)) for one in walk(paths or [folder]) if one.path]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("稿")


def test_sorted_and_without_what_is_hidden(folder: Path) -> None:
    touch(folder, "b/2.txt", "b/10.txt", "c.txt", "a.txt", ".hidden", ".git/x.txt", "b/.DS_Store")
    assert names(folder) == ["a.txt", "b/10.txt", "b/2.txt", "c.txt"]


def test_what_is_named_is_taken(folder: Path) -> None:
    touch(folder, ".hidden/.x", "a.txt")
    gone = folder / "gone.txt"
    assert names(folder, folder / "a.txt", folder / ".hidden" / ".x", gone) == ["a.txt", ".hidden/.x", "gone.txt"]


def test_loops_of_links_end(folder: Path) -> None:
    touch(folder, "a/1.txt", "b/2.txt")
    (folder / "a" / "up").symlink_to(folder)
    (folder / "b" / "side").symlink_to(folder / "a")
    (folder / "b" / "self").symlink_to(folder / "b" / "self")
    (folder / "link.txt").symlink_to(folder / "a" / "1.txt")
    assert names(folder) == ["a/1.txt", "b/2.txt", "link.txt"]


def test_a_folder_given_twice_is_walked_once(folder: Path) -> None:
    touch(folder, "a/1.txt")
    assert names(folder, folder, folder / "a") == ["a/1.txt"]


def test_pipes_are_left_out_and_dangling_links_passed_over(folder: Path) -> None:
    touch(folder, "a.txt")
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to(folder / "gone")
    found = list(walk([folder, folder / "pipe", Path("/dev/null")]))
    assert [(one.path, one.left_out) for one in found] == [
        (folder / "a.txt", None),
        (folder / "pipe", f"pipe {folder / 'pipe'}"),
        (folder / "pipe", f"pipe {folder / 'pipe'}"),
        (Path("/dev/null"), "device /dev/null"),
    ]


def test_a_name_that_is_no_utf8(folder: Path) -> None:
    with open(os.fsencode(folder) + b"/\xb8\xe5.txt", "wb") as file:
        file.write(b"x")
    [one] = walk([folder])
    assert one.place == f"{folder}/\\xb8\\xe5.txt"
    assert one.load(9).data == b"x"


def test_a_folder_that_may_not_be_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(folder, "a/1.txt", "b.txt")
    listdir = os.listdir

    def guarded(path: Path) -> list[str]:
        if path.name == "a":
            raise PermissionError(13, "Permission denied", str(path))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", guarded)
    first, second = walk([folder])
    with pytest.raises(PermissionError):
        first.load(9)
    assert second.label.endswith("b.txt")


def test_nothing_is_read_before_its_turn(folder: Path) -> None:
    touch(folder, "1.txt", "2.txt")
    found = walk([folder])
    assert next(found).path == folder / "1.txt"
    (folder / "2.txt").write_text("又")
    assert next(found).load(9).data == "又".encode()


def aged(folder: Path, when: float = OLD) -> None:
    for file in folder.iterdir():
        os.utime(file, (when, when))


def due(folder: Path, path: Path, **more: float) -> list[str]:
    return [one.path.name for one in fresh(walk([folder]), path, **more) if one.path]


def test_what_is_on_the_shelf_is_not_due(folder: Path, path: Path) -> None:
    fill(folder, range(2))
    aged(folder)
    assert due(folder, path) == ["000000.txt", "000001.txt"]
    ingest(fresh(walk([folder]), path), path)
    assert due(folder, path) == []


@pytest.mark.parametrize("change", ["bytes", "time", "name"])
def test_what_has_changed_is_due(folder: Path, path: Path, change: str) -> None:
    fill(folder, range(1))
    aged(folder)
    ingest(walk([folder]), path)
    file = folder / "000000.txt"
    if change == "bytes":
        file.write_text("另一篇")
        aged(folder)
    elif change == "time":
        aged(folder, OLD - 0.001)
    else:
        file = file.rename(folder / "new.txt")
    assert due(folder, path) == [file.name]
    ingest(walk([folder]), path)
    assert due(folder, path) == []


def test_what_may_still_grow_waits(folder: Path, path: Path) -> None:
    touch(folder, "a.txt")
    assert due(folder, path) == []
    assert due(folder, path, settle_seconds=0) == ["a.txt"]
    aged(folder, time.time() - 11)
    assert due(folder, path) == ["a.txt"]


def test_a_clock_that_is_ahead_does_not_bar_a_file(folder: Path, path: Path) -> None:
    touch(folder, "a.txt")
    aged(folder, time.time() + 3600)
    assert due(folder, path) == ["a.txt"]


def test_quarantine_is_tried_again_when_its_time_has_come(folder: Path, path: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\0")
    aged(folder)
    ingest(walk([folder]), path)
    assert due(folder, path) == []
    rows(path, "UPDATE quarantine SET next_try = '2020-01-01T00:00:00+00:00'")
    assert due(folder, path) == ["bad.txt"]


def test_what_is_no_file_is_always_due(path: Path) -> None:
    pasted = Incoming(text="稿")
    assert list(fresh([pasted], path)) == [pasted]


def test_what_cannot_be_looked_at_is_due(folder: Path, path: Path) -> None:
    gone = Incoming(path=folder / "gone.txt")
    assert list(fresh([gone], path)) == [gone]


def test_the_folder_beside_a_saved_page_is_passed_over(folder: Path) -> None:
    touch(folder, "稿.html", "稿_files/ad.html", "b.htm", "b.files/x.htm", "c_files/c.txt", "d_files.txt")
    assert names(folder) == ["b.htm", "c_files/c.txt", "d_files.txt", "稿.html"]


def test_what_is_no_page_is_left_out_unless_it_is_named(folder: Path) -> None:
    touch(folder, "a.txt", "合影.JPG")
    assert [one.left_out for one in walk([folder])] == [None, ".jpg"]
    assert [one.left_out for one in walk([folder / "合影.JPG"])] == [None]


def test_what_is_left_out_is_counted_and_no_more(folder: Path, path: Path) -> None:
    touch(folder, "合影.JPG", "b.jpg", "c.mp3")
    summary = ingest(walk([folder]), path)
    assert (summary.seen, summary.left_out) == (0, {".jpg": 2, ".mp3": 1})
    assert rows(path, "SELECT count(*) FROM quarantine") == [(0,)]


def test_what_is_left_out_is_not_opened_either(folder: Path, path: Path) -> None:
    (folder / "合影.jpg").write_bytes(zipped({"a.txt": "同志们".encode()}))
    summary = ingest(walk([folder]), path)
    assert (summary.seen, summary.left_out) == (0, {".jpg": 1})
