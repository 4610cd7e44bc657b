"""`make browse`: Datasette over a warehouse, on loopback: `python -m warehouse.inspect warehouse.db`."""

import argparse
import resource
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from cleaners.errors import QinggaoError
from warehouse.errors import NotAWarehouse, explained
from warehouse.inspect.settings import METADATA, SETTINGS, STATIC

MAX_MEMORY = 2 << 30  # bytes: SQL that wants more fails, and the machine goes on


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.inspect", description="Browse a warehouse.")
    parser.add_argument("db", type=Path, help="the warehouse, an SQLite file")
    parser.add_argument("--port", type=int, default=8001, help="port on 127.0.0.1 (default 8001)")
    options = parser.parse_args(arguments)
    try:
        serve(options.db, options.port)
    except QinggaoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def serve(db: Path, port: int) -> None:
    """Serve a warehouse until Ctrl-C; the address that logs the owner in is printed first.

    Raises:
        NotAWarehouse: the file is missing, or another: the originals are never served.
    """
    _refuse_others(db)
    from datasette.cli import cli  # type: ignore[import-untyped]
    from datasette.plugins import pm  # type: ignore[import-untyped]

    from warehouse.inspect import plugin

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY if hard < 0 else min(MAX_MEMORY, hard), hard))
    pm.register(plugin)
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value).lower())]
    place = ["--host", "127.0.0.1", "--port", str(port), "--metadata", str(METADATA), "--static", f"assets:{STATIC}"]
    cli(["serve", str(db), "--root", *place, *settings], prog_name="datasette")


def _refuse_others(db: Path) -> None:
    if not db.is_file():
        raise NotAWarehouse(f"{db}: there is no such file. Name a warehouse, or make one with qinggao ingest.")
    with explained(db), closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as shelf:
        if not shelf.execute("SELECT 1 FROM sqlite_master WHERE name = 'speeches'").fetchone():
            raise NotAWarehouse(
                f"{db}: it holds no speeches. Name a warehouse; the originals beside it are not served."
            )


if __name__ == "__main__":
    sys.exit(main())
