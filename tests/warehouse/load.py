"""A program to be killed: `python -m tests.warehouse.load WAREHOUSE FOLDER [FILE_LIMIT]` ingests in small
batches with the small cleaner, and says the name of each page that it has cleaned."""

import os
import resource
import signal
import sys
from pathlib import Path

from tests.warehouse import greedy
from warehouse import bounds, ingest
from warehouse.sources import worker


def main(db: str, folder: str, limit: str = "") -> None:
    greedy.install()
    bounds.SECONDS = float(os.environ.get("QINGGAO_SECONDS", bounds.SECONDS))
    worker.METHOD = "fork"  # so that workers have the small cleaner too
    ingest.BATCH_PAGES = 5
    if limit:  # no file may grow larger, as on a full disk
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    summary = ingest.ingest(ingest.walk([Path(folder)]), Path(db), progress=lambda name: print(name, flush=True))
    print("summary", summary.loaded, summary.unchanged, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
