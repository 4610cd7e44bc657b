"""`qinggao clean` and `explain`: cleaned pages as rows, JSON, text or marked-up drafts."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TextIO

from cleaners import BUILT_IN, clean, read
from cleaners.errors import Unreadable
from cleaners.page import Page
from cleaners.speech import Cleaned, Speech
from warehouse.sources.conversion import Named, converted

Row = dict[str, Any]


def rows(paths: Iterable[str], with_sites: bool = True) -> Iterator[Row]:
    """One row a file, in the order given. A file that cannot be read has the status quarantined and an error."""
    rules = BUILT_IN if with_sites else BUILT_IN.without_sites()
    for path, page in _pages(paths):
        if isinstance(page, Page):
            yield {"path": shown(path), "status": "ok", "error": None, **as_row(clean(page, rules))}
        else:
            yield {"path": shown(path), "status": "quarantined", "error": reason(path, page), "page": None,
                   "speeches": [], "edits": [], "flags": []}  # fmt: skip


def explanation(path: str, as_html: bool) -> str:
    """The marked-up draft of a file, for the terminal or as an HTML page.

    Raises:
        OSError, Unreadable: the file cannot be read.
    """
    import shutil

    from flows.explain.html import html
    from flows.explain.summary import whys_of
    from flows.explain.terminal import terminal
    from flows.terminal import wants_colour

    [(_, page)] = _pages([path])
    if not isinstance(page, Page):
        raise page
    done = clean(page)
    whys = whys_of(done)
    if as_html:
        return html(done, whys)
    return terminal(done, whys, wants_colour(sys.stdout), shutil.get_terminal_size().columns)


def _pages(paths: Iterable[str]) -> Iterator[tuple[str, Page | OSError | Unreadable]]:
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


def as_row(done: Cleaned) -> Row:
    """A cleaned page as plain data: page, speeches, the whole account and flags."""
    source = done.page.source
    return {
        "page": {"text": done.page.text, "encoding": source.encoding, "media_type": source.media_type,
                 "chars": len(done.page.text), "script": done.script},
        "speeches": [_speech_row(speech) for speech in done.speeches],
        "edits": [{"start": t.start, "end": t.end, "kind": done.kinds[t.rule], "rule": t.rule, "new": t.new} for t in done.draft.ledger],
        "flags": list(done.flags),
    }  # fmt: skip


def _speech_row(speech: Speech) -> Row:
    placed = {name: getattr(speech, name) for name in ("part", "start", "end", "body", "fields")}
    return placed | dict(speech.told()) | {"gap": speech.gap._asdict() if speech.gap else None}


def write(found: Iterable[Row], style: str, out: TextIO, err: TextIO) -> int:
    """Print rows as text, json or jsonl, and their errors on `err`. Returns the number of unreadable pages."""
    return _PRINTERS[style](_with_warnings(found, err), out)


def _with_warnings(found: Iterable[Row], err: TextIO) -> Iterator[Row]:
    """The rows; prints a line on `err` for each without a speech."""
    for row in found:
        if row["status"] != "ok":
            err.write(f"{row['error']}\n")
        elif not row["speeches"]:
            err.write(f"{row['path']}: no speech on this page ({', '.join(row['flags'])})\n")
        yield row


def _text(found: Iterable[Row], out: TextIO) -> int:
    """Titles and bodies, a blank line between speeches."""
    bad, between = 0, ""
    for row in found:
        bad += row["status"] != "ok"
        for speech in row["speeches"]:
            out.write(between + "\n".join(filter(None, [speech["title"], speech["body"]])) + "\n")
            between = "\n"
    return bad


def _jsonl(found: Iterable[Row], out: TextIO) -> int:
    import json

    bad = 0
    for row in found:
        bad += row["status"] != "ok"
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return bad


def _json(found: Iterable[Row], out: TextIO) -> int:
    import json

    rows = list(found)
    out.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    return sum(row["status"] != "ok" for row in rows)


_PRINTERS = {"text": _text, "json": _json, "jsonl": _jsonl}
