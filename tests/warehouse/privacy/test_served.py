"""Through the real ingest: of every way to write a contact nothing is served, whatever column it would stand in."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import cleaners
from cleaners.draft import Draft
from cleaners.speech import Cleaned, Gap
from cleaners.tiles import Edit
from tests.warehouse import standin
from tests.warehouse.privacy.contacts import CONTACTS, NO_CONTACTS, parts
from tests.warehouse.shelves import faults, rows, speech_text
from warehouse.incoming import Incoming
from warehouse.ingest import ingest, walk
from warehouse.privacy.key import key_of
from warehouse.tables.ledger import readable_edits

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
HASHES = {
    ("pages", "sha256"),
    ("quarantine", "sha256"),
    *((t, f"{c}_key") for t in ("arrivals", "quarantine") for c in ("path", "url")),
}
BODY_ASIDE = {("speeches", "body")}
GIVEN = ("title", "heading", "poster", "author", "speaker", "speaker_role", "occasion", "category", "site_name")


def told_everywhere(line: str) -> Cleaned:
    """What the cleaner gives for a page, with a line in every field, tag and notice, and cut from the page as well."""
    page = cleaners.page.Page(f"{speech_text(1)}广告:{line}\n")
    done = standin.clean(page)
    (speech,) = done.speeches
    values = dict(speech.values) | dict.fromkeys(GIVEN, line)
    told = speech._replace(values=values, tags=(line,), gap=Gap("end", 1, line), completeness="gated")
    return done._replace(speeches=(told,))


def served(path: Path) -> dict[tuple[str, str], list[str]]:
    """Every text of the served file, by table and column; the bodies aside."""
    found: dict[tuple[str, str], list[str]] = {}
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute(_TABLES)]
        for table in names:
            cursor = db.execute(f'SELECT * FROM "{table}"')
            columns = [column for column, *_ in cursor.description]
            for row in cursor:
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str) and (table, column) not in BODY_ASIDE:
                        found.setdefault((table, column), []).append(value)
    return found


def ink(text: str) -> str:
    """The letters and digits of a text, however they are written."""
    return re.sub(r"[\W_]", "", key_of(text))


@pytest.fixture
def taken(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse that took in each line in every place: one page a line, and one refusal."""
    monkeypatch.setattr(cleaners, "clean", lambda page: told_everywhere(page.text.rpartition("广告:")[2].strip("\n")))
    monkeypatch.setattr(cleaners, "read", lambda data, name, url: cleaners.page.Page(data.decode()))
    home = folder / "home" / "zhangsanfeng"
    home.mkdir(parents=True)
    for number, line in enumerate(CONTACTS):
        text, _ = parts(line)
        name = text.replace("/", "\uff0f")
        (home / f"{number}{name}.txt").write_text(f"{number}\n广告:{text}", "utf-8")
        (home / f"{number}坏{name}.txt").write_bytes(b"\0\xff")
        known = {"url": f"https://li:geheim@a.example/{number}?q=1&tel={text}#f", "supplied": {"author": text}}
        ingest([Incoming(text=f"{number}u\n广告:{text}", name=f"{name}.zip!{text}", **known)], path, workers=1)  # type: ignore[arg-type]
    ingest(walk([folder]), path, workers=1)
    return path


def test_no_contact_is_served(taken: Path) -> None:
    found = served(taken)
    assert {
        ("edits", "old"),
        ("fields", "value"),
        ("tags", "name"),
        ("copies", "gap"),
        ("speeches", "gap"),
    } <= found.keys()
    assert {("arrivals", "path"), ("arrivals", "url"), ("arrivals", "supplied"), ("quarantine", "path")} <= found.keys()
    assert {
        ("quarantine", "message"),
        ("copies", "supplied"),
        ("speeches", "title"),
        ("copies", "poster"),
    } <= found.keys()
    secrets = {ink(secret): secret for line in CONTACTS for secret in parts(line)[1] if len(ink(secret)) >= 5}
    texts = {ink(text): (place, text) for place, many in found.items() for text in many if place not in HASHES}
    everything = "\n".join(texts)
    leaks = [secret for secret in secrets if secret in everything]
    assert [(secrets[leak], next(texts[text] for text in texts if leak in text)) for leak in leaks] == []
    for name in ("zhangsanfeng", "geheim", str(taken.parent.parent)):
        assert not [place for place, texts in found.items() if any(name in text for text in texts)]


def test_what_is_no_contact_is_served(path: Path) -> None:
    for number, line in enumerate(NO_CONTACTS):
        ingest([Incoming(text=speech_text(number), supplied={"title": line, "author": line})], path, workers=1)
    assert {title for (title,) in rows(path, "SELECT title FROM copies")} == set(NO_CONTACTS)
    told = [json.loads(str(supplied))["author"] for (supplied,) in rows(path, "SELECT supplied FROM arrivals")]
    assert told == NO_CONTACTS
    assert faults(path) == []


def test_a_cut_is_masked_by_what_stands_around_it() -> None:
    draft = Draft.of("微信号是wenmi2020,电话138 1234 5678。").edit([Edit(4, 13, "", "a/b"), Edit(16, 20, "", "a/b")])
    assert [edit.old for edit in readable_edits(draft, {"a/b": "cut"})] == ["*" * 9, "*" * 4]


def test_a_run_that_breaks_off_tells_no_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sources() -> object:
        raise RuntimeError("/home/zhangsanfeng/in/a.txt: call 13812345678")
        yield

    with pytest.raises(RuntimeError):
        ingest(sources(), path)  # type: ignore[arg-type]
    assert rows(path, "SELECT error FROM runs") == [("RuntimeError: a.txt: call ***********",)]
