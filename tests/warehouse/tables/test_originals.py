"""The file of originals: what is kept comes back, once."""

import os
import random
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from warehouse.errors import Damaged, MissingOriginal
from warehouse.tables.originals import Original, Originals, path_beside


def original(data: bytes, text: str | None = None) -> Original:
    return Original.of(sha256(data).hexdigest(), data, text)


@pytest.mark.parametrize("name", ["warehouse.db", "my.shelf.sqlite", "shelf"])
def test_it_stands_beside_the_warehouse(name: str) -> None:
    beside = path_beside(Path("data") / name)
    assert beside.parent == Path("data")
    assert beside.name.startswith(f"{Path(name).stem}-originals.")


@pytest.mark.parametrize("data", [b"", b"\0\xff" * 9, "抓落实".encode() * 999, random.Random(1).randbytes(70_000)])
def test_bytes_and_texts_come_back(path: Path, data: bytes) -> None:
    one = original(data, "读出的字\U00020000\n")
    with closing(Originals.beside(path)) as originals:
        originals.keep([one])
    with closing(Originals.beside(path)) as originals:
        assert originals.data(one.sha256) == data
        assert originals.text(one.sha256) == "读出的字\U00020000\n"


def test_keeping_again_changes_nothing(path: Path) -> None:
    with closing(Originals.beside(path)) as originals:
        for _ in range(2):
            originals.keep([original(b"a", "a"), original(b"b")])
        assert [originals.db.table(name).count for name in ("originals", "texts")] == [2, 1]


def test_a_text_read_anew_replaces_the_old(path: Path) -> None:
    with closing(Originals.beside(path)) as originals:
        for text in (None, "first", "second", None):
            originals.keep([original(b"a", text)])
        assert originals.text(original(b"a").sha256) == "second"


def test_what_is_missing_or_broken_is_said(path: Path) -> None:
    one = original(b"a", "a")
    with closing(Originals.beside(path)) as originals:
        with pytest.raises(MissingOriginal, match=f"warehouse-originals.db.*{one.sha256}.*backup"):
            originals.data(one.sha256)
        originals.keep([one])
        originals.db.execute("UPDATE originals SET data = x'00'")
        with pytest.raises(Damaged, match=f"{one.sha256} of originals.*backup"):
            originals.data(one.sha256)
        originals.db.execute("UPDATE texts SET data = ?", [original(b"\xff").data])
        with pytest.raises(Damaged, match="of texts"):
            originals.text(one.sha256)


def test_commits_are_durable(path: Path) -> None:
    with closing(Originals.beside(path)) as originals:
        assert originals.db.execute("PRAGMA synchronous").fetchone()[0] == 2


def modes(path: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir() if "originals" in file.name}


@pytest.mark.skipif(os.name != "posix", reason="rights of folders decide there")
@pytest.mark.breaks("warehouse/tables/originals.py", "_OWNER_ALONE = 0o600", "_OWNER_ALONE = 0o640")
def test_only_the_owner_may_read_it(path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(Originals.beside(path)) as originals:
            originals.keep([original(b"a", "a")])
            found = modes(path)
    finally:
        os.umask(before)
    assert len(found) == 3
    assert set(found.values()) == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="rights of folders decide there")
@pytest.mark.breaks("warehouse/tables/originals.py", "stat.st_mode & 0o077", "stat.st_mode & 0o007")
def test_an_open_one_is_tightened(path: Path) -> None:
    with closing(Originals.beside(path)) as originals:
        originals.keep([original(b"a", "a")])
        for name in modes(path):
            path.with_name(name).chmod(0o660)
        with closing(Originals.beside(path)):
            assert set(modes(path).values()) == {0o600}
