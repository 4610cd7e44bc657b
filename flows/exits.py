"""How `qinggao` ends: its exit codes, and errors as lines on stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from flows.terminal import say

FAULTY, UNREADABLE, INTERRUPTED, CUT_SHORT = 1, 3, 130, 141
_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")


class PipedGroup(click.Group):
    """Ends quietly, as Unix tools do, when whoever reads the output has had enough (`| head`)."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # else short output would meet the closed pipe only after the exit code is set
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.stdout, sys.stderr):  # Python flushes both once more when it ends
                os.dup2(nowhere, stream.fileno())
            sys.exit(CUT_SHORT)


class Stopped(KeyboardInterrupt):
    """A signal has asked the program to end, as Ctrl-C does."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.code = 128 + signum


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C, SIGTERM and SIGHUP raise Stopped, so that what is in hand can be brought to an end; a second ends the
    program at once. What is ignored (nohup) stays so.
    """
    import signal

    heard = [getattr(signal, name) for name in _STOPS if hasattr(signal, name)]

    def stop(signum: int, frame: object) -> None:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)
        raise Stopped(signum)

    before = {one: signal.getsignal(one) for one in heard}
    heard = [one for one in heard if before[one] != signal.SIG_IGN]
    for one in heard:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, before[one])


class reporting:
    """Turns an expected error into a line on stderr and an exit code, and an interrupt into exit code 130."""

    def __init__(self, code: int = FAULTY) -> None:
        self.code = code

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from cleaners.errors import QinggaoError

        if isinstance(error, KeyboardInterrupt):
            say(["Interrupted. What was taken in so far is on the shelf; run the same command to go on."], err=True)
            sys.exit(error.code if isinstance(error, Stopped) else INTERRUPTED)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            say([f"Error: {error.filename}: {error.strerror}."], err=True)
            sys.exit(self.code)
        if isinstance(error, QinggaoError):
            say([f"Error: {error}"], err=True)
            sys.exit(self.code)
