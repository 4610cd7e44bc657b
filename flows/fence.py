"""The fence around what flows read: whoever starts a run names paths, and only those in allowed folders are read."""

import errno
from pathlib import Path

from cleaners.errors import QinggaoError
from flows.settings import Settings


class OutsideFolders(QinggaoError):
    """A path leads out of the folders in which flows may read."""


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


def refuse_outside(paths: tuple[Path, ...], settings: Settings) -> None:
    """Raise OutsideFolders for the first path that may not be read."""
    for path in paths:
        if error := refusal(path, settings):
            raise OutsideFolders(f"{path}: {error.strerror}.")
