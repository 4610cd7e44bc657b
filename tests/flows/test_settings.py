"""Settings come from the environment, with defaults, and a bad one is told."""

from pathlib import Path

import pytest

from flows.settings import BadSetting, Settings, read_settings


def test_defaults_and_values() -> None:
    assert read_settings({}) == Settings()
    given = read_settings({"QINGGAO_DB": "/a/b.db", "QINGGAO_INBOX": "in", "QINGGAO_MAX_BYTES": "5"})
    assert (given.db, given.inbox, given.max_bytes) == (Path("/a/b.db"), Path("in"), 5)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1e6", "\u0663"])
def test_a_bad_size_is_told(value: str) -> None:
    with pytest.raises(BadSetting, match="QINGGAO_MAX_BYTES"):
        read_settings({"QINGGAO_MAX_BYTES": value})


def test_the_environment_gives_the_same_settings_elsewhere() -> None:
    settings = Settings(folders=(Path("a"), Path("b c"))).resolved()
    assert read_settings(settings.environment()) == settings
    assert all(path.is_absolute() for path in (settings.db, settings.inbox, *settings.folders))


def test_a_folder_that_would_be_parted_is_told() -> None:
    with pytest.raises(BadSetting, match="QINGGAO_FOLDERS"):
        Settings(folders=(Path("/a:b"),)).environment()
