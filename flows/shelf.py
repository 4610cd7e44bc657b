"""The warehouse that a command names: one that is there."""

from pathlib import Path

from sqlite_utils import Database

from warehouse.errors import NotAWarehouse
from warehouse.schema import open_warehouse


def opened(db: str) -> Database:
    """The warehouse at a path.

    Raises:
        NotAWarehouse: there is no file of that name.
        WarehouseError: it cannot be opened.
    """
    if not Path(db).exists():
        raise NotAWarehouse(
            f"{db}: there is no such file. Name a warehouse with --db, or make one with qinggao ingest."
        )
    return open_warehouse(db)
