"""Proving the file of originals: every row holds bytes of its SHA-256 and size, also where they are of no page."""

from collections.abc import Iterator
from hashlib import sha256

from sqlite_utils import Database

from warehouse.errors import Damaged, MissingOriginal
from warehouse.proof.faults import Fault
from warehouse.tables.originals import Originals

_SIZES = "SELECT sha256, size FROM originals WHERE sha256 > ? ORDER BY sha256 LIMIT 100"


def original_faults(db: Database, originals: Originals) -> Iterator[Fault]:
    """What is wrong with originals. The bytes of pages are proved with the pages."""
    last = ""
    while some := originals.db.execute(_SIZES, [last]).fetchall():
        for name, size in some:
            page = db.execute("SELECT bytes FROM pages WHERE sha256 = ?", [name]).fetchone()
            due, what = (page[0], None) if page else _size_of(originals, name)
            if what or size != due:
                yield Fault(f"original {name[:12]}", what or f"its size is {size}, but it has {due} bytes")
        last = some[-1][0]


def _size_of(originals: Originals, name: str) -> tuple[int | None, str | None]:
    """The size of bytes that are of no page, or what is wrong with them."""
    try:
        data = originals.data(name)
    except (MissingOriginal, Damaged) as error:
        return None, str(error)
    if sha256(data).hexdigest() != name:
        return None, "the kept bytes are not those that came"
    return len(data), None
