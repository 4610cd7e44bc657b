"""Cleaning pages in several processes, with their order kept. Bytes go to the workers, rows come back."""

import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from queue import SimpleQueue

from warehouse.sources.prepare import Prepared
from warehouse.sources.worker import Worker

# So many pages are cleaned in one process: by then others would not even have started.
ALONE = 40
_CHUNK_PAGES, _CHUNK_BYTES, _CHUNKS_AHEAD = 8, 1_000_000, 4
# How long an interrupt waits for the pages in hand.
_PATIENCE = 1.0


def all_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(eq=False, slots=True)
class _Chunk:
    """Pages that go to a worker together, and those of them that are done."""

    pages: list[Prepared]
    done: list[Prepared] = field(default_factory=list)


class Pool:
    """Worker processes, each watched by a thread of its own, and the chunks of pages submitted to them, oldest first."""

    def __init__(self, workers: int) -> None:
        self._workers = [Worker() for _ in range(workers)]
        self._idle = SimpleQueue[Worker]()
        self._reserves = self._workers[1:]
        self._window = deque[tuple[_Chunk, Future[None]]]()
        self._watchers = ThreadPoolExecutor(workers, "watcher")
        self._submitted = 0
        self._idle.put(self._workers[0])
        if _is_bare():
            self._workers[0].start("fork")  # It starts at once, with all that is imported here.

    def clean(self, many: Iterable[Prepared]) -> Iterator[Prepared]:
        """The pages cleaned, in their order. A page over its bound, or one whose cleaning ends its process, is refused.

        After an interrupt come those that are done soon; after any other error all that were read before it.

        Raises:
            NoWorkers: no process can be started.
            MemoryError: a worker had no more memory, though its page was within its bound.
        """
        try:
            for chunk in _chunks(many):
                self._submit(chunk)
                while self._window and (self._is_full() or self._window[0][1].done()):
                    yield from self._oldest()
            yield from self._drain()
        except Exception:
            yield from self._drain()  # What was read before the error is not lost.
            raise
        except KeyboardInterrupt:
            yield from self._salvage()
            raise

    def close(self) -> None:
        """Ends the workers, whatever they are at."""
        for one in self._workers:
            one.end()
        self._watchers.shutdown(cancel_futures=True)
        for one in self._workers:
            one.bury()

    def _submit(self, pages: list[Prepared]) -> None:
        chunk = _Chunk(pages)
        self._submitted += sum(page.data is not None for page in pages)
        if self._submitted > ALONE:
            while self._reserves:
                self._idle.put(self._reserves.pop())
        self._window.append((chunk, self._watchers.submit(self._watch, chunk)))

    def _is_full(self) -> bool:
        return len(self._window) > _CHUNKS_AHEAD * len(self._workers)

    def _watch(self, chunk: _Chunk) -> None:
        """In a thread: has a worker clean a chunk."""
        one = self._idle.get()
        try:
            for page in one.clean(chunk.pages):
                chunk.done.append(page)
        finally:
            self._idle.put(one)

    def _oldest(self) -> list[Prepared]:
        chunk, future = self._window[0]
        future.result()
        self._window.popleft()
        return chunk.done

    def _drain(self) -> Iterator[Prepared]:
        while self._window:
            yield from self._oldest()

    def _salvage(self) -> Iterator[Prepared]:
        """What is done after a last moment."""
        wait([future for _, future in self._window], _PATIENCE)
        self.close()
        while self._window:
            yield from self._window.popleft()[0].done


def _is_bare() -> bool:
    """Whether this process may be forked: it has one thread, and a system that does not mind."""
    return sys.platform == "linux" and hasattr(os, "fork") and threading.active_count() == 1


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
