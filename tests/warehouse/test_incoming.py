"""Sources: what they are called, and their bytes."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.incoming import Incoming, NotSuppliable


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_bytes(b"abc")
    os.utime(file, ns=(0, 1_700_000_000_123_456_000))
    one = Incoming(path=file)
    assert one.label == one.place == str(file)
    assert one.load(3) == (sha256(b"abc").hexdigest(), 3, "2023-11-14T22:13:20.123456+00:00", b"abc")


def test_a_relative_path_is_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Incoming(path=Path("稿.txt")).place == f"{tmp_path}/稿.txt"


@pytest.mark.parametrize(
    ("one", "label", "place"),
    [
        (Incoming(text="稿"), "pasted text", None),
        (Incoming(text="稿", name="note"), "note", "note"),
        (Incoming(data=b"x", url="http://a.example/"), "http://a.example/", None),
        (Incoming(data=b"x", name="a.zip!b.txt", url="http://a.example/"), "a.zip!b.txt", "a.zip!b.txt"),
    ],
)
def test_names_without_a_file(one: Incoming, label: str, place: str | None) -> None:
    assert (one.label, one.place) == (label, place)


@given(st.text(), st.integers(0, 40))
def test_pasted_text_is_taken_as_typed(text: str, limit: int) -> None:
    data = text.encode()
    loaded = Incoming(text=text).load(limit)
    assert loaded[:3] == (sha256(data).hexdigest(), len(data), None)
    assert loaded.data == (data if len(data) <= limit else None)


def test_a_large_file_is_hashed_and_not_held(tmp_path: Path) -> None:
    data = b"0123456789" * 400_000
    (tmp_path / "large").write_bytes(data)
    loaded = Incoming(path=tmp_path / "large").load(10)
    assert (loaded.sha256, loaded.size, loaded.data) == (sha256(data).hexdigest(), len(data), None)


def test_only_what_a_person_can_know_is_supplied() -> None:
    with pytest.raises(NotSuppliable, match=r"note: body, chars cannot be supplied, only .*title"):
        Incoming(text="稿", name="note", supplied={"body": "x", "chars": "1", "title": "t"})
