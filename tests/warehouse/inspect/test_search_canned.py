"""The canned query of Datasette finds and ranks as the command does, for Simplified words in full width."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from sqlite_utils import Database

from tests.warehouse.findable import findable
from warehouse.search.query import Filters, search

METADATA = Path(__file__).parents[3] / "warehouse" / "inspect" / "metadata.yaml"
PARTS = [
    " ",
    *"督查 督察 查 落实 抓落实 狠抓 工作 会议 GDP gdp 12345 热线 a b 4.5% \uff0c 。 “ ” ( * \" ' - AND \n".split(" "),
]


def made(chance: random.Random, parts: int) -> str:
    return "".join(chance.choices(PARTS, k=parts))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    chance = random.Random(3)
    speeches = (
        {
            "title": made(chance, n % 4).replace("\n", ""),
            "body": made(chance, chance.randrange(1, 60)) + "。",
            "level": chance.choice(["市", "县", None]),
            "event_date": chance.choice(["2019-05-01", None]),
            "first_published": chance.choice(["2020-05-01", "2021-01-01", None]),
        }
        for n in range(200)
    )
    with closing(findable(tmp_path_factory.mktemp("canned") / "warehouse.db", speeches)) as db:
        yield db


def canned(db: Database, **given: str) -> list[tuple[int, int]]:
    sql = yaml.safe_load(METADATA.read_text("utf-8"))["databases"]["warehouse"]["queries"]["search"]["sql"]
    return [(row[0], row[3]) for row in db.execute(sql, {"q": "", "level": "", "since": ""} | given).fetchall()]


def test_the_canned_query_answers_as_the_command(shelf: Database) -> None:
    chance, hits = random.Random(4), 0
    for n in range(400):
        query = made(chance, chance.randrange(1, 5)).replace("\n", "")
        if not any(char.isalnum() for char in query) or any(quote in query for quote in '"“”'):
            continue
        level, since = ("市", "2020") if n % 3 == 0 else ("", "")
        found = search(shelf, query, filters=Filters(level=level or None, since=since or None), limit=50)
        assert canned(shelf, q=query, level=level, since=since) == [(hit.id, hit.hits) for hit in found], ascii(query)
        hits += len(found)
    assert hits > 1_000


@pytest.mark.parametrize("query", ["", "  ", "\uff0c。", '"', "%"])
def test_the_canned_query_finds_nothing_for_nothing(shelf: Database, query: str) -> None:
    assert canned(shelf, q=query) == []
