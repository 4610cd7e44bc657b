"""The indexes of words and of passages at the end of a batch."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tests.warehouse.shelves import speech_text
from warehouse import indexes
from warehouse.indexes import Entries
from warehouse.ingest import Incoming, ingest
from warehouse.opening import open_warehouse
from warehouse.reuse import index as passage_index
from warehouse.search import index as word_index
from warehouse.tables.database import writing

OWN = "会后每个窗口都要把积压的来信一封一封地看完并当面答复。"
OTHER = "今年雨季来得早大家要赶在月底之前把河堤上的缺口补好。"
BOTH = OWN + OTHER
BODIES = st.sampled_from([OWN, OTHER, BOTH, f"{OTHER}\n{OWN}", "散会。"])
# What happens to a speech, by its id: a new title and body, or None where it goes. One list is one batch.
BATCHES = st.lists(
    st.lists(st.tuples(st.integers(1, 5), st.none() | st.tuples(st.none() | BODIES, BODIES)), max_size=8), max_size=5
)


def shelf(path: Path) -> Database:
    """A new warehouse, with views of all that its indexes hold."""
    db = open_warehouse(path)
    db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, speeches_fts, instance)")
    return db


def put(db: Database, id: int, title: str | None, body: str) -> None:
    """Shelves a speech, or changes it, as a page does that comes."""
    if db.execute("SELECT 1 FROM speeches WHERE id = ?", [id]).fetchone():
        indexes.touch(db, id)
        db.execute("UPDATE speeches SET title = ?, body = ? WHERE id = ?", [title, body, id])
    else:
        row = {"id": id, "title": title, "body": body, "chars": len(body), "completeness": "complete"}
        known = {"redacted": 0, "copy_count": 1, "created_at": "", "updated_at": ""}
        db.table("speeches").insert(row | known)
        indexes.touch_new(db, id)


def drop(db: Database, id: int) -> None:
    indexes.touch(db, id)
    db.execute("DELETE FROM speeches WHERE id = ?", [id])


def held(db: Database) -> list[list[tuple[object, ...]]]:
    """All that the indexes hold."""
    passages = "SELECT * FROM passages ORDER BY 1, 2"
    words, grams = (f"SELECT DISTINCT term, doc FROM {name} ORDER BY 1, 2" for name in ("words", "passage_terms"))
    return [db.execute(sql).fetchall() for sql in (words, grams, passages)]


@settings(max_examples=40)
@given(batches=BATCHES, is_prepared=st.booleans())
def test_whatever_a_batch_brings_the_indexes_are_as_if_made_anew(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[tuple[int, tuple[str | None, str] | None]]],
    is_prepared: bool,
) -> None:
    with closing(shelf(tmp_path_factory.mktemp("shelf") / "warehouse.db")) as db:
        for batch in batches:
            with writing(db):
                for id, speech in batch:
                    put(db, id, *speech) if speech else drop(db, id)
                known = {speech: Entries.of(*speech) for _, speech in batch if speech}
                indexes.refresh(db, known if is_prepared else {})
            assert [*word_index.stale(db), *passage_index.stale(db)] == []
        after = held(db)
        with writing(db):
            indexes.rebuild(db)
        assert held(db) == after


def test_what_was_prepared_is_not_made_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {(None, OWN): Entries.of(None, OWN)}
    with closing(shelf(path)) as db, writing(db):
        put(db, 1, None, OWN)
        monkeypatch.setattr(word_index, "entry", None)
        indexes.refresh(db, known)
        assert ("会后", 1) in held(db)[0]


def test_what_was_prepared_of_another_title_or_body_is_left(path: Path) -> None:
    with closing(shelf(path)) as db, writing(db):
        put(db, 1, "论答复", OWN)
        indexes.refresh(db, {(None, OWN): Entries.of(None, OTHER), ("论答复", OTHER): Entries.of(None, OTHER)})
        assert [*word_index.stale(db), *passage_index.stale(db)] == []
        assert "雨季" not in {term for term, _ in held(db)[0]}


def test_an_intake_prepares_all_that_it_indexes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pages that share no text no entry is made here, only where the page is cleaned, in another process."""
    made: list[str] = []

    def entry(title: str | None, body: str, real: object = word_index.entry) -> str:
        made.append(body)
        assert callable(real)
        return str(real(title, body))

    monkeypatch.setattr(word_index, "entry", entry)
    ingest([Incoming(text=speech_text(n), name=str(n)) for n in range(3)], path, workers=1)
    assert made == []
    with closing(open_warehouse(path)) as db:
        assert [*word_index.stale(db), *passage_index.stale(db)] == []
