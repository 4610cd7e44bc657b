"""`make serve`: a Prefect server, its worker and both deployments, all in one terminal, until Ctrl-C.

Everything listens on 127.0.0.1 and keeps its state in one folder (.prefect), apart from other Prefects of the user.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from cleaners.errors import QinggaoError
from flows.settings import Settings, read_settings
from flows.terminal import say

PROJECT = Path(__file__).resolve().parent.parent
POOL = "qinggao"
PORT = 4200
PATIENCE = 120  # seconds for the server to answer: a first start writes its database, some 15 s on two slow cores
GRACE = 10  # seconds for a child to end by itself


class ServeError(QinggaoError):
    """The server or its worker cannot start, or has ended."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that we started as leader of its own process group, and the file of its output."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raise ServeError with the last lines of the log if the process has ended."""
        code = self.process.poll()
        if code is not None:
            raise ServeError(f"The {self.name} has ended (exit code {code}). The end of {self.log}:\n{_tail(self.log)}")

    def stop(self) -> None:
        """End the child and all that it started."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self._signal(signal.SIGKILL)
        self.process.wait(GRACE)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # no process is left in the group
            os.killpg(self.process.pid, number)


def api(port: int) -> str:
    """The address of the server's API."""
    return f"http://127.0.0.1:{port}/api"


def environment(port: int, settings: Settings) -> dict[str, str]:
    """The environment of every process here: our server, our folders, no telemetry."""
    return {
        **os.environ,
        "QINGGAO_DB": str(settings.db.resolve()),
        "QINGGAO_INBOX": str(settings.inbox.resolve()),
        "PREFECT_HOME": str(settings.prefect_home.resolve()),
        "PREFECT_API_URL": api(port),  # the web pages read it, too
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": ",".join(filter(None, ["127.0.0.1", os.environ.get("NO_PROXY")])),
    }


def ask(url: str, body: object = None, timeout: float = 10) -> object:
    """The server's answer, parsed from JSON. With a body it is a POST. Raises urllib's URLError."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=timeout) as answer:
        return json.load(answer)


@contextmanager
def running(name: str, arguments: list[str], env: Mapping[str, str], log: Path) -> Iterator[Child]:
    """A child process, which is ended with all that it started when the block is left."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=env,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl-C reaches us alone, and we stop the worker before the server
        )
    child = Child(name, process, log)
    try:
        yield child
    finally:
        child.stop()


@contextmanager
def serving(port: int, settings: Settings) -> Iterator[list[Child]]:
    """Runs a server with both deployments and a worker until the block is left. Yields the two children."""
    _refuse_taken(port)
    home = settings.prefect_home
    for folder in (home, settings.inbox):
        folder.mkdir(parents=True, exist_ok=True)
    env = environment(port, settings)
    start = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with running("server", start, env, home / "server.log") as server:
        wait_healthy(server, port)
        deploy(env)
        with running(
            "worker", ["-m", "prefect", "worker", "start", "--pool", POOL], env, home / "worker.log"
        ) as worker:
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
    raise ServeError(f"The server gave no answer in {patience:.0f} s. The end of {server.log}:\n{_tail(server.log)}")


def deploy(env: Mapping[str, str]) -> None:
    """Make the work pool and the deployments of prefect.yaml, or bring them up to date."""
    _prefect(["work-pool", "create", POOL, "--type", "process", "--overwrite"], env)
    _prefect(["--no-prompt", "deploy", "--all"], env)


def _prefect(arguments: list[str], env: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments],
        env=env,
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise ServeError(f"`prefect {' '.join(arguments)}` failed:\n{done.stdout}")


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServeError(
                f"Port {port} cannot be used ({error.strerror}): stop what runs there, or give another: make serve PORT={port + 1}"
            ) from error


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def greeting(port: int, settings: Settings) -> str:
    """What is printed once everything runs."""
    return f"""\
qinggao is up: http://127.0.0.1:{port}
  Scheduled: put files into {settings.inbox.resolve()}; every 10 minutes what is new goes into {settings.db.resolve()}
  One-off:   http://127.0.0.1:{port}/deployments, then one-off, Run; or, without Prefect: qinggao ingest FILE
  Logs:      {settings.prefect_home.resolve()}/server.log and worker.log
  Stop:      Ctrl-C"""


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # an impatient second Ctrl-C must not interrupt the shutdown
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM. Returns the exit code: 1 when something could not start or has ended."""
    parser = argparse.ArgumentParser(
        prog="python -m flows.serve", description="Run qinggao on a schedule with Prefect."
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"port of the server on 127.0.0.1 (default {PORT})")
    port = parser.parse_args(arguments).port
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _interrupt)
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
