"""What `qinggao clean` and `explain` make of old Word documents, with a program in the place of LibreOffice."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from tests.warehouse.sources import fake_office
from tests.warehouse.sources.fake_office import rtf, starts
from warehouse.sources import office

SPEECH = "在全市工作会议上的讲话\n同志们\uff1a\n今天的会议很重要\uff0c大家要认真抓好落实。"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = fake_office.install(tmp_path)
    monkeypatch.setenv("PATH", f"{home}{os.pathsep}{os.environ['PATH']}")
    return home


def files(folder: Path) -> list[str]:
    """Two old documents and one that cannot be converted, a text, and a file that is not there."""
    contents = {"a.doc": rtf(SPEECH), "b.txt": SPEECH.encode(), "c.rtf": rtf("MUTE"), "d.wps": rtf(SPEECH)}
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in (*contents, "e.doc")]


def test_old_documents_stand_among_the_others_in_their_order(tmp_path: Path, home: Path) -> None:
    paths = files(tmp_path)
    done = CliRunner().invoke(main, ["clean", "--format", "jsonl", *paths])
    assert done.exit_code == 3
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["path"] for row in rows] == paths
    assert [row["status"] for row in rows] == ["ok", "ok", "quarantined", "ok", "quarantined"]
    assert rows[0]["page"]["media_type"] == "application/rtf"
    assert rows[0]["speeches"][0]["body"] == rows[1]["speeches"][0]["body"] == rows[3]["speeches"][0]["body"]
    assert rows[2]["error"].startswith(f"{paths[2]}: LibreOffice cannot read it")
    assert [len(given) for given in starts(home)] == [2, 1]  # two of the three are the same bytes


def test_standard_input_may_be_an_old_document(home: Path) -> None:
    done = CliRunner().invoke(main, ["clean", "-"], input=rtf(SPEECH))
    assert (done.exit_code, done.stdout) == (0, SPEECH + "\n")


def test_explain_shows_an_old_document(tmp_path: Path, home: Path) -> None:
    path = files(tmp_path)[0]
    done = CliRunner().invoke(main, ["explain", path])
    assert done.exit_code == 0
    assert "application/rtf" in done.stdout


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_without_the_program_the_message_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    path = files(tmp_path)[0]
    done = CliRunner().invoke(main, [command, path])
    assert done.exit_code == 3
    assert (
        f"{path}: this is an RTF document, which is read through LibreOffice. Install that (apt install" in done.stderr
    )
