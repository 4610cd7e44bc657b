"""Nothing that a page, a name or a message says controls a terminal or forges a line."""

import ast
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import main
from flows.commands.clean import write
from flows.terminal import as_json, safe, safe_lines

FLOWS = Path(__file__).parents[2] / "flows"
EVIL = "a\x1b]0;TITLE\x07\x1b[2J\nseen 99999\r\x9b31m\u202e\u2066\u200f\u061c\u2028b"
UNSAFE = set(map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])) | set(
    "\u061c\u200e\u200f\u2028\u2029"
)
SPEECH = f"在全市工作会议上的讲话\n同志们:\n今天的会议很重要,大家要认真抓好落实{EVIL}。\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def is_harmless(done: Result) -> bool:
    printed = done.stdout + done.stderr
    return not set(printed) - {"\n", "\t"} & UNSAFE and not any(
        line.startswith("seen 99") for line in printed.splitlines()
    )


@given(st.text() | st.text(sorted(UNSAFE)))
def test_a_line_stays_a_line(text: str) -> None:
    assert not set(safe(text)) & UNSAFE
    assert len(safe(text).splitlines()) <= 1
    assert not set(safe_lines(text)) & UNSAFE - {"\n", "\t"}


@given(st.text() | st.text(sorted(UNSAFE)))
def test_json_means_the_same_and_is_safe(text: str) -> None:
    assert not set(as_json([text])) & UNSAFE
    assert json.loads(as_json([text])) == [text]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive whose members have names that control terminals: one is a page, one is none."""
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{EVIL}.txt", b"\x89PNG\r\n\x1a\n" + bytes(99))
        packed.writestr("good.txt", f"{SPEECH}上一篇:{EVIL}\n")
    return path


def test_ingest_verify_search_and_reuse(archive: Path, tmp_path: Path) -> None:
    db = tmp_path / "w.db"
    done = run("ingest", archive, "--db", db)
    assert done.exit_code == 3
    assert "quarantined: " in done.stdout
    assert is_harmless(done)
    with closing(sqlite3.connect(db)) as shelf:
        shelf.execute("UPDATE speeches SET title = ?, speaker = ?, first_published = ?", [EVIL, EVIL, EVIL])
        shelf.execute("UPDATE copies SET page_id = page_id + 1, part = 9")
        shelf.commit()
    for arguments in (["verify"], ["search", "会议"], ["search", f"无此词{EVIL}"], ["reuse", "1"], ["reuse", EVIL]):
        assert is_harmless(run(*arguments, "--db", db)), arguments


@pytest.mark.parametrize(
    "command", [["clean"], ["clean", "--format", "json"], ["explain"], ["rules", "try", "今天.*"], ["sites", "new"]]
)
def test_a_page_with_an_evil_name(tmp_path: Path, command: list[str]) -> None:
    name = EVIL.replace("\x1b]0;", "")
    (tmp_path / name).write_text(SPEECH)
    (tmp_path / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    done = run(*command, tmp_path / name)
    if command != ["clean"]:  # its text goes into files as it is
        assert not set(done.stdout + done.stderr) & UNSAFE - {"\n", "\t"}
    assert is_harmless(run(*command, tmp_path / f"{name}.png"))
    assert is_harmless(run(*command, tmp_path / f"{name}.none"))


def test_fair_copies_on_a_terminal_are_safe_and_in_a_file_as_they_are() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    row = {"status": "ok", "speeches": [{"title": EVIL, "body": "同志们\n大家好"}], "path": "a", "flags": []}
    shown, kept = Terminal(), io.StringIO()
    for out in (shown, kept):
        write([row], "text", out, io.StringIO())
    assert not set(shown.getvalue()) & UNSAFE - {"\n"}
    assert EVIL in kept.getvalue()


def test_commands_print_in_one_place() -> None:
    """Only `terminal` prints lines; those who write larger pieces themselves are known, and make them safe."""
    printing = {
        path.relative_to(FLOWS).as_posix()
        for path in FLOWS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("click.echo", "print", "click.secho", "sys.stdout.write")
    }
    assert printing == {"terminal.py", "cli.py"}  # `explain` is safe already, and has colours
