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
