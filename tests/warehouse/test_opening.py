"""The tables, and files that are no warehouse or a later one."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from warehouse.errors import NewerWarehouse, NotAWarehouse, Unreachable, WarehouseError
from warehouse.opening import open_warehouse
from warehouse.tables.database import writing

TABLES = {
    *("archives", "arrivals", "copies", "edits", "fields", "pages", "quarantine", "rules", "runs", "sites", "speeches"),
    *("speeches_tags", "tags"),
}
RULE = {"family": "f", "why": "因", "origin": "built-in", "finder": "code", "status": "active", "fingerprint": "f"}
SPEECH = {"body": "稿", "chars": 1, "redacted": 0, "copy_count": 1, "created_at": "t", "updated_at": "t"}


def test_tables_are_strict(shelf: Database) -> None:
    ours = [table for table in shelf.tables if table.name in TABLES]
    assert {table.name for table in ours} == TABLES
    assert all(table.strict for table in ours)


def test_settings_of_a_connection(shelf: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 30_000}
    assert {name: shelf.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_opening_again_changes_nothing(path: Path) -> None:
    schemas = []
    for _ in range(2):
        with closing(open_warehouse(path)) as db:
            schemas.append((db.schema, list(db.table("_sqlite_migrations").rows)))
    assert schemas[0] == schemas[1]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("rules", {**RULE, "id": "f/x", "kind": "drop"}),
        ("rules", {**RULE, "id": "f/x", "kind": "cut", "status": "asleep"}),
        ("speeches", {**SPEECH, "completeness": "partial"}),
        ("speeches", {**SPEECH, "completeness": "complete", "title_origin": "guess"}),
        ("speeches", {**SPEECH, "completeness": "complete", "gap": "no json"}),
        ("speeches", {**SPEECH, "completeness": "complete", "chars": "many"}),
        ("arrivals", {"page_id": 99, "run_id": 99, "fetched_at": "t"}),
        ("sites", {"domain": None}),
        ("runs", {"trigger": "cli", "started": "t", "seen": 2, "loaded": 1}),
        ("quarantine", {"sha256": "ab", "error": "E", "message": "m", "attempts": 1, "first_seen": "t"}),
    ],
)
def test_rows_that_break_a_rule_are_turned_away(shelf: Database, table: str, row: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        shelf.table(table).insert(row)


def test_a_text_is_known_by_its_key_once(shelf: Database) -> None:
    shelf.table("speeches").insert({**SPEECH, "completeness": "complete"})
    text = {"speech_id": 1, "han": 1, "sampled": 1}
    shelf.table("texts").insert_all([text, text])  # without a key, as many as you like
    shelf.table("texts").insert({**text, "key": b"k"})
    with pytest.raises(sqlite3.IntegrityError):
        shelf.table("texts").insert({**text, "key": b"k"})


def test_another_programs_database(path: Path) -> None:
    with closing(Database(path)) as other:
        other.table("songs").insert({"name": "x"})
    with pytest.raises(NotAWarehouse, match=r"warehouse.db.*another program"):
        open_warehouse(path)


def test_a_file_of_another_kind(path: Path) -> None:
    path.write_text("no database, but long enough to be taken for one " * 100)
    with pytest.raises(NotAWarehouse, match=r"warehouse.db.*no SQLite database"):
        open_warehouse(path)


def test_a_later_versions_warehouse(path: Path) -> None:
    with closing(open_warehouse(path)) as db:
        row = {"migration_set": "qinggao", "name": "m999_later", "applied_at": "t"}
        db.table("_sqlite_migrations").insert(row)
    with pytest.raises(NewerWarehouse, match=r"m999_later.*Update"):
        open_warehouse(path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"nowhere.*folder exists"):
        open_warehouse(tmp_path / "nowhere" / "warehouse.db")


def test_a_failed_transaction_leaves_nothing(shelf: Database) -> None:
    with pytest.raises(RuntimeError), writing(shelf):
        shelf.table("sites").insert({"domain": "wenku.example"})
        raise RuntimeError
    assert not shelf.conn.in_transaction
    assert shelf.table("sites").count == 0


def test_many_programs_may_create_it_at_once(path: Path) -> None:
    code = "import sys; from warehouse.opening import open_warehouse; open_warehouse(sys.argv[1])"
    running = [subprocess.Popen([sys.executable, "-c", code, path], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate(timeout=60)[1].decode() for process in running]
    assert errors == [""] * 4
    assert open_warehouse(path).table("sites").exists()


def test_every_error_is_of_the_tree() -> None:
    from warehouse import errors

    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)]
    ours = {one for one in classes if one.__module__ == errors.__name__}
    assert all(issubclass(one, WarehouseError) for one in ours)
    assert all(one.__name__ in (errors.__doc__ or "") for one in ours)
