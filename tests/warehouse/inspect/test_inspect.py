"""Datasette over a warehouse, with the settings of `make browse`: pages answer, facets show, long text is cut."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from tests.goldens import PAGES
from warehouse.ingest import Incoming, ingest
from warehouse.inspect import settings

METADATA = yaml.safe_load(settings.METADATA.read_text("utf-8"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("browse") / "warehouse.db"
    sources = [Incoming(path=page) for page in sorted(PAGES.glob("*/page.*"))]
    ingest([*sources, Incoming(data=b"", name="empty.txt")], db)
    return db


def get(shelf: Path, path: str) -> tuple[int, str]:
    datasette = Datasette([str(shelf)], metadata=METADATA, settings=settings.SETTINGS)

    async def ask() -> Any:
        await datasette.invoke_startup()
        return await datasette.client.get(path, follow_redirects=True)

    answer = asyncio.run(ask())
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    "path", ["/", "/warehouse", *(f"/warehouse/{name}" for name in METADATA["databases"]["warehouse"]["tables"])]
)
def test_pages_answer(shelf: Path, path: str) -> None:
    assert get(shelf, path)[0] == 200


@pytest.mark.parametrize("query", METADATA["databases"]["warehouse"]["queries"])
def test_queries_answer(shelf: Path, query: str) -> None:
    status, text = get(shelf, f"/warehouse/{query}.json?_shape=objects")
    assert status == 200, text


def test_speeches_show_facets_and_labels_and_short_cells(shelf: Path) -> None:
    _, text = get(shelf, "/warehouse/speeches")
    assert "facet-genre" in text or "_facet=genre" in text
    assert "讲话" in text
    bodies = re.findall(r'<td class="col-body[^"]*">([^<]*)</td>', text)
    assert bodies
    assert max(map(len, bodies)) <= settings.SETTINGS["truncate_cells_html"] + 1


def test_the_originals_are_not_served(shelf: Path) -> None:
    _, text = get(shelf, "/")
    assert "originals" not in text
    assert get(shelf, "/warehouse-originals")[0] == 404


def test_the_migrations_are_hidden_and_every_table_is_described(shelf: Path) -> None:
    described = METADATA["databases"]["warehouse"]["tables"]
    _, text = get(shelf, "/warehouse.json")
    import json

    tables = {table["name"] for table in json.loads(text)["tables"] if not table["hidden"]}
    assert tables <= set(described)
