"""Opening a warehouse: missing tables and indexes are created."""

from pathlib import Path

from sqlite_utils import Database, Migrations

from cleaners.fields.table import FIELDS, shelved
from warehouse import indexes
from warehouse.duplicates import postings
from warehouse.reuse import index as passage_index
from warehouse.search import index as word_index
from warehouse.tables.database import open_file, open_to_read

migrations = Migrations("qinggao")


@migrations()
def m001_schema(db: Database) -> None:
    """All tables, and the indexes of shingles, words and passages, empty."""
    db.executescript(schema())
    postings.create(db)
    word_index.create(db)
    passage_index.create(db)


def schema() -> str:
    """The tables as SQL: those of the file, with a column for each field of the table of fields that has one there."""
    sql = Path(__file__).with_name("tables").joinpath("schema.sql").read_text("utf-8")
    columns = {table: "\n    ".join(f"{name} TEXT," for name in shelved(table)) for table in ("speeches", "copies")}
    filters = [name for name in shelved("speeches") if FIELDS[name].indexed]
    return sql.format(**columns, indexes="\n".join(f"CREATE INDEX speeches_{n} ON speeches({n});" for n in filters))


def open_warehouse(path: Path | str) -> Database:
    """The warehouse at a path. A missing one is created, an older one is migrated.

    Raises:
        NotAWarehouse: the file is no SQLite database, or another program's.
        NewerWarehouse: a later version has changed its tables.
        WarehouseError: it is locked, damaged, or cannot be written.
    """
    db = open_file(Path(path), migrations, synchronous="NORMAL")
    db.execute(indexes.TOUCHED)
    return db


def open_to_prove(path: Path | str) -> Database:
    """The warehouse at a path, which must exist and is not written to: neither it nor its folder need be writable.

    Raises:
        NotAWarehouse, OlderWarehouse, NewerWarehouse: its tables are not those of this version.
        WarehouseError: it is damaged, or cannot be read.
    """
    return open_to_read(Path(path), migrations)
