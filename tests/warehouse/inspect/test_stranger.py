"""A stranger at the real Datasette of `make browse`: SQL is the owner's, pages run no foreign script, CSV no formula."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.flows.conftest import free_port, until
from tests.requests import Answer, request
from warehouse.ingest import Incoming, ingest
from warehouse.inspect.plugin import FORMULA, tame

ENDLESS = "with recursive t(n) as (select 1 union all select n + 1 from t) select {} from t"


class Browsing(NamedTuple):
    """A running Datasette: its port, and the cookie of the owner, who logged in."""

    port: int
    cookie: str

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return request(self.port, path, headers=headers)

    def owner(self, path: str) -> Answer:
        return self.get(path, {"Cookie": self.cookie})


def command(db: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "warehouse.inspect", str(db), *more]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("stranger") / "warehouse.db"
    text = (
        "在夜间值班工作会议上的讲话\n同志们:\n值班要有人在,有人接,有人办。督查组夜里会打电话,响三声没人接,第二天通报。"
    )
    ingest([Incoming(text=text, name=f"{n}.txt") for n in range(2)], db)
    with closing(sqlite3.connect(db)) as rows, rows:
        rows.execute("UPDATE speeches SET title = '=cmd()<script>alert(1)</script>', organ = '-1+1'")
    return db


@pytest.fixture(scope="module")
def browsing(shelf: Path) -> Iterator[Browsing]:
    port, log = free_port(), shelf.with_name("log")
    with log.open("wb") as output:
        process = subprocess.Popen(command(shelf, "--port", str(port)), stdout=output, stderr=output)
    try:
        login = until(lambda: re.search(r"/-/auth-token\S+(?=\s)", log.read_text()))[0]
        yield Browsing(port, logged_in(port, login))
    finally:
        process.terminate()
        process.wait(20)


def logged_in(port: int, path: str) -> str:
    """The owner's cookie, once the server answers."""

    def cookie() -> str | None:
        with suppress(ConnectionRefusedError):
            return request(port, path).headers["set-cookie"].partition(";")[0]
        return None

    return str(until(cookie))


def sql(text: str, form: str = "json") -> str:
    return f"/warehouse.{form}?_shape=array&sql={quote(text)}"


@pytest.mark.breaks("warehouse/inspect/own_pages.py", "if len(hosts) != 1 or hosts[0].lower() not in origins:", "if False:")  # fmt: skip
@pytest.mark.breaks("warehouse/inspect/own_pages.py", "if any(value not in origins", "if all(value not in origins")
def test_other_hosts_and_origins_are_refused(browsing: Browsing) -> None:
    port = browsing.port
    assert browsing.get("/").status == browsing.get("/", {"Origin": f"http://localhost:{port}"}).status == 200
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "[::1]:80", ""):
        assert browsing.get("/", {"Host": host}).status == 421
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{port - 1}"):
        assert browsing.get("/warehouse.json", {"Origin": origin}).status == 403


def test_sql_is_the_owner_s(browsing: Browsing) -> None:
    for path in (sql("select 1"), sql(ENDLESS.format("n")), "/warehouse/speeches?_where=1=1"):
        assert browsing.get(path).status == 403
        assert browsing.get(path, {"Cookie": "ds_actor=forged"}).status == 403
    assert json.loads(browsing.owner(sql("select 1 as one")).text) == [{"one": 1}]
    assert browsing.get("/-/auth-token?token=guess").status == 403


def test_canned_queries_are_everybody_s(browsing: Browsing) -> None:
    found = browsing.get(f"/warehouse/search.json?_shape=array&q={quote('值班')}&level=&since=")
    assert [row["编号"] for row in json.loads(found.text)] == [1]
    assert browsing.get("/warehouse/latest_runs").status == 200


def test_what_takes_too_long_or_too_much_is_ended(browsing: Browsing) -> None:
    assert "took too long" in browsing.owner(sql(ENDLESS.format("count(*)"))).text
    assert browsing.owner(sql("select length(zeroblob(50000000))")).status == 400
    assert browsing.owner(sql(ENDLESS.format("hex(zeroblob(15000000))") + " limit 500")).status in (400, 500)
    assert browsing.owner(sql("select 1 as one")).status == 200
    rows = "with recursive t(n) as (select 1 union all select n + 1 from t limit 2000) select n from t"
    assert len(json.loads(browsing.owner(sql(rows)).text)) == 500


def test_nothing_is_written_and_no_other_file_is_opened(browsing: Browsing, shelf: Path) -> None:
    originals = shelf.with_name("warehouse-originals.db")
    assert originals.exists()
    for text in ("delete from speeches", f"attach '{originals}' as o", "select load_extension('x')"):
        assert browsing.owner(sql(text)).status == 400
    assert browsing.owner("/warehouse-originals").status == browsing.get("/warehouse-originals.db").status == 404
    assert browsing.owner("/warehouse.db").status == 403


@pytest.mark.breaks("warehouse/inspect/plugin.py", "env.add_extension(Nonces)", "pass")
@pytest.mark.parametrize("path", ["/", "/warehouse", "/warehouse/speeches", "/warehouse/speeches/1", "/nowhere", sql("select title from speeches", "html").replace(".html", "")])  # fmt: skip
def test_only_the_templates_scripts_run(browsing: Browsing, path: str) -> None:
    done = browsing.owner(path)
    nonce = re.search(r"script-src 'self' 'nonce-([\w-]{20,})'", done.headers["content-security-policy"])
    assert nonce
    scripts = re.findall(r"<script\b[^>]*>", done.text)
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script for script in scripts)
    assert nonce[1] not in browsing.owner(path).headers["content-security-policy"]


@pytest.mark.breaks("warehouse/inspect/plugin.py", "cell.startswith(FORMULA)", "cell.startswith(FORMULA[:1])")
def test_csv_holds_no_formula(browsing: Browsing) -> None:
    columns = "speeches.csv?_col=title&_col=organ"
    for path in (f"/warehouse/{columns}", f"/warehouse/{columns}&_stream=1"):
        rows = list(csv.DictReader(io.StringIO(browsing.get(path).text)))
        assert rows[0]["title"] == "'=cmd()<script>alert(1)</script>"
        assert rows[0]["organ"] == "'-1+1"
    numbers = browsing.owner("/warehouse.csv?sql=" + quote("select -5 as n, '-5' as \"=x\"")).text
    assert list(csv.reader(io.StringIO(numbers))) == [["n", "'=x"], ["-5", "'-5"]]


@pytest.mark.parametrize("sign", FORMULA, ids=ascii)
def test_every_sign_of_a_formula_is_tamed(sign: str) -> None:
    assert tame(f"{sign}A1") == f"'{sign}A1"
    assert tame(f"A{sign}1") == f"A{sign}1"


@pytest.mark.breaks("warehouse/inspect/__main__.py", "    _refuse_others(db)\n", "")
def test_originals_and_missing_files_are_refused(shelf: Path) -> None:
    for name, reason in (("warehouse-originals.db", "holds no speeches"), ("none.db", "there is no such file")):
        done = subprocess.run(
            command(shelf.with_name(name), "--port", str(free_port())), capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, reason in done.stderr) == (1, True)
