"""Places read without folders, logins and contacts, and are known again all the same."""

from pathlib import Path

import pytest

from tests.warehouse.shelves import rows, speech_text
from warehouse.incoming import Incoming, base_of
from warehouse.ingest import ingest, walk
from warehouse.tables.places import place_of


@pytest.mark.parametrize(
    ("incoming", "path"),
    [
        (Incoming(path=Path("/home/li/in/a.txt")), "a.txt"),
        (Incoming(path=Path("/srv/in/2020/a.txt"), base="/srv/in/"), "2020/a.txt"),
        (Incoming(name="/srv/in/a.zip!x/b.txt", base="/srv/in/"), "a.zip!x/b.txt"),
        (Incoming(name="/srv/in/a.zip!/home/li/b.txt", base="/srv/in/"), "a.zip!b.txt"),
        (Incoming(name="/home/li/a.txt"), "a.txt"),
        (Incoming(name="张三13812345678.txt"), "张三***********.txt"),
        (Incoming(text="稿"), None),
    ],
)
def test_a_path_as_it_is_served(incoming: Incoming, path: str | None) -> None:
    assert place_of(incoming, b"s").path == path


@pytest.mark.parametrize("folder", ["/", "/home", "/home/li", "/Users"])
def test_a_home_directory_is_never_told(folder: str) -> None:
    home = "/Users/li/" if folder == "/Users" else "/home/li/"
    assert base_of(Path(folder), Path(f"{home}in/a.txt")) == home


def test_two_places_that_read_the_same_are_two(folder: Path, path: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(speech_text(1))
    for _ in range(2):
        ingest(walk([folder / "one", folder / "two"]), path)
    assert rows(path, "SELECT path FROM arrivals") == [("a.txt",)] * 2


def test_one_place_is_one_however_it_was_named(folder: Path, path: Path) -> None:
    (folder / "a.txt").write_text(speech_text(1))
    ingest(walk([folder.parent]), path)
    ingest(walk([folder, folder / "a.txt"]), path)
    assert rows(path, "SELECT path FROM arrivals") == [("in/a.txt",)]


@pytest.mark.breaks("warehouse/tables/places.py", "key=secret, ", "")
def test_keys_of_two_warehouses_differ(tmp_path: Path) -> None:
    for name in ("a", "b"):
        ingest([Incoming(text=speech_text(1), name="13812345678", url="http://a.example/")], tmp_path / f"{name}.db")
    keys = [rows(tmp_path / f"{name}.db", "SELECT path_key, url_key FROM arrivals")[0] for name in ("a", "b")]
    assert not set(keys[0]) & set(keys[1])
