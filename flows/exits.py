"""How `qinggao` ends: its exit codes, and errors as lines on stderr."""

import os
import sys

import click

from flows.terminal import say

FAULTY, UNREADABLE, INTERRUPTED, CUT_SHORT = 1, 3, 130, 141


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


class reporting:
    """Turns an expected error into a line on stderr and an exit code, and an interrupt into exit code 130."""

    def __init__(self, code: int = FAULTY) -> None:
        self.code = code

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from cleaners.errors import QinggaoError

        if isinstance(error, KeyboardInterrupt):
            say(["Interrupted. What was taken in so far is on the shelf; run the same command to go on."], err=True)
            sys.exit(INTERRUPTED)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            say([f"Error: {error.filename}: {error.strerror}."], err=True)
            sys.exit(self.code)
        if isinstance(error, QinggaoError):
            say([f"Error: {error}"], err=True)
            sys.exit(self.code)
