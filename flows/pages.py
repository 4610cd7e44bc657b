"""The pages of files that a command names."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaners import read
from cleaners.errors import Unreadable
from cleaners.page import Page
from warehouse.sources.conversion import Named, converted


def pages_of(paths: Iterable[str]) -> Iterator[tuple[str, Page | OSError | Unreadable]]:
    """The page of each file, or the error; old Word documents are converted by LibreOffice, many at a time."""
    for file, outcome in converted(map(_loaded, paths), lambda file: Named(file.name, file.data)):
        yield file.path, file.fault or _page(file, outcome)


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
        with open(path, "rb") as file:
            return _File(path, file.read())
    except OSError as error:
        return _File(path, fault=error)


def _page(file: _File, docx: bytes | Unreadable | None) -> Page | Unreadable:
    try:
        if isinstance(docx, bytes):
            from cleaners.readers.word.converted import read_converted

            return read_converted(docx, file.data, name=file.name)
        return docx or read(file.data, name=file.name)
    except Unreadable as error:
        return error


def shown(path: str) -> str:
    """A path as text; bytes that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def reason(path: str, error: Exception) -> str:
    """What went wrong with a file, as a message that names it."""
    return f"{shown(path)}: {error.strerror}." if isinstance(error, OSError) else str(error)
