"""The command line as people use it: what it prints, and how it exits."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.goldens import PAGES
from tests.tools import cli_reference, field_table, module_list, rule_reference
from tests.tools.pages import DOCS

SPEECH = "在全市工作会议上的讲话\n同志们:\n今天的会议很重要,大家要认真抓好落实。\n上一篇:总结\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def counts(done: Result) -> dict[str, int]:
    """The lines of a summary that end in a count."""
    rows = (line.rsplit(None, 1) for line in done.stdout.splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, "utf-8")
    return path


def test_clean_prints_the_fair_copy(page: Path) -> None:
    done = run("clean", page)
    assert done.exit_code == 0
    assert done.stdout == "在全市工作会议上的讲话\n同志们\uff1a\n今天的会议很重要\uff0c大家要认真抓好落实。\n"


def test_an_unreadable_page_is_named_and_the_others_are_cleaned(page: Path, tmp_path: Path) -> None:
    picture = tmp_path / "a.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    done = run("clean", picture, tmp_path / "none.txt", page)
    assert done.exit_code == 3
    assert "a.txt: This is a PNG picture" in done.stderr
    assert "none.txt: No such file" in done.stderr
    assert done.stdout.startswith("在全市")


@pytest.mark.parametrize("style", ["json", "jsonl"])
def test_rows_hold_the_whole_account(style: str, page: Path) -> None:
    done = run("clean", "--format", style, page, "/nowhere")
    rows = json.loads(done.stdout) if style == "json" else [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["status"] for row in rows] == ["ok", "quarantined"]
    row = rows[0]
    assert row["page"]["text"] == SPEECH
    assert row["page"]["script"] == "Hans"
    text, at = "", 0
    for edit in row["edits"]:
        text += row["page"]["text"][at : edit["start"]] + edit["new"]
        at = edit["end"]
    assert text + row["page"]["text"][at:] == row["speeches"][0]["body"]
    assert row["speeches"][0]["fields"]["title"] == [0, 11, "article/title"]
    assert row["speeches"][0]["author"] is None


def test_no_arguments_teach() -> None:
    assert "Commands:" in run().output
    assert run("clean").exit_code == 2
    assert run("ingest").exit_code == 2


def test_ingest_tells_what_it_did_and_does_it_once(tmp_path: Path) -> None:
    db = tmp_path / "w.db"
    pages = sorted(PAGES.glob("shop-*/page.txt"))
    first, again = run("ingest", "--db", db, *pages), run("ingest", "--db", db, *pages)
    assert counts(first)["loaded"] == counts(again)["unchanged"] == len(pages)
    assert run("verify", "--db", db).stdout == f"{len(pages)} pages verified, 0 faults\n"


def test_ingest_reads_standard_input(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["ingest", "-", "--db", str(tmp_path / "w.db")], input=SPEECH)
    assert done.exit_code == 0
    assert counts(done)["loaded"] == 1


def test_a_warehouse_that_is_none_is_an_error_in_words(page: Path) -> None:
    done = run("ingest", page, "--db", page)
    assert done.exit_code == 1
    assert "no SQLite database" in done.stderr
    assert run("verify", "--db", "/nowhere.db").exit_code == 1


def test_explain_shows_the_account(page: Path, tmp_path: Path) -> None:
    done = run("explain", page)
    assert "[-上一篇:总结-]{article/prev-next}" in done.stdout
    target = tmp_path / "draft.html"
    assert run("explain", page, "--html", target).exit_code == 0
    assert "article/prev-next" in target.read_text("utf-8")


def test_ctrl_c_keeps_what_is_shelved_and_the_next_run_goes_on(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "w.db"
    folder.mkdir()
    for i in range(600):
        (folder / f"{i}.txt").write_text(SPEECH + f"第{i}页的内容说的是抓工作落实,要见人见事。\n" * 200, "utf-8")
    command = [sys.executable, "-m", "flows.cli", "ingest", str(folder), "--db", str(db)]
    running = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
        # Whoever runs the tests in the background has interrupts ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 30
    while not db.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.7)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 130, told
    assert b"Interrupted" in told
    assert run("verify", "--db", db).exit_code == 0
    assert run("ingest", folder, "--db", db).exit_code == 0


def test_generated_pages_say_what_the_code_says() -> None:
    for tool in (cli_reference, field_table, module_list, rule_reference):
        assert (DOCS / tool.PAGE).read_text("utf-8") == tool.reference(), tool.PAGE


@pytest.mark.parametrize("lines", [0, 1])
@pytest.mark.parametrize("pages", [1, 400])
def test_a_reader_who_has_had_enough_ends_it_quietly(lines: int, pages: int, page: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "clean", *[str(page)] * pages]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
    )
    assert running.stdout and running.stderr
    for _ in range(lines):
        running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(30) in ((0, 141) if lines and pages == 1 else (141,))
    running.stderr.close()
