"""Ingest: read, clean, and shelve or quarantine every source, in batches, as one run.

A batch is one transaction, and each page a savepoint in it. A fault of a page puts that page in quarantine; a fault of
the warehouse rolls the batch back and stops the run; a program that is killed leaves no page half shelved.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

import cleaners
from warehouse import indexes, store
from warehouse.bounds import unheld
from warehouse.errors import WarehouseError, explained
from warehouse.incoming import MAX_BYTES, Incoming, shown
from warehouse.opening import open_warehouse
from warehouse.sources.archives import opened
from warehouse.sources.pool import Pool, all_cores
from warehouse.sources.prepare import Prepared, prepare, readable
from warehouse.sources.walk import fresh, walk
from warehouse.tables import quarantine, runs
from warehouse.tables.database import writing
from warehouse.tables.originals import Originals, path_beside
from warehouse.tables.places import Place, place_of
from warehouse.tables.quarantine import Refusal

__all__ = ["Incoming", "Refused", "Summary", "fresh", "ingest", "walk"]

BATCH_PAGES = 100
BATCH_BYTES = 20_000_000


class Refused(NamedTuple):
    """A source that went to quarantine."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the sources of a run. `seen` is the sum of these counts:

    loaded: new pages with at least one new speech; duplicates: new pages whose speeches were all on the shelf already;
    no_speech: new pages without a speech; unchanged: bytes that were on the shelf already; quarantined: refused.
    `left_out` counts files that are no pages, by ending or media type; `seen` does not include them. `unheld` names
    the bounds on pages that this system cannot hold.
    """

    run_id: int
    seen: int
    loaded: int
    unchanged: int
    duplicates: int
    no_speech: int
    quarantined: int
    refused: tuple[Refused, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    unheld: tuple[str, ...] = ()


def ingest(
    sources: Iterable[Incoming],
    db: Path,
    *,
    trigger: str = "cli",
    flow_run_id: str | None = None,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[str], None] | None = None,
    workers: int | None = None,
) -> Summary:
    """Takes sources into the warehouse at `db`, which is created if it is not there. Files are only read, archives are
    opened, and a page of more than `max_bytes` is refused. Pages are cleaned in `workers` processes, by default one a
    core, and never in this one. `progress` is called with the name of each source that is done.

    Raises:
        WarehouseError: the warehouse fails (locked, full, damaged); batches committed before stay.
        OutOfMemory: the system gives no more memory; what was cleaned so far is shelved.
        KeyboardInterrupt: after the pages cleaned so far were shelved.
    """
    db = Path(db)
    with (
        explained(db),
        closing(Pool(workers or all_cores())) as pool,
        closing(open_warehouse(db)) as shelf,
        closing(Originals.beside(db)) as originals,
    ):
        run = _Run(shelf, originals, runs.start(shelf, trigger, flow_run_id, cleaners.BUILT_IN))
        found = opened(_without_own_files(sources, db), max_bytes)
        pages = (prepare(one, max_bytes, run.is_held, run.put_off) for one in found)
        with _ending(run):
            for prepared in pool.clean(readable(pages)):
                run.take(prepared)
                if progress:
                    progress(prepared.incoming.label)
    return run.summary


class _Run:
    """A run of the intake: takes prepared sources one by one, and shelves them in batches."""

    def __init__(self, db: Database, originals: Originals, id: int) -> None:
        self.db, self.originals, self.id = db, originals, id
        self.counts: Counter[str] = Counter()
        self.refused: list[Refused] = []
        self.left_out: Counter[str] = Counter()
        self.pending: list[Prepared] = []
        self.archives: list[Incoming] = []

    def is_held(self, sha256: str) -> bool:
        return store.page_of(self.db, sha256) is not None

    def put_off(self, sha256: str, label: str) -> Refusal | None:
        return quarantine.waiting(self.db, sha256, label)

    def take(self, prepared: Prepared) -> None:
        incoming = prepared.incoming
        if incoming.left_out:
            self.left_out[incoming.left_out] += 1
        elif incoming.read_through:
            self.archives.append(incoming)
        else:
            self.pending.append(prepared)
        weight = sum(p.loaded.size for p in self.pending if p.rows and p.loaded)
        # A costly page is entered at once, so that a run after a kill does not meet it again.
        is_costly = prepared.refusal is not None and prepared.refusal.is_costly and prepared.refusal.is_new
        if len(self.pending) >= BATCH_PAGES or weight >= BATCH_BYTES or is_costly:
            self.flush()

    def flush(self) -> None:
        """Shelves the pending batch, all or nothing. Originals are committed first: no shelved page lacks them."""
        with writing(self.db):
            originals = (p.original for p in self.pending if p.original)
            self.originals.keep(original for original in originals if not self.is_held(original.sha256))
            outcomes = [self._shelve_or_refuse(prepared) for prepared in self.pending]
            counts = self.counts + Counter(outcome for outcome, _ in outcomes)
            indexes.refresh(self.db, self._entries())
            for archive in self.archives:
                store.note_archive(self.db, archive, self._place(archive), self.id)
            runs.count(self.db, self.id, counts)
        self.counts, self.pending, self.archives = counts, [], []
        self.refused += [refused for _, refused in outcomes if refused]

    def _shelve_or_refuse(self, prepared: Prepared) -> tuple[str, Refused | None]:
        """Shelves one page or puts it in quarantine. Returns the outcome and, in quarantine, the refusal."""
        refusal = prepared.refusal
        if refusal is None:
            try:
                with self.db.atomic():
                    return self._shelve(prepared), None
            except Exception as error:
                is_sqlites = isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError)
                if is_sqlites or isinstance(error, WarehouseError | MemoryError):
                    raise  # The warehouse's fault, not the page's.
                refusal = Refusal.of(error, prepared.incoming)
        if refusal.is_new:
            place = self._place(prepared.incoming)
            quarantine.put(self.db, prepared.incoming, place, prepared.loaded, refusal)
        return "quarantined", Refused(prepared.incoming.label, refusal.message)

    def _shelve(self, prepared: Prepared) -> str:
        incoming, loaded, page = prepared.incoming, prepared.loaded, prepared.rows
        assert loaded is not None
        page_id, outcome = store.page_of(self.db, loaded.sha256), "unchanged"
        if page_id is None:
            assert page is not None
            page_id, outcome = store.shelve(self.db, self.originals, page, loaded, cleaners.BUILT_IN.fingerprint)
        place = self._place(incoming)
        store.arrive(self.db, page_id, incoming, place, loaded, self.id)
        quarantine.resolve(self.db, place, loaded)
        return outcome

    def _place(self, incoming: Incoming) -> Place:
        return place_of(incoming, self.originals.secret)

    def _entries(self) -> indexes.EntriesByText:
        """The index entries that the workers made for the pending speeches."""
        speeches = (speech for prepared in self.pending if prepared.rows for speech in prepared.rows.speeches)
        return {(speech.speech["title"], speech.speech["body"]): speech.entries for speech in speeches}

    def finish(self, error: str | None = None) -> None:
        runs.finish(self.db, self.id, error)

    @property
    def summary(self) -> Summary:
        names = ("loaded", "unchanged", "duplicates", "no_speech", "quarantined")
        counts = {name: self.counts[name] for name in names}
        return Summary(
            self.id,
            self.counts.total(),
            **counts,
            refused=tuple(self.refused),
            left_out=dict(self.left_out),
            unheld=unheld(),
        )


@contextmanager
def _ending(run: _Run) -> Iterator[None]:
    """Shelves pending pages at the end of a run, unless the warehouse failed, and writes how the run ended."""
    try:
        yield
        run.flush()
    except (WarehouseError, sqlite3.Error) as error:
        # Writing the row may fail likewise, and must not hide the error itself.
        with suppress(sqlite3.Error):
            run.db.execute("PRAGMA busy_timeout = 1000")
            run.finish(str(error))
        raise
    except BaseException as error:
        run.flush()
        run.finish("interrupted" if isinstance(error, KeyboardInterrupt) else f"{type(error).__name__}: {error}")
        raise
    run.finish()


def _without_own_files(sources: Iterable[Incoming], db: Path) -> Iterator[Incoming]:
    """The sources without the warehouse's own files, which may lie in the folder that is taken in."""
    own = {shown(path) + ending for path in (db, path_beside(db)) for ending in ("", "-wal", "-shm", "-journal")}
    return (incoming for incoming in sources if incoming.place not in own)
