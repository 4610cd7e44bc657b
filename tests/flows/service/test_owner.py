"""The owner's login: drawn once, readable by the owner alone."""

import stat
from pathlib import Path

import pytest

from flows.service.children import ServeError
from flows.service.owner import login_file, login_of


def test_it_is_drawn_once_and_is_nobody_else_s(tmp_path: Path) -> None:
    homes = tmp_path / "a", tmp_path / "b"
    first, other = map(login_of, homes)
    assert first == login_of(homes[0]) != other
    assert stat.S_IMODE(login_file(homes[0]).stat().st_mode) == 0o600
    assert stat.S_IMODE(homes[0].stat().st_mode) == 0o700


@pytest.mark.breaks("flows/service/owner.py", " or status.st_mode & 0o077", "")
def test_one_that_others_can_read_or_that_is_empty_is_refused(tmp_path: Path) -> None:
    login_of(tmp_path)
    login_file(tmp_path).chmod(0o640)
    with pytest.raises(ServeError, match="Remove the file"):
        login_of(tmp_path)
    login_file(tmp_path).chmod(0o600)
    login_file(tmp_path).write_text("\n")
    with pytest.raises(ServeError, match="Remove the file"):
        login_of(tmp_path)
