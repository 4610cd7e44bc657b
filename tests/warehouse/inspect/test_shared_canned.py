"""The canned queries of Datasette about shared sentences: who else has one word for word, and which most have."""

import json
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.warehouse.findable import findable
from tests.warehouse.inspect.test_inspect import get
from warehouse.reuse import index as passage_index
from warehouse.reuse.found import COMMON
from warehouse.tables.database import writing

OWN = "会后每个窗口都要把积压的来信一封一封地看完并当面答复"
CHANGED = "会后每个窗口都要把积压的电话一个一个地看完并当面答复"
FORMULA = "各级各部门都要把思想统一到县委的部署上来"
ALONE = "今年雨季来得早大家要赶在月底之前把河堤上的缺口补好"
SPEECHES: list[dict[str, object]] = [
    {"title": "甲", "body": f"{FORMULA}。\n{OWN}\uff01{ALONE}。", "work_id": 1},
    {"title": "乙", "body": f"{OWN[:9]}\uff0c{OWN[9:]}。", "work_id": 2, "event_date": "2019-05-06"},
    {"title": "丙", "body": f"同志们\uff1a\n{OWN}。", "work_id": 2, "first_published": "2018-05-06"},
    {"title": "丁", "body": f"{CHANGED}。", "work_id": 3},
    *({"body": f"{FORMULA}。", "work_id": 10 + n} for n in range(COMMON)),
]

Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shared") / "warehouse.db"
    with closing(findable(path, SPEECHES)) as db, writing(db):
        passage_index.rebuild(db, db.execute("SELECT id, body FROM speeches").fetchall())
        db.execute("INSERT INTO redirects VALUES (900, 1)")
    return path


def rows(shelf: Path, query: str, **given: str) -> Rows:
    status, text = get(shelf, f"/warehouse/{query}.json?{urlencode({'_shape': 'array'} | given)}")
    assert status == 200, text
    return list(json.loads(text))


@pytest.mark.parametrize("speech", ["1", "900"])
def test_who_else_has_a_sentence_is_told_in_the_order_of_the_speech(shelf: Path, speech: str) -> None:
    formula, first, second = rows(shelf, "shared", speech=speech)
    assert (formula["句子"], formula["套话"], formula["种"], formula["编号"]) == (FORMULA, "套话", COMMON, None)
    assert (first["句子"], first["套话"], first["种"], first["篇"]) == (OWN, "", 1, 2)
    assert [(row["编号"], row["标题"], row["日期"]) for row in (first, second)] == [
        (3, "丙", "2018-05-06"),
        (2, "乙", "2019-05-06"),
    ]


def test_what_is_near_or_alone_is_not_told(shelf: Path) -> None:
    assert rows(shelf, "shared", speech="4") == rows(shelf, "shared", speech="") == []


def test_the_most_shared_sentences_come_first(shelf: Path) -> None:
    formula, own = rows(shelf, "most_shared")
    assert (formula["句子"], formula["套话"], formula["篇"], formula["编号"]) == (FORMULA, "套话", COMMON + 1, 1)
    assert (own["句子"], own["套话"], own["篇"], own["标题"]) == (OWN, "", 3, "甲")


def test_the_most_shared_may_be_long_or_rare(shelf: Path) -> None:
    assert [row["句子"] for row in rows(shelf, "most_shared", below=str(COMMON))] == [OWN]
    assert [row["句子"] for row in rows(shelf, "most_shared", least=str(len(FORMULA) + 1))] == [OWN]
