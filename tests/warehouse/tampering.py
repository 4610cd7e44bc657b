"""Tampering with a warehouse: one cell changed, emptied or filled, or one row deleted, drawn from all that follows.

Which columns do not follow from anything is written down here and in docs/warehouse.md; all others are tampered with.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from sqlite_utils import Database

from warehouse.tables.originals import Originals

ALL = frozenset({"*"})
# By table: the columns that follow from nothing. The numbers of rows (`id`) are given as rows come, and follow neither.
UNDERIVED = {
    "runs": ALL,
    "arrivals": ALL,
    "archives": ALL,
    "quarantine": ALL,
    "redirects": ALL,
    "works": ALL,
    "sites": {"id", "engine"},
    "pages": {"id"},
    "speeches": {"id", "created_at", "updated_at"},
    "copies": {"id"},
    "tags": {"id"},
    "texts": {"id"},
    "shingle_index": {"new_texts"},
    "shingle_stops": ALL,
}
# What SQLite and its libraries keep for themselves; the entries of words and passages are counted, not compared.
_INTERNAL = ("sqlite_", "_sqlite_", "speeches_fts", "passage_grams", "passage_terms")
# Rows whose going follows from nothing, though their columns do: nobody can tell that there was such a page, with
# everything that hangs on it found missing elsewhere.
_TRIES = 200


class Cell(NamedTuple):
    """A column of a table, in the warehouse itself or in its originals."""

    file: str
    table: str
    column: str


class Tamper(NamedTuple):
    """What was done, in words, for the report of a test that fails."""

    cell: Cell
    row: int
    what: str


def derived_cells(db: Database, file: str) -> Iterator[Cell]:
    """All columns of a file that follow from something."""
    for table in db.table_names():
        underived = UNDERIVED.get(table, frozenset()) if file == "warehouse" else frozenset()
        if underived != ALL and not table.startswith(_INTERNAL):
            yield from (Cell(file, table, c.name) for c in db.table(table).columns if c.name not in underived)


def tamper(db: Database, originals: Originals, seed: int) -> Tamper:
    """Changes, empties or fills one cell, or deletes a row; which one is drawn by the seed. Call inside transactions
    in both files, without foreign keys and checks.
    """
    chance, files = Random(seed), {"warehouse": db, "originals": originals.db}
    cells = sorted(cell for name, one in files.items() for cell in derived_cells(one, name))
    for _ in range(_TRIES):
        cell = chance.choice(cells)
        done = (
            _delete(files[cell.file], cell, chance)
            if chance.random() < 0.1
            else _change(files[cell.file], cell, chance)
        )
        if done:
            return done
    raise AssertionError("the shelf has too little to tamper with")


def _rows(db: Database, cell: Cell) -> list[dict[str, Any]]:
    return list(db.query(f'SELECT * FROM "{cell.table}"'))


def _where(db: Database, cell: Cell, row: dict[str, Any]) -> tuple[str, list[Any]]:
    keys = db.table(cell.table).pks
    keys = [key for key in keys if key in row] or list(row)
    return " AND ".join(f'"{key}" IS ?' for key in keys), [row[key] for key in keys]


def _delete(db: Database, cell: Cell, chance: Random) -> Tamper | None:
    rows = _rows(db, cell)
    if not rows or cell.table == "tags":
        return None
    at = chance.randrange(len(rows))
    where, values = _where(db, cell, rows[at])
    db.execute(f'DELETE FROM "{cell.table}" WHERE {where}', values)
    return Tamper(cell, at, f"deleted {rows[at]}"[:300])


def _change(db: Database, cell: Cell, chance: Random) -> Tamper | None:
    """Another value in one cell; None if the table does not take it."""
    rows = _rows(db, cell)
    if not rows:
        return None
    at = chance.randrange(len(rows))
    old = rows[at][cell.column]
    new = chance.choice(_others(old, [row[cell.column] for row in rows], chance))
    where, values = _where(db, cell, rows[at])
    try:
        db.execute(f'UPDATE "{cell.table}" SET "{cell.column}" = ? WHERE {where}', [new, *values])
    except Exception:  # not unique, of another type, or empty where that cannot be
        return None
    now = db.execute(f'SELECT count(*) FROM "{cell.table}" WHERE "{cell.column}" IS ?', [old]).fetchone()[0]
    changed = now < sum(row[cell.column] == old for row in rows)
    return Tamper(cell, at, f"{str(old)[:80]!r} became {str(new)[:80]!r}") if changed else None


def _others(old: Any, column: list[Any], chance: Random) -> list[Any]:
    """Values to put in the place of one: of other rows, a little off, and nothing."""
    some = [value for value in chance.sample(column, min(4, len(column))) if value != old]
    if isinstance(old, int):
        some += [old + 1, max(0, old - 1)]
    elif isinstance(old, float):
        some += [old + 0.001, old - 0.001]
    elif isinstance(old, bytes):
        some += [old[:-1] + bytes([old[-1] ^ 1]), old[:-1]]
    elif isinstance(old, str):
        some += [old + "\u5b57", old[:-1], old[1:]]
    return [*(value for value in some if value != old), None] if old is not None else some or ["\u5b57"]
