"""Bounds on the work at one page: how long it may take, and how much memory.

The process that is at work holds them itself. A second process to watch it would cost a short command a sixth of a
Python's start; what is done here costs microseconds. Each hold is there for what escapes the one before:

- an alarm interrupts the work: Python, what sleeps, and patterns, for the engine of `re` looks at signals;
- C code that looks at none is ended by the kernel, with its process, once it has had so much processor time; the place
  that it was at goes to stderr;
- memory past the limit is not given, which is a MemoryError.

Workers are watched from outside as well (`warehouse/sources/worker.py`).
"""

import faulthandler
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType, TracebackType
from typing import NamedTuple, TypeVar

from cleaners.errors import TooHungry, TooSlow

try:
    import resource
except ImportError:  # Windows has none.
    resource = None  # type: ignore[assignment]

# The slowest pages known take 1.7 s and 25 MB for each MB, and the process itself 70 MB.
SECONDS, SECONDS_PER_MB = 5.0, 5.0
MEMORY, MEMORY_PER_BYTE = 600_000_000, 30
# How much later those who watch from outside, and the kernel, end what does not heed the alarm.
GRACE = 2.0
_AGAIN = 1.0
_STATM = "/proc/self/statm"

Result = TypeVar("Result")


class Bound(NamedTuple):
    """How many seconds a page may take, and how many bytes of memory more than the process has."""

    seconds: float
    memory: int

    @classmethod
    def of(cls, size: int) -> "Bound":
        """The bound of a page of so many bytes.

        >>> Bound.of(2_000_000)
        Bound(seconds=15.0, memory=660000000)
        """
        return cls(SECONDS + SECONDS_PER_MB * size / 1_000_000, MEMORY + MEMORY_PER_BYTE * size)

    def too_slow(self, name: str, doing: str) -> TooSlow:
        words = f"{name}: it takes more than {self.seconds:.0f} seconds, so it was given up while {doing}."
        return TooSlow(f"{words} Report it with the page, or split it.")


class _Overdue(BaseException):
    """The alarm: no handler of ordinary errors may take it for one of its own."""


def bounded(name: str, size: int, work: Callable[[], Result]) -> Result:
    """What `work` makes of a page, which messages call `name`, of `size` bytes. Only in the main thread.

    Raises:
        TooSlow, TooHungry: it takes more than its bound. The message tells what it was at.
        MemoryError: there was no more memory, though it had not taken more than its bound.
    """
    bound = Bound.of(size)
    is_rationed = False
    try:
        with _timed(bound.seconds), _rationed(bound.memory) as is_rationed:
            return work()
    except _Overdue as error:
        doing = _doing(error.__traceback__)
    except MemoryError as error:
        if not is_rationed:
            raise
        words = f"{name}: it takes more than {bound.memory // 1_000_000:,} MB of memory, so it was given up while"
        raise TooHungry(f"{words} {_doing(error.__traceback__)}. Report it with the page, or split it.") from None
    raise bound.too_slow(name, doing)


def unheld() -> tuple[str, ...]:
    """The bounds that nothing holds on this system."""
    return () if _can_ration() else ("memory",)


def tell_where(file: int) -> None:
    """From now on, where the kernel ends this process for its processor time, or another does so by SIGXCPU, the place
    that it was at is written to the file descriptor `file`.
    """
    if resource is not None and hasattr(faulthandler, "register"):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        faulthandler.register(signal.SIGXCPU, file=file, all_threads=False, chain=True)


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        # The other means: a thread that needs nothing of Python ends the process, and tells where it was.
        faulthandler.dump_traceback_later(seconds, exit=True, file=2)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
        return
    before = signal.signal(signal.SIGALRM, _ring)
    limits = _limit_processor_time(seconds)
    try:
        # It rings again where something took the first for an error of its own.
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if limits:
            resource.setrlimit(resource.RLIMIT_CPU, limits)


def _ring(signum: int, frame: FrameType | None) -> None:
    raise _Overdue


def _limit_processor_time(seconds: float) -> tuple[int, int] | None:
    """Has the kernel end this process after so many seconds of processor time and some. The limits before, if so."""
    if resource is None:
        return None
    limits = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time() + seconds + GRACE) + 1
    return limits if _lower(resource.RLIMIT_CPU, limits, wanted) else None


@contextmanager
def _rationed(memory: int) -> Iterator[bool]:
    """Gives this process only so many bytes more. Whether that is the limit that holds, not a lower one."""
    if not _can_ration():
        yield False
        return
    limits = resource.getrlimit(resource.RLIMIT_AS)
    is_ours = _lower(resource.RLIMIT_AS, limits, _taken_at_first() + memory)
    try:
        yield is_ours
    finally:
        if is_ours:
            resource.setrlimit(resource.RLIMIT_AS, limits)


def _can_ration() -> bool:
    return resource is not None and hasattr(resource, "RLIMIT_AS") and os.path.exists(_STATM)


def _lower(what: int, limits: tuple[int, int], wanted: int) -> bool:
    """Lowers a limit, unless it is lower already."""
    if any(limit != resource.RLIM_INFINITY and limit < wanted for limit in limits):
        return False
    resource.setrlimit(what, (wanted, limits[1]))
    return True


@cache
def _taken_at_first() -> int:
    """How many bytes of addresses this process had when it took up its first page."""
    with open(_STATM) as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _doing(trace: TracebackType | None) -> str:
    """What the work was at: reading or cleaning, by which rule, and where in the code."""
    doing, rule, place = "reading", "", ""
    while trace:
        frame, trace = trace.tb_frame, trace.tb_next
        if frame.f_globals.get("__name__") in (__name__, "re"):
            continue
        code = frame.f_code
        doing = "cleaning" if code.co_name == "clean" else doing
        rule = getattr(frame.f_locals.get("rule"), "id", rule)
        place = f"{os.path.basename(code.co_filename)}:{frame.f_lineno} in {code.co_name}"
    return f"{doing} ({', '.join(filter(None, [rule and f'rule {rule}', place]))})"
