"""The fence: what flows may read, after links are followed."""

from pathlib import Path

import pytest

from flows.fence import OutsideFolders, refusal, refuse_outside
from flows.settings import Settings
from warehouse.sources.walk import walk


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(
        prefect_home=tmp_path / "open" / "prefect", inbox=tmp_path / "inbox", folders=(tmp_path / "open",)
    )
    for folder in (settings.inbox, settings.prefect_home, tmp_path / "opening"):
        folder.mkdir(parents=True)
    return settings


@pytest.mark.breaks("flows/fence.py", "real, home = path.resolve()", "real, home = path.absolute()")
@pytest.mark.breaks("flows/fence.py", " and not real.is_relative_to(home)", "")
@pytest.mark.parametrize("inside", ["open", "open/a.txt", "inbox/a/b.txt", "inbox/../open/a", "opening/in/a.txt"])
@pytest.mark.parametrize(
    "outside",
    ["a.txt", "opening/a.txt", "open/../a.txt", "open/out/a.txt", "open/prefect/login", "inbox/home/login", "."],
)
def test_links_are_followed_and_prefect_s_home_is_closed(
    tmp_path: Path, settings: Settings, inside: str, outside: str
) -> None:
    (tmp_path / "open" / "out").symlink_to(tmp_path)
    (tmp_path / "inbox" / "home").symlink_to(settings.prefect_home)
    (tmp_path / "opening" / "in").symlink_to(settings.inbox)
    assert refusal(tmp_path / inside, settings) is None
    assert refusal(tmp_path / outside, settings)
    with pytest.raises(OutsideFolders, match="lies outside the folders"):
        refuse_outside((tmp_path / inside, tmp_path / outside), settings.db, settings)


def test_another_database_is_refused(tmp_path: Path, settings: Settings) -> None:
    refuse_outside((), settings.db, settings)
    with pytest.raises(OutsideFolders, match="QINGGAO_DB"):
        refuse_outside((), tmp_path / "open" / "other.db", settings)


def test_a_linked_folder_is_not_even_listed(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "opening" / "secret.txt").write_text("x")
    (settings.inbox / "a.txt").write_text("x")
    (settings.inbox / "link").symlink_to(tmp_path / "opening")
    found = list(walk([settings.inbox], lambda path: refusal(path, settings)))
    assert [(one.path and one.path.name, type(one.fault)) for one in found] == [
        ("a.txt", type(None)),
        ("link", PermissionError),
    ]
