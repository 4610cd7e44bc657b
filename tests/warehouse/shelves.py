"""Filling warehouses and looking into them."""

from contextlib import closing
from pathlib import Path

from tests.warehouse.families import speech
from warehouse.opening import open_warehouse
from warehouse.tables.originals import Originals
from warehouse.verify import Fault, verify

FIGURES = "零一二三四五六七八九"


def speech_text(n: int) -> str:
    """A page with a speech of its own, long enough to be known again."""
    own = "".join(FIGURES[int(digit)] for digit in f"{n:06}")
    body = f"同志們:\n我们第{own}次听取民眾意见。{''.join(speech(n, 5))}一、抓好落实。\n谢谢大家!\n"
    return f"题:第{own}次会议讲话\n日:2024-01-{n % 28 + 1:02}\n广告请拨13812345678\n\n{body}"


def fill(folder: Path, numbers: range) -> None:
    """Writes one page for each number."""
    for n in numbers:
        (folder / f"{n:06}.txt").write_text(speech_text(n), "utf-8")


def faults(path: Path) -> list[Fault]:
    """What the proof finds in a warehouse."""
    with closing(open_warehouse(path)) as db, closing(Originals.beside(path)) as originals:
        return list(verify(db, originals))


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows of a query on a warehouse."""
    with closing(open_warehouse(path)) as db:
        return [tuple(row) for row in db.execute(sql, list(values)).fetchall()]


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a warehouse and its originals hold."""
    with closing(open_warehouse(path)) as db, closing(Originals.beside(path)) as originals:
        both = [
            (one, name)
            for one in (db, originals.db)
            for name in one.table_names()
            if "VIRTUAL" not in one.table(name).schema
        ]
        return {name: sorted(one.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for one, name in both}
