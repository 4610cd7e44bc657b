"""Pages a second from a folder onto the shelf, and out of an archive, by the number of workers."""

import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.corpus import documents
from tests.benchmarks.timing import Cost, cost
from warehouse.ingest import ingest, walk
from warehouse.sources.pool import all_cores

PAGES = 4_000
_AROUND = ("某某文库 www.wenku.example\n发布时间:2023-0{n}-12\n", "上一篇:工作总结\n下一篇:没有了\n")


def table() -> str:
    """Pages a second by the clock, and what that took; a second time, where all is held; and from a .zip of the same."""
    with TemporaryDirectory() as place:
        folder, archive = Path(place, "pages"), Path(place, "pages.zip")
        size = _fill(folder, archive)
        rows = "".join(_row(name, run) for name, run in _runs(folder, archive))
    head = f"{PAGES:,} pages of {size // PAGES:,} characters on average, {all_cores()} cores.\n\n"
    return f"{head}| what | pages a second | s | s of processor time |\n|---|---|---|---|\n{rows}"


def _row(name: str, run: Cost) -> str:
    return f"| {name} | {PAGES / run.clock:.0f} | {run.clock:.1f} | {run.own + run.children:.1f} |\n"


def _runs(folder: Path, archive: Path) -> Iterator[tuple[str, Cost]]:
    for workers in sorted({1, 2, all_cores()}):
        db = folder.with_name(f"{workers}.db")
        yield f"new, {workers} worker{'s' * (workers > 1)}", cost(_ingested(folder, db, workers))
    yield "all held already", cost(_ingested(folder, db, workers))
    yield (
        f"new, from a .zip, {workers} worker{'s' * (workers > 1)}",
        cost(_ingested(archive, folder.with_name("zip.db"), workers)),
    )


def _ingested(source: Path, db: Path, workers: int) -> Callable[[], object]:
    return lambda: ingest(walk([source]), db, workers=workers)


def _fill(folder: Path, archive: Path) -> int:
    """Writes pages of speeches that share but formulae; how many characters they have in all."""
    folder.mkdir()
    size = 0
    speeches = (document.text for document in documents(2 * PAGES, seed=4) if document.kind == "base")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for n, speech in enumerate(islice(speeches, PAGES)):
            text = _AROUND[0].format(n=n % 9 + 1) + speech + _AROUND[1]
            (folder / f"{n:05}.txt").write_text(text, "utf-8")
            packed.writestr(f"{n:05}.txt", text)
            size += len(text)
    return size
