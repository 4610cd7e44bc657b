"""The proof finds whatever does not follow."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

import cleaners
from tests.warehouse import standin
from tests.warehouse.families import page, speech
from tests.warehouse.shelves import faults, fill, speech_text
from warehouse.ingest import Incoming, ingest, walk
from warehouse.opening import open_to_prove, open_warehouse
from warehouse.tables import packing
from warehouse.tables.originals import Originals, path_beside
from warehouse.verify import Fault, verify

Tamper = Callable[[Database, Originals], object]


@pytest.fixture
def filled(folder: Path, path: Path) -> Path:
    """A warehouse of four pages: two speeches, a copy of one in Traditional script, two on a page, no speech."""
    fill(folder, range(2))
    (folder / "copy.txt").write_text(
        "转帖\n====\n" + speech_text(0).replace("们", "們").replace(",", "\uff0c"), "utf-8"
    )
    (folder / "two.txt").write_text("短讲话之一\n====\n" + speech_text(7), "utf-8")
    (folder / "none.txt").write_text("广告\n", "utf-8")
    summary = ingest(walk([folder]), path)
    assert (summary.loaded, summary.no_speech) == (4, 1)
    return path


def set_account(key: str, value: object) -> Tamper:
    """Changes one entry of the account of page 1."""

    def tamper(db: Database, _: Originals) -> None:
        account = json.loads(packing.unpack(db.execute("SELECT account FROM pages WHERE id = 1").fetchone()[0]))
        account[key] = value if not callable(value) else value(account[key])
        packed = packing.pack(json.dumps(account, ensure_ascii=False).encode())
        db.execute("UPDATE pages SET account = ? WHERE id = 1", [packed])

    return tamper


def run(sql: str, *values: object) -> Tamper:
    return lambda db, _: db.execute(sql, list(values))


def run_on_originals(sql: str, *values: object) -> Tamper:
    return lambda _, originals: originals.db.execute(sql, list(values))


def first(new: object) -> Callable[[list[object]], list[object]]:
    return lambda old: [new, *old[1:]]


TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "a body": (run("UPDATE speeches SET body = replace(body, '群众', '众人') WHERE id = 1"), "does not replay"),
    "a body's end": (run("UPDATE speeches SET body = body || ' ' WHERE id = 1"), "does not replay"),
    "chars": (run("UPDATE speeches SET chars = chars + 1"), "chars is "),
    "a key": (run("UPDATE texts SET key = x'00' WHERE id = 1"), "to the text that it is a copy of"),
    "a text's speech": (run("UPDATE texts SET speech_id = 2 WHERE id = 1"), "another speech than its text"),
    "a work": (run("DELETE FROM works WHERE id = 1"), "it is in no work"),
    "a shingle": (run("DELETE FROM new_shingles WHERE text_id = 1"), "the index of shingles does not hold"),
    "a passage": (run("DELETE FROM passages WHERE speech_id = 1"), "the index of the passages does not hold"),
    "a searched word": (run("DELETE FROM speeches_fts_docsize WHERE id = 1"), "the full-text search does not hold"),
    "copy_count": (run("UPDATE speeches SET copy_count = 9 WHERE id = 1"), "copy_count is 9, but its copies give 2"),
    "first_published": (
        run("UPDATE speeches SET first_published = '1999-01-01' WHERE id = 1"),
        "first_published is 1999",
    ),
    "a best copy": (run("UPDATE copies SET best = 0 WHERE speech_id = 1"), "best is 0, but"),
    "a copy": (run("DELETE FROM copies WHERE part = 1"), "does not replay to the bodies"),
    "a copy's place": (run('UPDATE copies SET "end" = "end" - 1 WHERE id = 1'), "does not replay"),
    "a copy's speech": (run("UPDATE copies SET speech_id = 2 WHERE speech_id = 1 AND NOT best"), "is a copy of"),
    "a shown edit": (run("DELETE FROM edits WHERE page_id = 1 AND seq = 2"), "readable edits"),
    "a shown text": (run("UPDATE edits SET old = '字' WHERE page_id = 1 AND seq = 0"), "readable edits"),
    "a mask": (run("UPDATE edits SET old = replace(old, '*', '1')"), "readable edits"),
    "a shown kind": (run("UPDATE edits SET kind = 'lift' WHERE kind = 'cut' AND page_id = 1"), "readable edits"),
    "a rule's kind": (run("UPDATE rules SET kind = 'respell' WHERE id = 'article/ad'"), "does what no respell does"),
    "an insertion's kind": (run("UPDATE rules SET kind = 'cut' WHERE id = 'layout/break'"), "does what no cut does"),
    "a cut's kind": (run("UPDATE rules SET kind = 'insert' WHERE id = 'article/ad'"), "does what no insert does"),
    "a page's length": (run("UPDATE pages SET chars = chars + 1 WHERE id = 1"), "not of one length"),
    "a page's size": (run("UPDATE pages SET bytes = bytes + 1 WHERE id = 1"), "not those that came"),
    "a page's name": (run("UPDATE pages SET sha256 = ? WHERE id = 1", "0" * 64), "no row 0000"),
    "an account": (run("UPDATE pages SET account = x'28b52ffd'"), "the account cannot be read"),
    "an account's length": (set_account("chars", lambda n: n + 1), "not of one length"),
    "an account's gap": (set_account("skip", first(3)), "not of one length|past the end|overlap"),
    "an account's overlap": (set_account("skip", lambda old: [old[0], -1, *old[2:]]), "overlaps itself"),
    "what a cut leaves": (set_account("new", first("字")), "does what no lift does"),
    "a respelling": (set_account("new", lambda old: ["" if n == "们" else n for n in old]), "no respell does"),
    "an inserted word": (set_account("new", lambda old: ["字" if n == "\n" else n for n in old]), "no insert does"),
    "another respelling": (set_account("new", lambda old: ["你" if n == "们" else n for n in old]), "part 0 does not"),
    "a rule": (set_account("rules", lambda old: ["nobody/knows", *old[1:]]), "not there: nobody/knows"),
    "bytes": (run_on_originals("UPDATE originals SET data = ?", packing.pack(b"x")), "not those that came"),
    "broken bytes": (run_on_originals("UPDATE originals SET data = x'00'"), "of originals does not unpack"),
    "no bytes": (run_on_originals("DELETE FROM originals"), "in originals"),
    "a text": (run_on_originals("UPDATE texts SET data = ?", packing.pack(b"x")), "not of one length"),
    "no text": (run_on_originals("DELETE FROM texts"), "in texts"),
    "a page gone": (run("DELETE FROM pages WHERE id = 1"), "names a row of pages that is not there"),
}


@pytest.mark.breaks("warehouse/proof/accounts.py", "tile.start == tile.end and new.isspace()", "tile.start == tile.end")
@pytest.mark.breaks(
    "warehouse/proof/accounts.py", "return tile.start < tile.end and bool(new)", "return tile.start < tile.end"
)
@pytest.mark.breaks("warehouse/proof/accounts.py", "    return not new", "    return True")
@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(filled: Path, name: str) -> None:
    tamper, words = TAMPERINGS[name]
    with closing(open_warehouse(filled)) as db, closing(Originals.beside(filled)) as originals:
        for one in (db, originals.db):
            one.execute("PRAGMA foreign_keys = OFF")
        assert list(verify(db, originals)) == []
        tamper(db, originals)
    found = faults(filled)
    assert [fault for fault in found if _matches(words, fault)], found


def _matches(words: str, fault: Fault) -> bool:
    return any(word in fault.what for word in words.split("|"))


def test_a_fault_says_where_and_what_to_do(filled: Path) -> None:
    with closing(open_warehouse(filled)) as db:
        db.execute("UPDATE pages SET bytes = 1 WHERE id = 2")
        sha256 = db.execute("SELECT sha256 FROM pages WHERE id = 2").fetchone()[0]
    fault, *_ = faults(filled)
    assert fault.where == f"page 2 ({sha256[:12]})"
    assert "backup" in fault.next_step


def test_a_damaged_file_is_found(filled: Path) -> None:
    with closing(open_warehouse(filled)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'speeches_genre'").fetchone()[0]
    with filled.open("r+b") as file:
        file.seek((root - 1) * 4096 + 3)
        file.write(b"\0\0")  # the count of entries in an index
    assert any("SQLite finds damage" in fault.what for fault in faults(filled))


def test_progress_is_told(filled: Path) -> None:
    told: list[tuple[int, int]] = []
    with closing(open_warehouse(filled)) as db, closing(Originals.beside(filled)) as originals:
        assert list(verify(db, originals, lambda *at: told.append(at))) == []
    steps = 5 + 5 + 5  # pages, pages cleaned again, texts judged again
    assert told == [(n, steps) for n in range(1, steps + 1)]


def test_an_empty_shelf_is_in_order(path: Path) -> None:
    assert faults(path) == []


def test_pages_that_other_rules_have_cleaned_are_replayed_alone(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_warehouse(filled)) as db:
        db.execute("UPDATE pages SET script = 'Hant' WHERE id = 1")
    assert any("script is Hant, but cleaning it again gives Hans" in fault.what for fault in faults(filled))
    monkeypatch.setattr(cleaners, "BUILT_IN", replace(standin.BOOK, fingerprint="f1"))
    assert faults(filled) == []
    with closing(open_warehouse(filled)) as db:
        db.execute('UPDATE copies SET "end" = "end" - 1 WHERE id = 1')
    assert any("does not replay" in fault.what for fault in faults(filled))


def test_a_sample_is_cleaned_again_or_all(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(folder, range(6))
    ingest(walk([folder]), path)
    monkeypatch.setattr("warehouse.verify.PAGES", 2)
    monkeypatch.setattr("warehouse.verify.TEXTS", 1)
    for everything, steps in ((False, 6 + 2 + 1), (True, 6 + 6 + 6)):
        told: list[tuple[int, int]] = []
        with closing(open_warehouse(path)) as db, closing(Originals.beside(path)) as originals:
            assert list(verify(db, originals, lambda *at: told.append(at), everything=everything)) == []  # noqa: B023
        assert told[-1] == (steps, steps)


def test_a_relation_that_is_missing_or_wrong_is_found(path: Path) -> None:
    ingest([Incoming(text=page(*speech(1)[:a], *speech(2)[:b])) for a, b in ((24, 0), (10, 14))], path)
    tampers = ("DELETE FROM relations", "UPDATE relations SET coverage = coverage + 0.01")
    for sql, words in zip(tampers, ("it is nothing, not reuse", "not reuse"), strict=True):
        with closing(open_warehouse(path)) as db, closing(Originals.beside(path)) as originals:
            db.execute("BEGIN")
            db.execute(sql)
            assert any(words in fault.what for fault in verify(db, originals))
            db.rollback()
    assert faults(path) == []


def test_files_that_may_only_be_read_are_proved(filled: Path) -> None:
    """With rights of nobody, as the administrator may write everywhere."""
    faults(filled)  # whatever is read from disk when first needed is in memory
    files = [filled, path_beside(filled)]
    folder, before = filled.parent, [file.read_bytes() for file in files]
    for file in files:
        file.chmod(0o444)
    folder.chmod(0o555)
    for above in list(folder.parents)[:-2]:
        above.chmod(above.stat().st_mode | 0o111)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        with pytest.raises(PermissionError):
            filled.open("r+b")
        with closing(open_to_prove(filled)) as db, closing(Originals.beside(filled, only_to_read=True)) as originals:
            assert list(verify(db, originals, everything=True)) == []
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                db.execute("DELETE FROM pages")
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)
    assert [file.read_bytes() for file in files] == before
    assert sorted(folder.iterdir()) == sorted(files)
