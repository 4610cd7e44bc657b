"""Child processes: started with a log, asked whether they still run, and ended with all that they started."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cleaners.errors import QinggaoError
from flows.service.lifeline import GRACE

PROJECT = Path(__file__).resolve().parents[2]
# Runs the module named next; it ends when we do.
LIFELINE = [sys.executable, "-m", "flows.service.lifeline"]


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
            raise ServeError(f"The {self.name} has ended (exit code {code}). The end of {self.log}:\n{tail(self.log)}")

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


@contextmanager
def running(name: str, command: list[str], env: Mapping[str, str], log: Path) -> Iterator[Child]:
    """A child process, which is ended with all that it started when the block is left."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
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


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
