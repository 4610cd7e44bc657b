"""`qinggao reuse`: what it prints, and how it exits."""

import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.commands.reuse import checked, write
from tests.warehouse.findable import findable
from warehouse.reuse import index as passage_index
from warehouse.reuse.found import COMMON
from warehouse.tables.database import writing

OWN = "会后每个窗口都要把积压的来信一封一封地看完并当面答复"
CHANGED = "会后每个窗口都要把积压的电话一个一个地看完并当面答复"
FORMULA = "各级各部门都要把思想统一到县委的部署上来"
ALONE = "今年雨季来得早大家要赶在月底之前把河堤上的缺口补好"
DRAFT = f"在全县信访工作会议上的讲话\n\n同志们\uff1a\n{OWN}。{ALONE}。\n{FORMULA}。\n谢谢大家\uff01\n"
SPEECHES: list[dict[str, object]] = [
    {"title": "在窗口工作会议上的讲话", "body": f"同志们\uff1a\n{OWN}。", "first_published": "2021-03-04"},
    {"title": "在热线工作会议上的讲话", "body": f"{CHANGED}。", "event_date": "2019-05-06"},
    *({"body": f"{FORMULA}。", "first_published": f"20{n:02}-01-01"} for n in range(COMMON)),
]


def shelf(path: Path, speeches: list[dict[str, object]]) -> str:
    """A new warehouse with these speeches, their passages indexed."""
    with closing(findable(path, speeches)) as db, writing(db):
        if "passages" not in db.table_names():
            passage_index.create(db)
        passage_index.rebuild(db, db.execute("SELECT id, body FROM speeches").fetchall())
    return str(path)


@pytest.fixture
def db(tmp_path: Path) -> str:
    return shelf(tmp_path / "warehouse.db", SPEECHES)


@pytest.fixture
def draft(tmp_path: Path) -> str:
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    return str(tmp_path / "draft.txt")


def run(db: str, *arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["reuse", "--db", db, *arguments], input=given)


def test_a_draft_is_told_sentence_by_sentence(db: str, draft: str) -> None:
    done = run(db, draft)
    assert done.exit_code == 0
    assert done.stdout == (
        "在全县信访工作会议上的讲话: 全文 78 字, 26 字 (33%) 见于别处 2 篇, 另有 20 字 (26%) 是套话\n\n"
        f"{OWN}  (2 种 2 篇)\n"
        "  2019-05-06 讲 #2 在热线工作会议上的讲话: 会后每个窗口都要把积压的[来信▶电话]一[封▶个]一[封▶个]地看完并当面答复\n"
        "  2021-03-04 发 #1 在窗口工作会议上的讲话: 一字不差\n\n"
        f"套话: {FORMULA}  ({COMMON} 种)\n"
    )


def test_rows_hold_the_places(db: str, draft: str) -> None:
    summary, own, formula = map(json.loads, run(db, draft, "--format", "jsonl").stdout.splitlines())
    assert summary == {
        "kind": "summary",
        "title": "在全县信访工作会议上的讲话",
        "han": 78,
        "elsewhere": 26,
        "formulae": 20,
        "speeches": 2,
    }
    assert (own["kind"], own["text"], own["works"], own["common"]) == ("sentence", OWN, 2, False)
    assert own["spans"] == [[own["start"], own["end"]]]
    assert [(h["id"], h["event_date"], h["first_published"], h["text"], h["edited"]) for h in own["holders"]] == [
        (2, "2019-05-06", None, CHANGED, 0.154),
        (1, None, "2021-03-04", OWN, 0.0),
    ]
    assert own["holders"][0]["matches"] == [{"a": [0, 26], "b": [0, 26], "edited": 0.154}]
    assert (formula["common"], formula["works"], formula["holders"]) == (True, COMMON, [])


def test_a_speech_of_the_shelf_leaves_itself_out(db: str) -> None:
    done = run(db, "1")
    assert done.exit_code == 0
    assert "#2" in done.stdout
    assert "#1" not in done.stdout


