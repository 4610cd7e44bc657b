"""Timing a pattern in a process of its own, which is ended when a match takes too long."""

import json
import re
import sys
from select import select
from statistics import median
from subprocess import PIPE, Popen
from time import process_time
from types import TracebackType

from cleaners.rules.linear import Method

_START = (sys.executable, "-m", "tests.stopwatch")


class Stopwatch:
    """Times of matches, in seconds of the processor's; infinite where one was given up after `limit` seconds."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._process = self._started()

    def __enter__(self) -> "Stopwatch":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def time(self, pattern: str | bytes, flags: int, method: Method, text: str, again: int = 1) -> float:
        """The median time of `again` matches of a pattern."""
        assert self._process.stdin and self._process.stdout
        is_bytes = isinstance(pattern, bytes)
        task = (
            pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern,
            is_bytes,
            flags,
            method,
            text,
            again,
        )
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        if select([self._process.stdout], [], [], self.limit)[0]:
            return float(self._process.stdout.readline())
        self._end()
        self._process = self._started()
        return float("inf")

    @staticmethod
    def _started() -> "Popen[str]":
        return Popen(_START, stdin=PIPE, stdout=PIPE, text=True)

    def _end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _serve() -> None:
    """Answers each task that comes on a line."""
    for line in sys.stdin:
        pattern, is_bytes, flags, method, text, again = json.loads(line)
        print(_timed(pattern, is_bytes, flags, method, text, again), flush=True)


def _timed(pattern: str, is_bytes: bool, flags: int, method: str, text: str, again: int) -> float:
    use = re.compile(pattern.encode("latin-1") if is_bytes else pattern, flags)
    subject = text.encode("utf-8") if is_bytes else text
    times = []
    for _ in range(again):
        start = process_time()
        if method == "search":
            sum(1 for _ in use.finditer(subject))  # type: ignore[arg-type]
        else:
            getattr(use, method)(subject)
        times.append(process_time() - start)
    return median(times)


if __name__ == "__main__":
    _serve()
