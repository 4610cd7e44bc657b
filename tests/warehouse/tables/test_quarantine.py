"""What could not be read is kept, explained, and tried again."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.warehouse.shelves import rows, speech_text
from warehouse.ingest import Incoming, ingest, walk

WAITS = [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]


@pytest.mark.breaks("warehouse/tables/quarantine.py", "timedelta(days=7)", "timedelta(days=8)")
@pytest.mark.breaks("warehouse/tables/quarantine.py", "1 << min(attempts - 1, 10)", "1 << min(attempts, 10)")
def test_it_is_tried_later_and_later(path: Path) -> None:
    waits = []
    for attempt in range(1, len(WAITS) + 1):
        ingest([Incoming(data=b"\0", name="bad.txt")], path)
        [(attempts, last, after)] = rows(path, "SELECT attempts, last_tried, next_try FROM quarantine")
        assert attempts == attempt
        wait = datetime.fromisoformat(str(after)) - datetime.fromisoformat(str(last))
        waits.append(wait.total_seconds() / 3600)
    assert waits == WAITS


def test_first_seen_stays(path: Path) -> None:
    ingest([Incoming(data=b"\0", name="bad.txt")], path)
    rows(path, "UPDATE quarantine SET first_seen = 'long ago', message = 'old'")
    ingest([Incoming(data=b"\0", name="bad.txt")], path)
    [(first, message)] = rows(path, "SELECT first_seen, message FROM quarantine")
    assert (first, message) == ("long ago", "bad.txt: this is no text. Leave it out.")


def test_each_place_has_its_row(path: Path) -> None:
    ingest([Incoming(data=b"\0", name="a"), Incoming(data=b"\0", name="b"), Incoming(data=b"\0", url="c")], path)
    assert rows(path, "SELECT path, url, attempts FROM quarantine") == [("a", None, 1), ("b", None, 1), (None, "c", 1)]


def test_bytes_that_become_readable_are_closed_everywhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = speech_text(1) + "BUG\n"
    ingest([Incoming(text=text, name="a"), Incoming(text=text, name="b"), Incoming(data=b"\0", name="c")], path)
    assert rows(path, "SELECT count(*) FROM quarantine WHERE resolved_at IS NULL") == [(3,)]
    monkeypatch.setattr("tests.warehouse.standin.BROKEN", "no such word")
    ingest([Incoming(text=text, name="a")], path)
    assert rows(path, "SELECT path FROM quarantine WHERE resolved_at IS NULL") == [("c",)]


def test_a_file_put_right_is_closed(folder: Path, path: Path) -> None:
    file = folder / "a.txt"
    for text in ("\0", speech_text(1)):
        file.write_text(text)
        ingest(walk([folder]), path)
    assert rows(path, "SELECT count(*) FROM quarantine WHERE resolved_at IS NULL") == [(0,)]


def test_what_breaks_again_is_open_again(folder: Path, path: Path) -> None:
    file = folder / "a.txt"
    for text in ("\0", speech_text(1), "\0"):
        file.write_text(text)
        ingest(walk([folder]), path)
    assert rows(path, "SELECT attempts, resolved_at FROM quarantine") == [(2, None)]


def test_a_file_that_could_not_be_opened_is_closed_when_it_can(folder: Path, path: Path) -> None:
    file = folder / "a.txt"
    ingest([Incoming(path=file)], path)
    assert rows(path, "SELECT sha256, bytes, error FROM quarantine") == [(None, None, "FileNotFoundError")]
    file.write_text(speech_text(1))
    ingest([Incoming(path=file)], path)
    assert rows(path, "SELECT count(*) FROM quarantine WHERE resolved_at IS NULL") == [(0,)]
