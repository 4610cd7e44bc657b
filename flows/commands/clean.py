"""`qinggao clean` and `explain`: cleaned pages as rows, JSON, text or marked-up drafts."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from cleaners import BUILT_IN, clean
from cleaners.speech import Cleaned, Speech
from flows.pages import reason, shown, worked
from flows.terminal import as_json, safe, safe_lines

Row = dict[str, Any]


def rows(paths: Iterable[str], with_sites: bool = True) -> Iterator[Row]:
    """One row a file, in the order given. A file that cannot be read has the status quarantined and an error."""
    rules = BUILT_IN if with_sites else BUILT_IN.without_sites()
    for path, row in worked(paths, lambda page: as_row(clean(page, rules))):
        if isinstance(row, dict):
            yield {"path": shown(path), "status": "ok", "error": None, **row}
        else:
            yield {"path": shown(path), "status": "quarantined", "error": reason(path, row), "page": None,
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

    [(_, done)] = worked([path], clean)
    if not isinstance(done, Cleaned):
        raise done
    whys = whys_of(done)
    if as_html:
        return html(done, whys)
    return terminal(done, whys, wants_colour(sys.stdout), shutil.get_terminal_size().columns)


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
    return placed | dict(speech.all_fields()) | {"gap": speech.gap._asdict() if speech.gap else None}


def write(found: Iterable[Row], style: str, out: TextIO, err: TextIO) -> int:
    """Print rows as text, json or jsonl, and their errors on `err`. Returns the number of unreadable pages."""
    return _PRINTERS[style](_with_warnings(found, err), out)


def _with_warnings(found: Iterable[Row], err: TextIO) -> Iterator[Row]:
    """The rows; prints a line on `err` for each without a speech."""
    for row in found:
        if row["status"] != "ok":
            err.write(f"{safe(row['error'])}\n")
        elif not row["speeches"]:
            err.write(f"{safe(row['path'])}: no speech on this page ({', '.join(row['flags'])})\n")
        yield row


def _text(found: Iterable[Row], out: TextIO) -> int:
    """Titles and bodies, a blank line between speeches; into a file as they are."""
    bad, between, shown = 0, "", safe_lines if out.isatty() else str
    for row in found:
        bad += row["status"] != "ok"
        for speech in row["speeches"]:
            out.write(between + shown("\n".join(filter(None, [speech["title"], speech["body"]]))) + "\n")
            between = "\n"
    return bad


def _jsonl(found: Iterable[Row], out: TextIO) -> int:
    bad = 0
    for row in found:
        bad += row["status"] != "ok"
        out.write(as_json(row) + "\n")
    return bad


def _json(found: Iterable[Row], out: TextIO) -> int:
    rows = list(found)
    out.write(as_json(rows, indent=2) + "\n")
    return sum(row["status"] != "ok" for row in rows)


_PRINTERS = {"text": _text, "json": _json, "jsonl": _jsonl}
