"""Cleaning pages on several cores, with their order kept. Bytes go to the workers, rows come back."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from threading import Thread
from types import ModuleType

from cleaners.errors import Unreadable
from warehouse.errors import NoWorkers
from warehouse.sources.prepare import Prepared, clean, refused

# So many pages are cleaned in this process: by then workers would not even have started.
UNPOOLED = 40
# Not fork, which breaks the threads that this process may have.
METHOD = "spawn"
_CHUNK_PAGES, _CHUNK_BYTES, _CHUNKS_AHEAD = 8, 1_000_000, 4


class WorkerDied(Unreadable):
    """The process cleaning the page died: ended by the system for want of memory, or by a fault in a library."""


def all_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cleaned(many: Iterable[Prepared], workers: int) -> Generator[Prepared, None, None]:
    """The pages cleaned, in their order. With several `workers`, all but the first few are cleaned in other processes.

    A page whose cleaning ends its process is refused as WorkerDied.

    Raises:
        NoWorkers: no process can be started.
    """
    pages = iter(many)
    if workers == 1:
        yield from map(clean, pages)
        return
    unpooled = UNPOOLED
    for page in pages:
        unpooled -= page.data is not None
        if unpooled < 0:
            pool = _Pool(workers)
            try:
                yield from pool.clean(chain([page], pages))
            finally:
                pool.close()
        else:
            yield clean(page)


class _Pool:
    """Worker processes, and the chunks of pages submitted to them, oldest first."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.executor = self._start()
        self.window = deque[tuple[list[Prepared], Future[list[Prepared]]]]()

    def clean(self, many: Iterable[Prepared]) -> Iterator[Prepared]:
        try:
            for chunk in _chunks(many):
                self.window.append((chunk, self._submit(chunk)))
                if len(self.window) > _CHUNKS_AHEAD * self.workers:
                    yield from self._oldest_results()
        except (Exception, KeyboardInterrupt):
            yield from self._drain()  # What was read before the error is not lost.
            raise
        yield from self._drain()

    def close(self) -> None:
        self.executor.shutdown(cancel_futures=True)

    def _drain(self) -> Iterator[Prepared]:
        while self.window:
            yield from self._oldest_results()

    def _oldest_results(self) -> list[Prepared]:
        if isinstance(self.window[0][1].exception(), BrokenProcessPool):
            self._recover()
        results = self.window[0][1].result()
        self.window.popleft()
        return results

    def _submit(self, pages: list[Prepared]) -> "Future[list[Prepared]]":
        if all(page.data is None for page in pages):
            return _done(pages)
        try:
            return self._send(pages)
        except BrokenProcessPool:
            self._recover()
            return self._send(pages)

    def _send(self, pages: list[Prepared]) -> "Future[list[Prepared]]":
        with _starting_workers():
            return self.executor.submit(_clean_all, pages)

    def _recover(self) -> None:
        """After a worker died: cleans the pages that were in hand one at a time, to find the one that kills workers."""
        self._restart()
        for i, (pages, future) in enumerate(self.window):
            if isinstance(future.exception(), BrokenProcessPool):
                self.window[i] = pages, _done([self._clean_alone(page) for page in pages])

    def _clean_alone(self, page: Prepared) -> Prepared:
        if page.data is None:
            return page
        try:
            return self._send([page]).result()[0]
        except BrokenProcessPool:
            self._restart()
            words = f"{page.incoming.label}: cleaning it ended the process that did so, perhaps for want of memory."
            return refused(page, WorkerDied(f"{words} Free some and ingest it again, or split it."))

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, multiprocessing.get_context(METHOD), _initialize)

    def _restart(self) -> None:
        self.close()
        self.executor = self._start()
        try:
            self._send([]).result()
        except BrokenProcessPool as error:
            raise NoWorkers("No process can be started to clean pages in. Run again with one worker.") from error


def _chunks(many: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """The pages in chunks of limited number and size; on an error, first those read before it."""
    chunk = list[Prepared]()
    try:
        for one in many:
            chunk.append(one)
            if len(chunk) == _CHUNK_PAGES or sum(len(page.data or b"") for page in chunk) > _CHUNK_BYTES:
                yield chunk
                chunk = []
    except (Exception, KeyboardInterrupt):
        yield chunk
        raise
    yield chunk


def _done(pages: list[Prepared]) -> "Future[list[Prepared]]":
    future = Future[list[Prepared]]()
    future.set_result(pages)
    return future


@contextmanager
def _starting_workers() -> Iterator[None]:
    """While workers may start: hides the program's main module, which `spawn` would run again in each, and blocks
    interrupts, which the parent handles.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    can_block = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if can_block else set[int]()
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _initialize() -> None:
    """In a new worker: it ignores interrupts, which the parent handles, and ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _clean_all(pages: list[Prepared]) -> list[Prepared]:
    return [clean(page) for page in pages]
