"""A crawler's dump of web pages onto the shelf: speed by workers and beside a bare extractor, memory, room on disk.

`python -m tests.benchmarks.dump` prints the table alone; with DUMP DB WORKERS it ingests, and prints its own memory.
"""

import gzip
import json
import multiprocessing
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

from cleaners import read
from tests.benchmarks.timing import once
from tests.goldens import PAGES
from warehouse.ingest import ingest, walk
from warehouse.opening import open_warehouse
from warehouse.tables.originals import path_beside

SMALL, LARGE, SAMPLE = 2_000, 10_000, 200
STAGES = (2_500, 5_000, LARGE)
_SPEECHES = Path(__file__).with_name("speeches")
_MEGABYTE = 1_000_000
_LONG_TEXT = r">([^<>]*[\u4e00-\u9fff][^<>]{24,})<"


def table() -> str:
    """Seconds and pages a second; the peaks of memory; bytes on disk for the bytes that came."""
    with TemporaryDirectory() as place:
        small, large = Path(place, "small.jsonl.gz"), Path(place, "large.jsonl.gz")
        _dump(small, SMALL)
        sizes = sorted(_dump(large, LARGE))
        median, packed = sizes[LARGE // 2] / 1000, large.stat().st_size / _MEGABYTE
        head = f"{LARGE:,} pages, median {median:.0f} KB of HTML, in a .jsonl.gz of {packed:.0f} MB"
        speed, memory = _speed(small), _memory(large)
        return (
            f"{head}; {SMALL:,} of them for speed.\n\n{speed}\n{memory}\n{_room(large.with_suffix('.db'), sum(sizes))}"
        )


def _speed(dump: Path) -> str:
    """Whole runs into new warehouses, and the extractor on some of the same pages."""
    import trafilatura

    sample = list(pages(SAMPLE))
    one, two = (SMALL / once(_run(dump, workers)) for workers in (1, 2))
    peer = SAMPLE / once(lambda: [trafilatura.extract(html) for html in sample])
    speeds = {"whole runs, 1 worker": one, "whole runs, 2 workers": two, "trafilatura.extract alone": peer}
    rows = "".join(f"| {name} | {n:.0f} | {n / one:.2f} | {n / peer:.2f} |\n" for name, n in speeds.items())
    return f"| what | pages a second | times 1 worker | times trafilatura |\n|---|---|---|---|\n{rows}"


def _run(dump: Path, workers: int) -> Callable[[], object]:
    return lambda: ingest(walk([dump]), dump.with_name(f"{workers}.db"), workers=workers)


def _memory(dump: Path) -> str:
    """The peaks of a program of its own, which has done nothing else before."""
    command = [sys.executable, "-m", "tests.benchmarks.dump", str(dump), str(dump.with_suffix(".db")), "2"]
    told = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    peaks = (Peaks(*map(int, line.split())) for line in told.splitlines())
    rows = "".join(f"| {p.pages:,} | {p.parent / _MEGABYTE:.0f} | {p.together / _MEGABYTE:.0f} |\n" for p in peaks)
    return f"| pages so far, 2 workers | parent, peak MB | all processes, peak MB |\n|---|---|---|\n{rows}"


def _room(db: Path, html: int) -> str:
    with closing(open_warehouse(db)) as shelf:
        body, speeches = shelf.execute("SELECT sum(length(CAST(body AS BLOB))), count(*) FROM speeches").fetchone()
    rows = {
        "HTML": html,
        f"bodies of {speeches:,} speeches": body,
        "warehouse": db.stat().st_size,
        "originals": path_beside(db).stat().st_size,
    }
    lines = "".join(f"| {name} | {size / _MEGABYTE:.0f} | {size / html:.1%} |\n" for name, size in rows.items())
    return f"| bytes | MB | of the HTML |\n|---|---|---|\n{lines}"


class Peaks(NamedTuple):
    """The most resident bytes up to a number of pages: of the parent, and of it and its workers together."""

    pages: int
    parent: int = 0
    together: int = 0


def peaks_of_run(dump: Path, db: Path, workers: int) -> list[Peaks]:
    """The peaks of memory at each stage of a run, looked at twenty times a second."""
    highest, stages, done, ended = [Peaks(0)], list[Peaks](), count(1), Event()

    def watch() -> None:
        while not ended.wait(0.05):
            parent = _resident("self")
            together = parent + sum(_resident(str(worker.pid)) for worker in multiprocessing.active_children())
            highest[0] = Peaks(0, max(parent, highest[0].parent), max(together, highest[0].together))

    def note(_: str) -> None:
        so_far = next(done)
        if so_far in STAGES:
            stages.append(highest[0]._replace(pages=so_far))

    watcher = Thread(target=watch)
    watcher.start()
    ingest(walk([dump]), db, workers=workers, progress=note)
    ended.set()
    watcher.join()
    return stages


def _resident(process: str) -> int:
    """Resident bytes of a process, by its number in /proc; none once it has ended."""
    try:
        status = Path("/proc", process, "status").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def _dump(path: Path, many: int) -> list[int]:
    """Writes so many pages, a line each; how many bytes each has."""
    sizes = list[int]()
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        for n, html in enumerate(pages(many)):
            file.write(json.dumps({"url": f"https://a.example/{n}.html", "html": html}, ensure_ascii=False) + "\n")
            sizes.append(len(html.encode()))
    return sizes


def pages(many: int) -> Iterator[str]:
    """Pages with the markup of the golden ones, texts drawn from our own speeches, and as much around them as real
    pages have: styles, scripts, menus, lists. No two are the same.
    """
    frames = [path.read_bytes() for path in sorted(PAGES.glob("html-*/page.html"))]
    texts = [data.decode(read(data).source.encoding).removeprefix("\ufeff") for data in frames]
    for n in range(many):
        chance = random.Random(n)
        yield _filled(_retold(texts[n % len(texts)], chance), chance)


def _retold(html: str, chance: random.Random) -> str:
    """A page with other words in each of its paragraphs."""
    return re.sub(_LONG_TEXT, lambda _: f">{''.join(chance.choices(_sentences(), k=chance.randint(1, 6)))}<", html)


def _filled(html: str, chance: random.Random) -> str:
    room = min(400_000, int(chance.lognormvariate(10.8, 0.6)))
    head = f"<style>{_repeated(_rule, room // 4, chance)}</style><script>{_repeated(_statement, room // 3, chance)}</script>"
    menu = f'<div class="nav"><ul>{_repeated(_link, room // 6, chance)}</ul></div>'
    more = f'<div class="related"><h3>相关阅读</h3><ul>{_repeated(_link, room // 4, chance)}</ul></div>'
    html = re.sub(r"(?i)(</head>|\A(?!.*</head>))", lambda at: head + at[0], html, count=1, flags=re.DOTALL)
    html = re.sub(r"(?i)<body[^>]*>|\Z", lambda at: at[0] + menu, html, count=1)
    return re.sub(r"(?i)</body>|\Z", lambda at: more + at[0], html, count=1)


def _repeated(make: Callable[[random.Random], str], size: int, chance: random.Random) -> str:
    made, length = list[str](), 0
    while length < size:
        made.append(make(chance))
        length += len(made[-1].encode())
    return "".join(made)


def _rule(chance: random.Random) -> str:
    return f".c{chance.randrange(10**6)}{{margin:{chance.randrange(40)}px;color:#{chance.randrange(0x1000000):06x}}}\n"


def _statement(chance: random.Random) -> str:
    return f'window.v{chance.randrange(10**6)}=function(a){{return a.push("{chance.getrandbits(96):x}")}};\n'


def _link(chance: random.Random) -> str:
    title = chance.choice(_titles())
    day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return f'<li class="item i{chance.randrange(99)}"><a href="/a/{chance.randrange(10**7)}.html" target="_blank" title="{title}">{title}</a><span>{day}</span></li>\n'


@cache
def _titles() -> list[str]:
    return [path.read_text("utf-8").split("\n")[0] for path in sorted(_SPEECHES.iterdir())]


@cache
def _sentences() -> list[str]:
    texts = (path.read_text("utf-8").split("\n", 2)[2] for path in sorted(_SPEECHES.iterdir()))
    return [f"{sentence.strip()}。" for text in texts for sentence in text.split("。") if len(sentence) > 10]


if __name__ == "__main__":
    if sys.argv[1:]:
        for peak in peaks_of_run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])):
            print(*peak)
    else:
        print(table())
