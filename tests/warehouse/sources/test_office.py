"""LibreOffice as a converter: one process for many files, and whatever it does, every file has its outcome."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from cleaners.readers.word.docx import read_docx
from tests.cleaners.readers.ole_files import old_word
from tests.warehouse.sources import fake_office
from tests.warehouse.sources.fake_office import rtf, starts
from warehouse.sources import office
from warehouse.sources.office import NotConverted, as_docx

ROOT = Path(__file__).parents[3]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program is that stands for LibreOffice; what it leaves behind would be in `tmp_path / "rest"`."""
    (tmp_path / "rest").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rest"))
    return fake_office.install(tmp_path)


def outcomes(home: Path, *texts: str) -> list[str]:
    """The text that each file gives, or the words of its error."""
    made = as_docx([rtf(text) for text in texts], str(home / "soffice"))
    assert list((home.parent / "rest").iterdir()) == []
    return [str(one) if isinstance(one, NotConverted) else read_docx(one).text.rstrip("\n") for one in made]


def test_many_files_are_one_process(home: Path) -> None:
    texts = [f"第{n}篇" for n in range(30)]
    assert outcomes(home, *texts) == texts
    assert starts(home) == [[f"{n:04}.rtf" for n in range(30)]]


def test_endings_tell_the_kind(home: Path) -> None:
    made = as_docx([old_word(), rtf("a")], str(home / "soffice"))
    assert starts(home)[0] == ["0000.doc", "0001.rtf"]
    assert isinstance(made[0], NotConverted)


def test_no_files(home: Path) -> None:
    assert outcomes(home) == []


def test_what_fails_among_others_is_tried_alone(home: Path) -> None:
    one, failed, other, once = outcomes(home, "a", "MUTE", "b", "ONCE")
    assert (one, other, once) == ("a", "b", "ONCE")
    assert failed.startswith("LibreOffice cannot read it: it is cut off or damaged. Open it in Word")
    assert starts(home)[1:] == [["0001.rtf"], ["0003.rtf"]]


def test_after_a_crash_the_others_go_on_together(home: Path) -> None:
    one, crashed, *others = outcomes(home, "a", "CRASH", "b", "c", "d")
    assert (one, others) == ("a", ["b", "c", "d"])
    assert crashed.startswith("LibreOffice broke down over it (exit code 9).")
    assert [len(files) for files in starts(home)] == [5, 3, 1]


@pytest.mark.parametrize("fault", ["HANG", "HALF"])
def test_a_file_that_takes_too_long(home: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    monkeypatch.setattr(office, "STALL_SECONDS", 1.0)
    one, hung, other = outcomes(home, "a", fault, "b")
    assert (one, other) == ("a", "b")
    assert hung.startswith("LibreOffice made nothing of it in 1 seconds")
    assert [len(files) for files in starts(home)] == [3, 1, 1]
    assert not any(Path(f"/proc/{line.split()[0]}").exists() for line in (home / "starts").read_text().splitlines())


def test_a_file_that_swells(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_BYTES", 50_000)
    one, swollen = outcomes(home, "a", "HUGE")
    assert one == "a"
    assert swollen.startswith("As .docx it would be over 50,000 bytes.")


def test_a_program_that_cannot_be_started(home: Path) -> None:
    (home / "soffice").write_bytes(b"\0")
    assert all(one.startswith("LibreOffice cannot be used") for one in outcomes(home, "a", "b"))


def test_the_program_is_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_MACOS", "/nowhere")
    monkeypatch.setenv("PATH", str(home))
    assert office.program() == str(home / "soffice")
    (home / "soffice").rename(home / "libreoffice")
    assert office.program() == str(home / "libreoffice")
    monkeypatch.setenv("PATH", "/nowhere")
    assert office.program() is None


def test_an_interrupt_ends_the_program(home: Path) -> None:
    code = (
        "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from warehouse.sources.office import as_docx\n"
        "as_docx([b'{\\\\rtf1 HANG}'], sys.argv[1])"
    )
    environment = os.environ | {"TMPDIR": str(home.parent / "rest")}
    running = subprocess.Popen(
        [sys.executable, "-c", code, str(home / "soffice")], cwd=ROOT, env=environment, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 20
    while not starts(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert told.splitlines()[-1] == b"KeyboardInterrupt"
    with pytest.raises(ProcessLookupError):
        os.kill(int((home / "starts").read_text().split()[0]), 0)
    assert list((home.parent / "rest").iterdir()) == []
