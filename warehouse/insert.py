"""One row into a table, without the savepoint that `Table.insert` opens for each: FTS5 writes out at every one."""

from typing import Any

from sqlite_utils import Database


def insert(db: Database, table: str, row: dict[str, Any]) -> int:
    """Inserts a row and gives its rowid. Wants an open transaction."""
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join("?" * len(row))
    return int(db.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", list(row.values())).lastrowid or 0)
