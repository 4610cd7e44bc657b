"""Old documents among other sources: in their order, many in one go, and none lost."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cleaners.readers.ole_files import old_word
from tests.warehouse.shelves import faults, fill, rows, speech_text, tables
from tests.warehouse.sources import fake_office
from tests.warehouse.sources.fake_office import rtf, starts
from warehouse.ingest import Incoming, ingest, walk
from warehouse.sources import conversion, office, pool
from warehouse.sources.conversion import Named, converted
from warehouse.sources.office import NotConverted

ROOT = Path(__file__).parents[3]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of LibreOffice, the first on PATH."""
    home = fake_office.install(tmp_path)
    monkeypatch.setenv("PATH", f"{home}{os.pathsep}{os.environ['PATH']}")
    return home


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)


FILES = {"old": rtf("a"), "other old": rtf("b"), "broken": rtf("x"), "text": b"text", "nothing": b""}


@given(kinds=st.lists(st.sampled_from(sorted(FILES)), max_size=20), size=st.integers(1, 6))
def test_items_keep_their_order_and_find_their_own(kinds: list[str], size: int) -> None:
    batches = list[list[bytes]]()

    def as_docx(documents: list[bytes], program: str) -> list[bytes | NotConverted]:
        batches.append(documents)
        return [NotConverted("no.") if data == FILES["broken"] else b"of " + data for data in documents]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "program", lambda: "soffice")
        patch.setattr(office, "as_docx", as_docx)
        patch.setattr(conversion, "BATCH_FILES", size)
        items = list(enumerate(kinds))
        found = list(converted(iter(items), lambda item: Named(f"{item[0]}.doc", FILES[item[1]])))
    assert [item for item, _ in found] == items
    for (number, kind), outcome in found:
        if kind == "broken":
            assert str(outcome) == f"{number}.doc: no."
        else:
            assert outcome == (b"of " + FILES[kind] if "old" in kind else None)
    assert all(0 < len(batch) == len(set(batch)) <= size for batch in batches)


def test_large_files_make_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = list[int]()
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "as_docx", lambda many, _: sizes.append(len(many)) or list(many))
    monkeypatch.setattr(conversion, "BATCH_BYTES", 300)
    list(converted(range(10), lambda n: Named("", rtf(str(n) * 92))))
    assert sizes == [3, 3, 3, 1]


def test_nothing_waits_for_a_program_that_is_not_there(no_office: None) -> None:
    drawn = list[int]()
    items = iter(converted((drawn.append(n) or n for n in range(9)), lambda n: Named("", rtf("a"))))
    assert next(items) == (0, None)
    assert drawn == [0]


def old_folder(folder: Path) -> None:
    """Two texts, two old documents with a text between them, and two in an archive."""
    fill(folder, range(2))
    (folder / "1.rtf").write_bytes(rtf(speech_text(11)))
    (folder / "2.txt").write_text(speech_text(12))
    (folder / "3.doc").write_bytes(rtf(speech_text(13)))
    with zipfile.ZipFile(folder / "4.zip", "w") as archive:
        archive.writestr("a.doc", rtf(speech_text(14)))
        archive.writestr("b.doc", rtf(speech_text(15)))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_folder_with_old_documents(
    folder: Path, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(pool, "ALONE", 0)
    old_folder(folder)
    told = list[str]()
    summary = ingest(walk([folder]), path, workers=workers, progress=lambda name: told.append(Path(name).name))
    assert (summary.seen, summary.loaded) == (7, 7)
    assert told == ["000000.txt", "000001.txt", "1.rtf", "2.txt", "3.doc", "4.zip!a.doc", "4.zip!b.doc", "4.zip"]
    assert [len(files) for files in starts(home)] == [4]
    assert faults(path) == []
    data = (folder / "3.doc").read_bytes()
    [page] = rows(
        path, "SELECT media_type, bytes FROM pages JOIN arrivals ON page_id = pages.id WHERE path LIKE '%3.doc'"
    )
    assert page == ("application/rtf", len(data))
    before = tables(path)
    assert ingest(walk([folder]), path, workers=workers).unchanged == 7
    assert len(starts(home)) == 1
    after = tables(path)
    del before["runs"], after["runs"]
    assert after == before


def test_a_document_that_is_not_converted_is_refused_by_name(path: Path, home: Path) -> None:
    bad = [Incoming(data=rtf("MUTE"), name="a.doc"), Incoming(data=old_word(flags=0x13), name="b.doc")]
    summary = ingest([bad[0], Incoming(data=rtf(speech_text(1)), name="c.doc"), bad[1]], path)
    assert (summary.loaded, summary.quarantined) == (1, 2)
    assert rows(path, "SELECT error, path, bytes FROM quarantine")[0] == ("NotConverted", "a.doc", 12)
    assert summary.refused[0].reason.startswith("a.doc: LibreOffice cannot read it")
    assert len(tables(path)["originals"]) == 3
    assert faults(path) == []


def test_a_source_that_breaks_off_loses_nothing(path: Path, home: Path) -> None:
    def sources() -> Iterator[Incoming]:
        yield Incoming(data=rtf(speech_text(1)), name="a.doc")
        yield Incoming(text=speech_text(2))
        raise ConnectionError

    with pytest.raises(ConnectionError):
        ingest(sources(), path)
    assert rows(path, "SELECT loaded FROM runs") == [(2,)]


def test_an_interrupt_while_documents_are_held_back(folder: Path, path: Path, home: Path) -> None:
    old_folder(folder)
    (folder / "3.doc").write_bytes(rtf(speech_text(13) + "HANG"))
    command = [sys.executable, "-m", "tests.warehouse.load", str(path), str(folder)]
    loader = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 30
    while not starts(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    loader.send_signal(signal.SIGINT)
    _, told = loader.communicate(timeout=30)
    assert told.splitlines()[-1] == b"KeyboardInterrupt"
    assert rows(path, "SELECT loaded, error FROM runs") == [(2, "interrupted")]
    assert rows(path, "SELECT count(*) FROM archives") == [(0,)]
    (home / "hang").unlink()
    summary = ingest(walk([folder]), path)
    assert (summary.loaded, summary.unchanged) == (5, 2)
    assert rows(path, "SELECT count(*) FROM archives") == [(1,)]
    assert faults(path) == []
