"""A process that cleans pages one by one, watched by the one that started it: what is over its bound is ended."""

import gc
import multiprocessing
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock, Thread
from types import ModuleType

from cleaners.errors import Unreadable
from warehouse.bounds import GRACE, Bound, tell_where
from warehouse.errors import NoWorkers
from warehouse.sources.prepare import Prepared, clean, refused, size_of

# Not fork, which breaks the threads that this process may have.
METHOD = "spawn"
# What stops a program is for the process that started the workers to know.
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_START_SECONDS, _END_SECONDS, _LOOK_SECONDS, _MOST_DUMPED = 120.0, 1.0, 0.5, 60_000
_FRAME = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')
_starting = Lock()


class WorkerDied(Unreadable):
    """The process cleaning the page died: ended by the system for want of memory, or by a fault in a library."""


class Ended(Exception):
    """The worker was ended, whatever it was at."""


class Worker:
    """A process that cleans pages. It is started when it is first needed, and anew after it has ended."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._is_new = self._is_at_work = self._is_ended = False

    def start(self, method: str) -> None:
        """Starts the process; `method` is one of multiprocessing's."""
        context = multiprocessing.get_context(method)
        with _starting, _as_a_bare_program():
            self._pipe, theirs = context.Pipe()
            self._dump, their_dump = context.Pipe(duplex=False)
            process = context.Process(target=serve, args=(theirs, their_dump), daemon=True)  # type: ignore[attr-defined]
            process.start()
            theirs.close()
            their_dump.close()
        self._process, self._is_new = process, True

    def clean(self, pages: list[Prepared]) -> Iterator[Prepared]:
        """The pages cleaned, in their order. One that takes more than its bound, or ends the process, is refused.

        Raises:
            NoWorkers: no process can be started.
            MemoryError: the process had no more memory, though the page was within its bound.
            Ended: `end` was called meanwhile.
        """
        self._is_at_work = False
        for at, page in enumerate(pages):
            if page.data is None:
                yield page
                continue
            if not self._is_at_work:
                self._hand_out([later for later in pages[at:] if later.data is not None])
            yield self._outcome(page)

    def end(self) -> None:
        """Ends the process at once, and for good. Any thread may call this."""
        self._is_ended = True
        if self._process:
            _kill(self._process)

    def bury(self) -> None:
        """Ends the process, and frees what it had."""
        process, self._process, self._is_at_work = self._process, None, False
        if process:
            _kill(process)
            process.join()
            self._pipe.close()
            self._dump.close()

    def _hand_out(self, pages: list[Prepared]) -> None:
        """Sends the pages to the process, or to a new one if it has ended since it was last needed."""
        if self._process and not self._process.is_alive():
            self.bury()
        if self._is_ended:
            raise Ended
        if not self._process:
            self.start(METHOD)
        try:
            if self._is_new and self._pipe.poll(_START_SECONDS):
                self._pipe.recv()
            self._pipe.send(pages)
        except (EOFError, OSError) as error:
            self._check_end()
            self.bury()
            words = "No process can be started to clean pages in. See that there is memory for it, then run again."
            raise NoWorkers(words) from error
        self._is_new, self._is_at_work = False, True

    def _outcome(self, page: Prepared) -> Prepared:
        """A page as it comes back, or refused."""
        bound, name = Bound.of(size_of(page)), page.incoming.label
        try:
            if not self._pipe.poll(bound.seconds + GRACE):
                return refused(page, bound.too_slow(name, self._last_place()))
            done: Prepared | MemoryError = self._pipe.recv()
        except (EOFError, OSError):
            self._check_end()
            self.bury()
            words = f"{name}: cleaning it ended the process that did so, perhaps for want of memory."
            return refused(page, WorkerDied(f"{words} Free some and ingest it again, or split it."))
        if isinstance(done, MemoryError):
            raise done
        if done.refusal and done.refusal.is_costly:
            self.bury()  # What the page has left behind in the process is not for other pages to bear.
        return done

    def _check_end(self) -> None:
        if self._is_ended:
            raise Ended

    def _last_place(self) -> str:
        """Ends the process, and has it tell what it was at."""
        assert self._process and self._process.pid
        with suppress(OSError, AttributeError):
            os.kill(self._process.pid, signal.SIGXCPU)
            self._process.join(_END_SECONDS)
        _kill(self._process)
        dump = os.read(self._dump.fileno(), _MOST_DUMPED).decode("utf-8", "replace") if self._dump.poll() else ""
        self._check_end()
        self.bury()
        frames = list(takewhile(lambda frame: frame[2] != "bounded", _FRAME.findall(dump)))
        doing = "cleaning" if any(name == "clean" for _, _, name in frames) else "reading"
        return f"{doing} ({_place(*frames[0])})" if frames else "reading or cleaning"


def _place(path: str, line: str, function: str) -> str:
    return f"{os.path.basename(path)}:{line} in {function}"


def serve(pipe: Connection, dump: Connection) -> None:
    """In a worker: cleans the pages that come through the pipe, until it closes or the parent ends."""
    if hasattr(os, "setsid"):
        os.setsid()
    for one in _SIGNALS:
        signal.signal(one, signal.SIG_IGN)
    tell_where(dump.fileno())
    _end_with_parent()
    # What is here now is no garbage, and a page makes little of it.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    pipe.send("ready")
    with suppress(EOFError, OSError):
        while True:
            for page in pipe.recv():
                pipe.send(_cleaned(page))


def _cleaned(page: Prepared) -> Prepared | MemoryError:
    try:
        return clean(page)
    except MemoryError as error:
        return MemoryError(*error.args)


def _end_with_parent() -> None:
    """Has this process end when its parent does: by a thread, and where a page gives threads no turn, by a timer."""
    parent = multiprocessing.parent_process()
    assert parent

    def wait() -> None:
        parent.join()
        os._exit(1)

    def look(signum: int, frame: object) -> None:
        if os.getppid() != parent.pid:
            os._exit(1)

    Thread(target=wait, daemon=True).start()
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGVTALRM, look)
        signal.setitimer(signal.ITIMER_VIRTUAL, _LOOK_SECONDS, _LOOK_SECONDS)


def _kill(process: BaseProcess) -> None:
    """Ends a process and all that it started."""
    assert process.pid
    with suppress(OSError, AttributeError):  # It has no group yet, or the system knows none.
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


@contextmanager
def _as_a_bare_program() -> Iterator[None]:
    """While a worker starts: hides the program's main module, which `spawn` would run again in it, and blocks the
    signals that it will ignore.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    can_block = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS) if can_block else set[int]()
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
