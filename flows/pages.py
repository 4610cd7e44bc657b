"""What a command makes of the pages of files that it names, within the bounds of a page."""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from cleaners import read
from cleaners.errors import Unreadable
from cleaners.page import Page
from warehouse.bounds import bounded, tell_where
from warehouse.sources.conversion import Named, converted
from warehouse.sources.special import special

_STDERR = 2

Result = TypeVar("Result")


def worked(paths: Iterable[str], work: Callable[[Page], Result]) -> Iterator[tuple[str, Result | OSError | Unreadable]]:
    """What `work` makes of the page of each file, or the error. Reading and `work` keep to the bounds of a page. Old
    Word documents are converted by LibreOffice, many at a time.
    """
    tell_where(_STDERR)
    for file, outcome in converted(map(_loaded, paths), lambda file: Named(file.name, file.data)):
        yield file.path, _bounded(file, outcome, work) if file.fault is None else file.fault


class _File(NamedTuple):
    """A file with its bytes, or with the error of reading them."""

    path: str
    data: bytes = b""
    fault: OSError | None = None

    @property
    def name(self) -> str:
        return "standard input" if self.path == "-" else shown(self.path)


def _loaded(path: str) -> _File:
    """Reads a file, or standard input (-)."""
    try:
        if path == "-":
            return _File(path, sys.stdin.buffer.read())
        if special(path):
            raise OSError(errno.EINVAL, "This is no file of a disk, so it is not opened; - reads standard input", path)
        with open(path, "rb") as file:
            return _File(path, file.read())
    except OSError as error:
        return _File(path, fault=error)


def _bounded(file: _File, docx: bytes | Unreadable | None, work: Callable[[Page], Result]) -> Result | Unreadable:
    if isinstance(docx, Unreadable):
        return docx
    try:
        return bounded(file.name, max(len(file.data), len(docx or b"")), lambda: work(_page(file, docx)))
    except Unreadable as error:
        return error


def _page(file: _File, docx: bytes | None) -> Page:
    if docx is None:
        return read(file.data, name=file.name)
    from cleaners.readers.word.converted import read_converted

    return read_converted(docx, file.data, name=file.name)


def shown(path: str) -> str:
    """A path as text; bytes that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def reason(path: str, error: Exception) -> str:
    """What went wrong with a file, as a message that names it."""
    return f"{shown(path)}: {error.strerror}." if isinstance(error, OSError) else str(error)
