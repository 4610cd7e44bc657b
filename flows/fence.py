"""The fence around what flows read and write: whoever starts a run names paths, and only those within it are used."""

import errno
from collections.abc import Iterable
from pathlib import Path

from cleaners.errors import QinggaoError
from flows.settings import Settings


class OutsideFolders(QinggaoError):
    """A path leads out of the folders in which flows may read, or to another database."""


def refusal(path: Path, settings: Settings) -> PermissionError | None:
    """Why a file or folder may not be read, or None. Symbolic links are followed first. Prefect's own home is no source:
    the owner's login is kept there.
    """
    real, home = path.resolve(), settings.prefect_home.resolve()
    allowed = [folder.resolve() for folder in (settings.inbox, *settings.folders)]
    if any(map(real.is_relative_to, allowed)) and not real.is_relative_to(home):
        return None
    places = ", ".join(map(str, allowed))
    return PermissionError(
        errno.EACCES, f"it lies outside the folders in which flows may read ({places}; see QINGGAO_FOLDERS)", str(path)
    )


def refuse_outside(paths: Iterable[Path], db: Path, settings: Settings) -> None:
    """Raise OutsideFolders for a path that may not be read, or a database that is not the service's own."""
    for path in paths:
        if error := refusal(path, settings):
            raise OutsideFolders(f"{path}: {error.strerror}.")
    own = settings.db.resolve()
    if db.resolve() != own:
        raise OutsideFolders(f"{db}: flows write to {own} alone; QINGGAO_DB names it where the service starts.")
