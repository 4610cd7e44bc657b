"""The owner's login to Prefect: drawn at the first start, and kept in a file that only the owner reads."""

import base64
import os
import secrets
from pathlib import Path

from flows.service.children import ServeError


def login_file(home: Path) -> Path:
    """Where the login is kept, in Prefect's home.

    >>> login_file(Path(".prefect")).name
    'login'
    """
    return home / "login"


def login_of(home: Path) -> str:
    """The login, as "name:password". The home becomes the owner's alone: it holds what was pasted, too.

    Raises:
        ServeError: the file is empty, or others can read or replace it.
        OSError: it cannot be read or written.
    """
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    path = login_file(home)
    if not path.exists():
        _write(path, f"qinggao:{secrets.token_urlsafe(32)}\n")
    status, login = path.stat(), path.read_text("ascii").strip()
    if not login or status.st_mode & 0o077 or status.st_uid != os.getuid():
        raise ServeError(f"{path}: the login is empty, or not its owner's alone. Remove the file: a new one is drawn.")
    return login


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


def header(login: str) -> dict[str, str]:
    """The header of a request that shows the login.

    >>> header("name:word")
    {'Authorization': 'Basic bmFtZTp3b3Jk'}
    """
    return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}
