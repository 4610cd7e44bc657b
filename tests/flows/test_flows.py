"""The flows on a real server: the scheduler makes runs, the worker does them, the warehouse holds the outcome."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from tests.flows.conftest import Server, until


def rows(server: Server, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(server.settings.db) as db:
        return db.execute(sql).fetchall()


def tables(server: Server, key: str) -> list[dict[str, Any]]:
    """The rows of all table artifacts of a key, oldest first."""
    found = server.ask("artifacts/filter", {"artifacts": {"key": {"like_": key}}, "sort": "ID_DESC"})
    return [row for artifact in sorted(found, key=lambda a: a["created"]) for row in json.loads(artifact["data"])]


def test_the_scheduler_itself_makes_runs_of_the_inbox(server: Server) -> None:
    deployment = server.deployment("inbox")
    query = {
        "deployments": {"id": {"any_": [deployment["id"]]}},
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
    }
    runs = until(lambda: [run for run in server.ask("flow_runs/filter", query) if run["auto_scheduled"]])
    assert deployment["schedules"][0]["schedule"]["interval"] == 600.0
    assert all(run["deployment_id"] == deployment["id"] for run in runs)


def test_the_inbox_is_taken_in_once(server: Server, inbox: Path) -> None:
    run = server.run("inbox")
    assert run["state_type"] == "COMPLETED", run["state"]["message"]
    assert rows(server, "SELECT loaded, quarantined, trigger, flow_run_id FROM runs ORDER BY id DESC LIMIT 1") == [
        (2, 1, "schedule", run["id"])
    ]
    assert sorted(rows(server, "SELECT title FROM speeches"), key=str) == [("在全区河道清淤会议上的讲话",), (None,)]
    again = server.run("inbox")
    assert again["state_type"] == "COMPLETED"
    assert rows(server, "SELECT seen FROM runs ORDER BY id DESC LIMIT 1") == [(0,)]
    assert rows(server, "SELECT count(*) FROM speeches") == [(2,)]
    assert "PNG" in str(rows(server, "SELECT message FROM quarantine"))


def test_a_run_shows_its_summary(server: Server, inbox: Path) -> None:
    server.run("one-off", paths=[str(inbox)])
    assert tables(server, "summary")[-1]["收到"] == 3
    assert "PNG" in tables(server, "quarantine")[-1]["原因"]


def test_pasted_text_goes_in(server: Server) -> None:
    text = "同志们:\n\n粘贴来的这一段,也是一篇完整的讲话,说的是按时交材料的事情,请大家记在心上,落在手上,不要等人来催。"
    run = server.run("one-off", text=text, title="关于按时交材料的讲话")
    assert run["state_type"] == "COMPLETED", run["state"]["message"]
    assert rows(server, "SELECT title_origin, organ FROM speeches WHERE title = '关于按时交材料的讲话'") == [
        ("supplied", None)
    ]


def test_nothing_to_take_in_fails_with_the_reason(server: Server) -> None:
    run = server.run("one-off")
    assert run["state_type"] == "FAILED"
    assert "Nothing to ingest" in run["state"]["message"]


def test_the_server_logged_no_error(server: Server) -> None:
    log = (server.settings.prefect_home / "server.log").read_text("utf-8", "replace")
    assert [line for line in log.splitlines() if "ERROR" in line or "Traceback" in line] == []
