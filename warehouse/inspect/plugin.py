"""What Datasette does not do by itself: own pages only, a content security policy, limits for SQL, and tame CSV."""

import csv
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.views import base  # type: ignore[import-untyped]
from jinja2 import Environment
from jinja2.ext import Extension
from starlette.types import ASGIApp, Scope

from warehouse.inspect.own_pages import only_own_pages, with_policy

# A cell longer than this fails alone. Of a file of 20 MB, the usual limit of the intake, GB18030 makes 30 MB of UTF-8.
MAX_CELL = 40_000_000
# What a spreadsheet takes for a formula when a cell begins with it. An East Asian Excel reads wide signs, too.
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Datasette's templates hold a few scripts and styles of their own. The scripts are told by a nonce; styles do no harm.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_nonce = ContextVar("nonce", default="")


def policy(scope: Scope) -> str:
    """The content security policy of an answer, with a nonce that its templates find again."""
    _nonce.set(secrets.token_urlsafe(16))
    return POLICY.format(nonce=_nonce.get())


class Nonces(Extension):
    """Gives the nonce to the scripts that stand in a template, and to none that comes with the data."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"<script\b", '<script nonce="{{ csp_nonce() }}"', source)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[ASGIApp], ASGIApp]:
    """Called by Datasette when it starts."""
    return lambda app: only_own_pages(with_policy(app, policy))


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    """Called by Datasette before its first page."""
    env.globals["csp_nonce"] = _nonce.get
    env.add_extension(Nonces)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Called by Datasette for each connection that it opens."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)


class TameWriter:
    """A CSV writer whose cells no spreadsheet takes for a formula."""

    def __init__(self, file: Any) -> None:
        self._writer = csv.writer(file)

    def writerow(self, row: Iterable[object]) -> Any:
        """Writes a row; returns what the file's `write` does, which Datasette awaits."""
        return self._writer.writerow([tame(cell) for cell in row])


# Datasette has no hook for CSV: its view finds this in place of the module `csv`.
base.csv = SimpleNamespace(writer=TameWriter)


def tame(cell: object) -> object:
    """A cell that begins as a formula does, with an apostrophe before it; numbers are no text, and stay.

    >>> tame("=1+1"), tame("5"), tame(-5)
    ("'=1+1", '5', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
