"""Pages a second from a folder onto the shelf, and out of an archive, by the number of workers."""

import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.timing import once
from warehouse.intake import ingest, walk
from warehouse.pool import all_cores

PAGES, SENTENCES = 4_000, 60
_SPEECHES = Path(__file__).with_name("speeches")
_AROUND = ("某某文库 www.wenku.example\n{title}\n发布时间:2023-0{n}-12\n同志们:\n", "上一篇:工作总结\n下一篇:没有了\n")


def table() -> str:
    """Seconds and pages a second; a second time, where all is held; and from a .zip of the same pages."""
    with TemporaryDirectory() as place:
        folder, archive = Path(place, "pages"), Path(place, "pages.zip")
        size = _fill(folder, archive)
        rows = "".join(
            f"| {name} | {seconds:.1f} | {PAGES / seconds:.0f} |\n" for name, seconds in _times(folder, archive)
        )
    head = f"{PAGES:,} pages of {size // PAGES:,} characters on average, {all_cores()} cores.\n\n"
    return f"{head}| what | s | pages a second |\n|---|---|---|\n{rows}"


def _times(folder: Path, archive: Path) -> Iterator[tuple[str, float]]:
    for workers in sorted({1, 2, all_cores()}):
        db = folder.with_name(f"{workers}.db")
        yield f"new, {workers} worker{'s' * (workers > 1)}", once(_ingested(folder, db, workers))
    yield "all held already", once(_ingested(folder, db, workers))
    yield (
        f"new, from a .zip, {workers} worker{'s' * (workers > 1)}",
        once(_ingested(archive, folder.with_name("zip.db"), workers)),
    )


def _ingested(source: Path, db: Path, workers: int) -> Callable[[], object]:
    return lambda: ingest(walk([source]), db, workers=workers)


def _fill(folder: Path, archive: Path) -> int:
    """Writes pages of sentences drawn from our own speeches; how many characters they have in all."""
    folder.mkdir()
    chance, size = random.Random(4), 0
    sentences = [s for path in sorted(_SPEECHES.iterdir()) for s in path.read_text("utf-8").split("。") if s.strip()]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(PAGES):
            text = _page(
                n,
                [chance.choice(sentences).strip() for _ in range(chance.randrange(SENTENCES // 2, SENTENCES * 3 // 2))],
            )
            (folder / f"{n:05}.txt").write_text(text, "utf-8")
            packed.writestr(f"{n:05}.txt", text)
            size += len(text)
    return size


def _page(n: int, sentences: list[str]) -> str:
    before, after = _AROUND
    body = "".join(f"{sentence}。" + "\n" * (i % 4 == 3) for i, sentence in enumerate(sentences))
    return before.format(title=f"在第{n}次工作会议上的讲话", n=n % 9 + 1) + body + "\n" + after
