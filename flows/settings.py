"""The settings of the flows, read from environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cleaners.errors import QinggaoError


class BadSetting(QinggaoError):
    """An environment variable holds a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and limits. Relative paths start from the folder in which the command was started."""

    db: Path = Path("warehouse.db")
    inbox: Path = Path("inbox")
    prefect_home: Path = Path(".prefect")
    max_bytes: int = 20_000_000


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from QINGGAO_DB, QINGGAO_INBOX, QINGGAO_PREFECT_HOME and QINGGAO_MAX_BYTES, with defaults for those that
    are unset or empty.

    >>> read_settings({"QINGGAO_DB": "shelf.db"}).db.name
    'shelf.db'
    """
    defaults = Settings()
    return Settings(
        db=Path(environ.get("QINGGAO_DB") or defaults.db),
        inbox=Path(environ.get("QINGGAO_INBOX") or defaults.inbox),
        prefect_home=Path(environ.get("QINGGAO_PREFECT_HOME") or defaults.prefect_home),
        max_bytes=_size(environ.get("QINGGAO_MAX_BYTES") or str(defaults.max_bytes)),
    )


def _size(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise BadSetting(f"QINGGAO_MAX_BYTES is {text!r}: give a whole number of bytes, such as 20000000, or unset it.")
    return int(text)
