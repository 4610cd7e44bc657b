"""SQLite files: opened in WAL mode, migrated, and written in one transaction at a time; or opened only to be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from sqlite_utils import Database, Migrations

from warehouse.errors import NewerWarehouse, NotAWarehouse, OlderWarehouse, Unreachable, explained

BUSY_SECONDS = 30.0
_TRIES = 300


def open_file(path: Path, steps: Migrations, synchronous: str) -> Database:
    """Opens a database in WAL mode and applies its migrations. Every write goes through `writing`."""
    with explained(path):
        # Without the driver's own implicit transactions, none can be left open by a forgotten commit.
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            db = Database(connection)
            _check(db, path, steps)
            db.execute(f"PRAGMA synchronous = {synchronous}")
            db.execute("PRAGMA foreign_keys = ON")
            _migrate(db, path, steps)
        except BaseException:
            connection.close()
            raise
    return db


def open_to_read(path: Path, steps: Migrations) -> Database:
    """Opens a database that nothing is written to: neither it nor its folder need be writable.

    Raises:
        OlderWarehouse: its migrations are not all applied.
        Unreachable: it cannot be opened so.
    """
    with explained(path):
        connection = _connected_to_read(path)
        try:
            db = Database(connection)
            _check(db, path, steps)
            if steps.pending(db):
                raise OlderWarehouse(
                    f"{path}: an earlier version of qinggao made its tables. Take in a page to renew them."
                )
        except BaseException:
            connection.close()
            raise
    return db


def _connected_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. In WAL mode SQLite wants to make two files beside the database. Where it may not,
    and no changes wait in such a file, nobody is writing, and the file is read as it stands.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        waiting = path.with_name(f"{path.name}-wal")
        if waiting.exists() and waiting.stat().st_size:
            raise Unreachable(
                f"{path}: changes wait in {waiting.name}, and its folder may not be written. Copy all its files to one that"
                " may."
            ) from error
        return sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None)
    return connection


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction. It holds the write lock from its start, so what it reads cannot change before it writes."""
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _check(db: Database, path: Path, steps: Migrations) -> None:
    """Raises unless the file is empty, or a warehouse no newer than this program."""
    applied = {step.name for step in steps.applied(db)}
    if not applied and db.table_names():
        raise NotAWarehouse(f"{path}: this SQLite database belongs to another program. Name another file.")
    unknown = applied - {step.name for step in steps._migrations}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise NewerWarehouse(f"{path}: a later version of qinggao has changed its tables ({names}). Update qinggao.")


def _migrate(db: Database, path: Path, steps: Migrations) -> None:
    if _value(db, "PRAGMA journal_mode") != "wal" and _switch_to_wal(db) != "wal":
        raise Unreachable(f"{path}: this place cannot hold a file in WAL mode. Put the warehouse on a local disk.")
    if steps.pending(db):
        with writing(db):
            steps.apply(db)


def _switch_to_wal(db: Database) -> object:
    """The journal mode after switching to WAL. SQLite itself does not wait while another program is switching."""
    for _ in range(_TRIES):
        try:
            return _value(db, "PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(BUSY_SECONDS / _TRIES)
    return _value(db, "PRAGMA journal_mode = WAL")


def _value(db: Database, sql: str) -> object:
    return db.execute(sql).fetchone()[0]
