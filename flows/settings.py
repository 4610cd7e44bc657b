"""The settings of the flows, read from environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cleaners.errors import QinggaoError


class BadSetting(QinggaoError):
    """An environment variable holds a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and limits. Relative paths start from the folder in which the command was started.

    `folders` are those in which flows may read files, beside the inbox.
    """

    db: Path = Path("warehouse.db")
    inbox: Path = Path("inbox")
    prefect_home: Path = Path(".prefect")
    max_bytes: int = 20_000_000
    folders: tuple[Path, ...] = (Path(),)

    def resolved(self) -> "Settings":
        """The same with absolute paths, for processes that start elsewhere."""
        return replace(
            self,
            db=self.db.resolve(),
            inbox=self.inbox.resolve(),
            prefect_home=self.prefect_home.resolve(),
            folders=tuple(folder.resolve() for folder in self.folders),
        )

    def environment(self) -> dict[str, str]:
        """The environment variables that `read_settings` reads these from.

        Raises:
            BadSetting: a folder's name holds the mark that separates folders.
        """
        if mistaken := [str(folder) for folder in self.folders if os.pathsep in str(folder)]:
            raise BadSetting(f"{mistaken[0]}: the {os.pathsep!r} would part it in QINGGAO_FOLDERS. Name other folders.")
        return {
            "QINGGAO_DB": str(self.db),
            "QINGGAO_INBOX": str(self.inbox),
            "QINGGAO_PREFECT_HOME": str(self.prefect_home),
            "QINGGAO_MAX_BYTES": str(self.max_bytes),
            "QINGGAO_FOLDERS": os.pathsep.join(map(str, self.folders)),
        }


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from QINGGAO_DB, QINGGAO_INBOX, QINGGAO_PREFECT_HOME, QINGGAO_MAX_BYTES and QINGGAO_FOLDERS (separated as
    in PATH), with defaults for those that are unset or empty.

    >>> read_settings({"QINGGAO_DB": "shelf.db"}).db.name
    'shelf.db'
    """
    defaults = Settings()
    folders = environ.get("QINGGAO_FOLDERS", "").split(os.pathsep)
    return Settings(
        db=Path(environ.get("QINGGAO_DB") or defaults.db),
        inbox=Path(environ.get("QINGGAO_INBOX") or defaults.inbox),
        prefect_home=Path(environ.get("QINGGAO_PREFECT_HOME") or defaults.prefect_home),
        max_bytes=_size(environ.get("QINGGAO_MAX_BYTES") or str(defaults.max_bytes)),
        folders=tuple(Path(folder) for folder in folders if folder) or defaults.folders,
    )


def _size(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise BadSetting(f"QINGGAO_MAX_BYTES is {text!r}: give a whole number of bytes, such as 20000000, or unset it.")
    return int(text)
