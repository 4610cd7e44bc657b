"""One real Prefect server with its worker, for all tests of a run."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError

import pytest

from flows import serve
from flows.service.owner import login_of
from flows.settings import Settings

PATIENCE = 90


@contextmanager
def suppress_busy() -> Iterator[None]:
    try:
        yield
    except HTTPError as error:
        if error.code != 503:
            raise


class Server(NamedTuple):
    """A running server: its port, and the folders it works with."""

    port: int
    settings: Settings

    @property
    def login(self) -> str:
        return login_of(self.settings.prefect_home)

    def ask(self, path: str, body: object = None) -> Any:
        """The server's answer; 503 says that its own database is busy, and to ask again."""
        for _ in range(20):
            with suppress_busy():
                return serve.ask(f"{serve.api(self.port)}/{path}", body, self.login)
            time.sleep(0.5)
        return serve.ask(f"{serve.api(self.port)}/{path}", body, self.login)

    def deployment(self, name: str) -> dict[str, Any]:
        return self.ask(f"deployments/name/{name}/{name}")  # type: ignore[no-any-return]

    def run(self, name: str, **parameters: object) -> dict[str, Any]:
        """Run a deployment through the worker, and wait for its end."""
        deployment = self.deployment(name)["id"]
        run = self.ask(
            f"deployments/{deployment}/create_flow_run", {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        )
        return self.ended(run["id"])

    def ended(self, run_id: str) -> dict[str, Any]:
        """A run, once it has ended."""
        return until(lambda: self._ended(run_id))  # type: ignore[no-any-return]

    def _ended(self, run_id: str) -> dict[str, Any] | None:
        run = self.ask(f"flow_runs/{run_id}")
        return run if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def until(found: Any, patience: float = PATIENCE) -> Any:
    """What `found` gives as soon as it gives anything."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.3)
    raise AssertionError(f"nothing came in {patience} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("serve")
    settings = Settings(place / "warehouse.db", place / "inbox", place / "prefect")
    os.environ["PREFECT_WORKER_QUERY_SECONDS"] = "1"
    with serve.serving(port := free_port(), settings):
        yield Server(port, settings)


@pytest.fixture
def inbox(server: Server) -> Path:
    """The inbox, with two speeches and a picture that have lain there for a while."""
    folder = server.settings.inbox
    pages = {
        "甲.txt": "在全区河道清淤会议上的讲话\n同志们:\n清淤是一件苦差事,淤泥里有陈年的账,也有群众的盼头。".encode() + "河里干净一寸,人心就近一分。".encode() * 4,
        "乙.txt": "各位家长:\n孩子第一次离家住校,夜里会想家,也会偷偷地哭。老师会去查铺,把被子掖好。这封信是想请大家放心,也请大家少打电话多写信。".encode("gb18030"),
        "丙.txt": b"\x89PNG\r\n\x1a\n" + bytes(500),
    }  # fmt: skip
    for name, data in pages.items():
        path = folder / name
        if not path.exists():
            path.write_bytes(data)
            os.utime(path, (time.time() - 60,) * 2)
    return folder
