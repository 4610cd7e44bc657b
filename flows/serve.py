"""`make serve`: a Prefect server, its worker and both deployments, all in one terminal, until Ctrl-C.

Everything listens on 127.0.0.1, obeys its owner alone, and keeps its state in one folder (.prefect), apart from other
Prefects of the user. It ends when its terminal closes or whatever started it ends.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from cleaners.errors import QinggaoError
from flows.service.children import LIFELINE, Child, ServeError, running, tail
from flows.service.lifeline import end_with_parent
from flows.service.owner import header, login_file, login_of
from flows.service.pool import job_template
from flows.settings import Settings, read_settings
from flows.terminal import say
from warehouse.inspect.own_pages import own_origins

POOL = "qinggao"
PORT = 4200
PATIENCE = 120  # seconds for the server to answer: a first start writes its database, some 15 s on two slow cores
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def api(port: int) -> str:
    """The address of the server's API."""
    return f"http://127.0.0.1:{port}/api"


def environment(port: int, settings: Settings, login: str) -> dict[str, str]:
    """The environment of every process here: our server, its login, our folders, no telemetry."""
    return {
        **os.environ,
        **settings.resolved().environment(),
        "PREFECT_HOME": str(settings.prefect_home.resolve()),
        "PREFECT_API_URL": api(port),  # the web pages read it, too
        "PREFECT_API_AUTH_STRING": login,
        "PREFECT_SERVER_API_AUTH_STRING": login,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(own_origins(port)),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": ",".join(filter(None, ["127.0.0.1", os.environ.get("NO_PROXY")])),
    }


def ask(url: str, body: object = None, login: str = "", timeout: float = 10) -> object:
    """The server's answer, parsed from JSON. With a body it is a POST. Raises urllib's URLError."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        url, data, {"Content-Type": "application/json", **(header(login) if login else {})}
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=timeout) as answer:
        return json.load(answer)


@contextmanager
def serving(port: int, settings: Settings) -> Iterator[list[Child]]:
    """Runs a server with both deployments and a worker until the block is left. Yields the two children."""
    _refuse_taken(port)
    home = settings.prefect_home
    env = environment(port, settings, login_of(home))
    settings.inbox.mkdir(parents=True, exist_ok=True)
    serve = [*LIFELINE, "flows.service.server", "--port", str(port)]
    work = [*LIFELINE, "prefect", "worker", "start", "--pool", POOL]
    with running("server", serve, env, home / "server.log") as server:
        wait_healthy(server, port)
        deploy(env, home)
        with running("worker", work, env, home / "worker.log") as worker:
            yield [server, worker]


def wait_healthy(server: Child, port: int, patience: float = PATIENCE) -> None:
    """Return once the server answers. Raises ServeError if it ends first or takes longer than `patience` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        server.check()
        try:
            ask(f"{api(port)}/health", timeout=2)
            return
        except OSError:  # not yet: refused or slow
            time.sleep(0.2)
    raise ServeError(f"The server gave no answer in {patience:.0f} s. The end of {server.log}:\n{tail(server.log)}")


def deploy(env: Mapping[str, str], home: Path) -> None:
    """Make the work pool and the deployments of prefect.yaml, or bring them up to date."""
    template = home / "pool.json"
    template.write_text(json.dumps(job_template()), "utf-8")
    pool = ["--type", "process", "--base-job-template", str(template.resolve()), "--overwrite"]
    _prefect(["work-pool", "create", POOL, *pool], env, home)
    _prefect(["--no-prompt", "deploy", "--all"], env, home)


def _prefect(arguments: list[str], env: Mapping[str, str], home: Path) -> None:
    command = f"`prefect {' '.join(arguments)}`"
    with running(command, [*LIFELINE, "prefect", *arguments], env, home / "deploy.log") as child:
        try:
            code = child.process.wait(PATIENCE)
        except subprocess.TimeoutExpired as error:
            raise ServeError(f"{command} took longer than {PATIENCE} s:\n{tail(child.log)}") from error
    if code:
        raise ServeError(f"{command} failed:\n{tail(child.log)}")


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServeError(
                f"Port {port} cannot be used ({error.strerror}): stop what runs there, or give another: make serve PORT={port + 1}"
            ) from error


def greeting(port: int, settings: Settings) -> str:
    """What is printed once everything runs."""
    home = settings.prefect_home.resolve()
    return f"""\
qinggao is up: http://127.0.0.1:{port}
  Log in:    paste the line that stands in {login_file(home)}; it is yours alone
  Scheduled: put files into {settings.inbox.resolve()}; every 10 minutes what is new goes into {settings.db.resolve()}
  One-off:   http://127.0.0.1:{port}/deployments, then one-off, Run; or, without Prefect: qinggao ingest FILE
  Logs:      {home}/server.log and worker.log
  Stop:      Ctrl-C"""


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # an impatient second Ctrl-C must not interrupt the shutdown
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C, SIGTERM, SIGHUP or the parent's end. Returns the exit code: 1 when something could not start
    or has ended."""
    parser = argparse.ArgumentParser(
        prog="python -m flows.serve", description="Run qinggao on a schedule with Prefect."
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"port of the server on 127.0.0.1 (default {PORT})")
    port = parser.parse_args(arguments).port
    for each in SIGNALS:
        signal.signal(each, _interrupt)
    end_with_parent(grace=20)
    try:
        settings = read_settings()
        say(["Starting the Prefect server; the first start takes some 20 seconds."])
        with serving(port, settings) as children:
            say(greeting(port, settings).splitlines())
            while True:
                for child in children:
                    child.check()
                time.sleep(0.5)
    except KeyboardInterrupt:
        say(["Stopped."])
        return 0
    except QinggaoError as error:
        say(str(error).splitlines(), err=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
