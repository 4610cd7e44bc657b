"""`qinggao search`: what it prints, and how it exits."""

import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.commands.search import hits_of, write
from tests.warehouse.findable import findable
from warehouse.search.query import EVERYTHING

SPEECHES = [
    {
        "title": "在全市督查工作会议上的讲话",
        "body": "同志们\uff1a\n要把督查贯穿始终。\n谢谢大家!",
        "genre": "讲话",
        "level": "市",
        "organ": "政府",
        "speaker": "王某某",
        "first_published": "2021-03-04",
        "event_date": "2021-03-01",
    },
    {"body": "一、督查\n督查不是走过场\uff0c抓落实才是。", "first_published": "2019-05-06", "level": "县"},
]


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = tmp_path / "warehouse.db"
    findable(path, SPEECHES).close()
    return str(path)


def run(db: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["search", "--db", db, *arguments])


def test_hits_are_printed_as_plain_text(db: str) -> None:
    done = run(db, "督查")
    assert done.exit_code == 0
    assert done.stdout == (
        "#1 在全市督查工作会议上的讲话\n2021-03-01  讲话  市  政府  王某某\n要把督查贯穿始终。\n\n"
        "#2 无题\n2019-05-06  县\n督查不是走过场\uff0c抓落实才是。\n"
    )


def test_rows_hold_the_places(db: str) -> None:
    first, second = map(json.loads, run(db, "督查", "--format", "jsonl").stdout.splitlines())
    assert [first["passage"][start:end] for start, end in first["spans"]] == ["督查"]
    assert first["title_spans"] == [[3, 5]]
    assert (first["hits"], first["event_date"], first["first_published"]) == (1, "2021-03-01", "2021-03-04")
    assert (second["id"], second["hits"], second["title"]) == (2, 2, None)


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["督查", "--level", "市", "--since", "2020"], [1]),
        (["督查", "--until", "2019-05"], [2]),
        (["督查", "--limit", "1"], [1]),
        (["督查", "落實"], [2]),
        (["督查 落實"], [2]),
        (["“督查 不是”"], [2]),
        (["督查", "--speaker", "王某某", "--genre", "讲话", "--organ", "政府"], [1]),
    ],
)
def test_words_and_filters(db: str, arguments: list[str], ids: list[int]) -> None:
    rows = run(db, *arguments, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(row)["id"] for row in rows] == ids


def test_nothing_found_is_exit_code_1(db: str) -> None:
    done = run(db, "防汛")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "防汛" in done.stderr


@pytest.mark.parametrize("arguments", [["\uff0c。"], [""], ["督查", "--since", "去年"], [], ["督查", "--limit", "0"]])
def test_a_query_that_cannot_be_answered_is_exit_code_2(db: str, arguments: list[str]) -> None:
    done = run(db, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_a_warehouse_that_is_not_there_is_exit_code_2_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    done = run(str(path), "督查")
    assert done.exit_code == 2
    assert "there is no such file" in done.stderr
    assert not path.exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_words_are_marked_on_a_terminal_unless_no_colour_is_wanted(
    db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = hits_of(db, "督查 始终", EVERYTHING, 1)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    write(hits, "text", out := Terminal())
    assert "要把\x1b[1;31m督查\x1b[0m贯穿\x1b[1;31m始终\x1b[0m。" in out.getvalue()
    assert "在全市\x1b[1;31m督查\x1b[0m工作" in out.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    write(hits, "text", plain := Terminal())
    assert "\x1b" not in plain.getvalue()


def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    with closing(findable(tmp_path / "w.db", [{"title": "甲\u202e", "body": "督查\x9b2J要勤。", "speaker": "乙\x85"}])):
        write(hits_of(str(tmp_path / "w.db"), "督查", EVERYTHING, 1), "text", out := Terminal())
    assert not {"\u202e", "\x9b", "\x85"} & set(out.getvalue())
