"""Which candidates are judged: those that share much of a sample, or what hardly any other text holds."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.warehouse.families import page, retyped, speech
from tests.warehouse.shelves import rows
from warehouse.ingest import Incoming, ingest
from warehouse.likeness.fingerprint import fingerprint
from warehouse.opening import open_warehouse
from warehouse.tables.database import writing

FEW = 3


def take(path: Path, *pages: str) -> None:
    ingest([Incoming(text=text) for text in pages], path)


def left_in_the_index(path: Path, hashes: set[int], holders: int) -> None:
    """The index of a large shelf: all but these hashes are stopped, and so many texts hold these, the first among them."""
    with closing(open_warehouse(path)) as db, writing(db):
        db.execute("INSERT OR IGNORE INTO shingle_stops SELECT h FROM new_shingles")
        db.execute("DELETE FROM new_shingles")
        for h in hashes:
            db.execute("DELETE FROM shingle_stops WHERE h = ?", [h])
            for text_id in range(1, holders + 1):
                db.execute("INSERT INTO new_shingles VALUES (?, ?)", [h, text_id])


@pytest.mark.breaks("warehouse/duplicates/relations.py", "_RARE = 300_000", "_RARE = 300_001")
@pytest.mark.breaks("warehouse/duplicates/relations.py", "_RARE = 300_000", "_RARE = 270_000")
@pytest.mark.parametrize(("holders", "copies"), [(1, 2), (10, 2), (11, 1)])
def test_three_hashes_that_ten_texts_hold_are_enough_to_be_judged(path: Path, holders: int, copies: int) -> None:
    text, copy = speech(1), retyped(speech(1), 7)
    take(path, *(page(*speech(n)) for n in range(1, 12)))
    shared = set(fingerprint("".join(text)).sample) & set(fingerprint("".join(copy)).sample)
    left_in_the_index(path, set(sorted(shared)[:FEW]), holders)
    take(path, page(*copy))
    assert rows(path, "SELECT copy_count FROM speeches WHERE id = 1") == [(copies,)]