def test_nothing_is_shelved(db: str, draft: str) -> None:
    before = checked(db, "2")
    run(db, draft)
    assert checked(db, "2") == before


def test_a_draft_may_come_on_standard_input(db: str, draft: str) -> None:
    assert run(db, "-", given=DRAFT).stdout == run(db, draft).stdout


def test_of_many_holders_the_first_are_named(draft: str, tmp_path: Path) -> None:
    bodies: list[dict[str, object]] = [{"body": f"{ALONE}。", "title": f"第{n}份"} for n in range(8)]
    told = run(shelf(tmp_path / "other.db", bodies), draft).stdout
    assert told.count("无日期 #") == 5
    assert told.endswith("  还有 3 篇\n")


def test_nothing_found_is_exit_code_1(db: str, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(DRAFT.replace(OWN, "").replace(FORMULA, ""), "utf-8")
    done = run(db, str(tmp_path / "other.txt"))
    assert done.exit_code == 1
    assert "没有见于别处的句子" in done.stdout


@pytest.mark.parametrize(
    ("target", "told"),
    [("999", "no speech 999"), ("none.txt", "none.txt: there is no file"), (".", ".: there is no file")],
)
def test_a_text_that_is_not_there_is_exit_code_2(db: str, target: str, told: str) -> None:
    done = run(db, target)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_file_without_a_speech_is_exit_code_2(db: str, tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_text("Nothing of this is Chinese. " * 9, "utf-8")
    done = run(db, str(tmp_path / "english.txt"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no speech in it" in done.stderr


def test_an_empty_shelf_is_exit_code_2(tmp_path: Path, draft: str) -> None:
    done = run(shelf(tmp_path / "empty.db", []), draft)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no speech on the shelf yet" in done.stderr


def test_a_sentence_is_printed_once_for_those_who_have_it_as_a_whole_and_in_part(tmp_path: Path, draft: str) -> None:
    parts = f"{ALONE[:12]}\uff0c{OWN[:12]}\uff0c{ALONE[12:]}"
    told = run(shelf(tmp_path / "other.db", [{"body": f"{OWN}。"}, {"body": f"{parts}。"}]), draft).stdout
    assert told.count(OWN) == 1
    assert (
        f"{OWN}  (1 种 1 篇; 1 种 1 篇, 只见部分)\n  无日期 #1 无题: 一字不差\n  无日期 #2 无题: {OWN[:12]}\n" in told
    )


def test_of_a_long_sentence_the_part_is_printed_with_what_is_around_it(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(DRAFT.replace(f"{OWN}。{ALONE}", OWN + ALONE), "utf-8")
    told = run(shelf(tmp_path / "other.db", [{"body": f"{ALONE}。"}]), str(tmp_path / "long.txt")).stdout
    assert f"\n…{OWN[-10:]}{ALONE}  (1 种 1 篇, 只见部分)\n" in told


def test_a_warehouse_that_is_not_there_is_exit_code_2_and_is_not_made(tmp_path: Path, draft: str) -> None:
    path = tmp_path / "none.db"
    done = run(str(path), draft)
    assert done.exit_code == 2
    assert "there is no such file" in done.stderr
    assert not path.exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_changes_are_marked_on_a_terminal_unless_no_colour_is_wanted(
    db: str, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = checked(db, draft)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    write(texts, "text", out := Terminal())
    assert "积压的\x1b[1;31m[来信▶电话]\x1b[0m一" in out.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    write(texts, "text", plain := Terminal())
    assert "\x1b" not in plain.getvalue()


def test_a_text_cannot_steer_the_terminal(tmp_path: Path, draft: str) -> None:
    db = shelf(tmp_path / "w.db", [{"title": "甲\u202e\x9b", "body": f"{OWN[:9]}\x1b]0;{OWN[9:-1]}事。"}])
    write(checked(db, draft), "text", out := io.StringIO())
    assert "#1" in out.getvalue()
    assert not {"\u202e", "\x9b", "\x1b"} & set(out.getvalue())
