"""A stranger at the real Prefect server: another user of the machine, or a page in the owner's browser. None commands it."""

import json
import os
import socket
import stat
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from flows import serve
from flows.service.owner import header, login_file
from tests.flows.conftest import Server
from tests.flows.test_flows import rows
from tests.requests import request

PASTED = "同志们:\n这一段是外人想塞进来的,够长了,说的是值班的事情,谁值班谁签字,谁签字谁负责,不许代签。"


def answer(server: Server, headers: dict[str, str], path: str = "/api/flows/filter", body: object = None) -> int:
    return request(server.port, path, {} if body is None else body, headers).status


def test_only_the_owner_s_login_opens_the_api(server: Server) -> None:
    own = header(server.login)
    assert answer(server, own) == 200
    assert answer(server, {}) == 401
    assert answer(server, header("qinggao:wrong")) == 401
    assert answer(server, header("")) == 401


@pytest.mark.breaks("flows/service/server.py", "only_own_pages(with_policy(create_app(final=True), policy))", "create_app(final=True)")  # fmt: skip
def test_another_origin_or_host_is_refused_even_with_the_login(server: Server) -> None:
    own, port = header(server.login), server.port
    assert answer(server, {**own, "Origin": f"http://localhost:{port}", "Host": f"localhost:{port}"}) == 200
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{port + 1}", f"https://127.0.0.1:{port}"):
        assert answer(server, {**own, "Origin": origin}) == 403
    for host in (f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.1.evil.example:{port}"):
        assert answer(server, {**own, "Host": host}) == 421
    assert request(port, "/", None, {"Host": "evil.example"}).status == 421


def test_a_web_socket_of_another_origin_is_not_opened(server: Server) -> None:
    lines = [
        "GET /api/events/out HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: prefect",
        "Origin: {}", "", "",
    ]  # fmt: skip
    for origin, status in ((f"http://127.0.0.1:{server.port}", b"101"), ("http://evil.example", b"403")):
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            line.sendall("\r\n".join(lines).format(origin).encode())
            assert line.recv(100).split()[1] == status


def test_the_pages_reach_their_own_server_alone(server: Server) -> None:
    policy = request(server.port, "/v2/", None, {}).headers["content-security-policy"]
    own = f"127.0.0.1:{server.port} ", f"localhost:{server.port} "
    assert f"connect-src http://{own[0]}http://{own[1]}ws://{own[0]}ws://{own[1]}".strip() + ";" in policy
    assert "amplitude" not in policy


def test_the_login_is_in_its_file_alone(server: Server) -> None:
    home = server.settings.prefect_home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(login_file(home).stat().st_mode) == 0o600
    secret = server.login.partition(":")[2]
    assert len(secret) >= 40
    for log in home.glob("*.log"):
        assert secret not in log.read_text("utf-8", "replace")
    assert secret not in serve.greeting(server.port, server.settings)


@pytest.mark.breaks("flows/service/pool.py", '"additionalProperties": False', '"additionalProperties": True')
@pytest.mark.parametrize("variables", [{"command": "touch {}"}, {"env": {"QINGGAO_DB": "{}"}}, {"env.QINGGAO_DB": "{}"}, {"working_dir": "/"}], ids=str)  # fmt: skip
def test_a_run_brings_no_command_environment_or_folder(
    server: Server, tmp_path: Path, variables: dict[str, Any]
) -> None:
    made = tmp_path / "made"
    body = {"parameters": {"text": PASTED}, "job_variables": json.loads(json.dumps(variables).replace("{}", str(made)))}
    deployment = server.deployment("one-off")["id"]
    done = request(server.port, f"/api/deployments/{deployment}/create_flow_run", body, header(server.login))
    assert done.status == 422
    assert "Additional properties are not allowed" in done.text
    assert not made.exists()


def test_the_worker_takes_no_command_that_the_server_let_through(server: Server, tmp_path: Path) -> None:
    made = tmp_path / "made"
    flow = server.deployment("one-off")["flow_id"]
    variables = {"command": f"touch {made}", "env": {"QINGGAO_DB": str(made)}}
    body = {
        "flow_id": flow, "work_pool_name": serve.POOL, "job_variables": variables, "state": {"type": "SCHEDULED"},
    }  # fmt: skip
    run = server.ask("flow_runs/", body)  # a run without a deployment is not held against the template
    assert server.ended(run["id"])["state_type"] != "COMPLETED"
    assert not made.exists()


def shelved(server: Server) -> object:
    return server.settings.db.exists() and rows(server, "SELECT count(*) FROM pages")


def refused(server: Server, deployment: str, **parameters: object) -> str:
    """The message of a run that must fail, and shelve nothing."""
    before = shelved(server)
    run = server.run(deployment, **parameters)
    assert run["state_type"] == "FAILED", run["state"]
    assert shelved(server) == before
    return str(run["state"]["message"])


def test_paths_outside_and_links_to_them_are_refused(server: Server, inbox: Path, tmp_path: Path) -> None:
    outside, link = tmp_path / "secret.txt", inbox / "link.txt"
    outside.write_text(PASTED, "utf-8")
    link.symlink_to(outside)
    try:
        for path in (link, login_file(server.settings.prefect_home)):
            assert "lies outside the folders in which flows may read" in refused(server, "one-off", paths=[str(path)])
    finally:
        link.unlink()
    assert "lies outside the folders in which flows may read" in refused(server, "inbox", folder=str(tmp_path))


def test_a_link_in_the_inbox_is_refused_alone(server: Server, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PASTED, "utf-8")
    link = inbox / "linked"
    link.symlink_to(tmp_path)
    try:
        run = server.run("one-off", paths=[str(inbox)])
    finally:
        link.unlink()
    assert run["state_type"] == "COMPLETED"
    assert [row for row in rows(server, "SELECT message FROM quarantine") if "lies outside the folders" in str(row)]
    assert rows(server, "SELECT count(*) FROM speeches WHERE body LIKE '%不许代签%'") == [(0,)]


def test_only_the_service_s_own_database_is_written(server: Server, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert f"flows write to {server.settings.db} alone" in refused(server, "one-off", text=PASTED, db=str(other))
    assert not other.exists()
    assert not os.listdir(tmp_path)


def test_a_stranger_s_call_makes_no_run(server: Server) -> None:
    path = f"/api/deployments/{server.deployment('one-off')['id']}/create_flow_run"
    before = server.ask("flow_runs/count", {})
    assert answer(server, {}, path, {"parameters": {"text": PASTED}}) == 401
    assert server.ask("flow_runs/count", {}) == before
    with pytest.raises(HTTPError, match="401"):
        serve.ask(f"{serve.api(server.port)}/flow_runs/count", {})
