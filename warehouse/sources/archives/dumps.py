"""Dumps of crawlers: .jsonl, one page a line; .warc, one page a record."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from cleaners.chinese.dates import iso
from warehouse.incoming import Incoming
from warehouse.sources.archives.archive import Archive

_PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt"}
_OUT_OF_RANGE = "its time of fetching, {}, is in no year from 1 to 9999 in UTC. Put it right, and ingest it again."
_ESCAPED = 6  # JSON may write a character as \uXXXX.


def page_lines(archive: Archive) -> Iterator[Incoming]:
    """The pages of a .jsonl file. Each line is an object with `html` or `text`, and optionally `url`, `title`,
    `published` and `fetched_at`. A line that is not comes with a fault.
    """
    longest, number = archive.limit * _ESCAPED + 10_000, 0
    while line := archive.file.readline(longest):
        number += 1
        size = len(line)
        while not line.endswith(b"\n") and (more := archive.file.readline(longest)):
            line, size = more, size + len(more)
        if size > longest:
            yield archive.too_large(str(number), size)
        elif line.strip():
            yield _page(archive, number, line)


def _page(archive: Archive, number: int, line: bytes) -> Incoming:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return archive.broken(str(number), f"this line is no JSON ({error}). Put it right, and ingest it again.")
    for key, ending in (("html", "html"), ("text", "txt")):
        if isinstance(row, dict) and isinstance(row.get(key), str):
            try:
                known = _known(row)
            except OverflowError:
                return archive.broken(str(number), _OUT_OF_RANGE.format(row["fetched_at"]))
            # Half a surrogate pair has no bytes of its own: the reader marks it as undecodable.
            return archive.page(f"{number}.{ending}", row[key].encode("utf-8", "surrogatepass"), **known)
    return archive.broken(str(number), "this line has no text in `html` or `text`. Name the field so.")


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """What a line says of its page."""
    filled = {name: value.strip() for name, value in row.items() if isinstance(value, str) and value.strip()}
    # Half a surrogate pair cannot be written anywhere.
    given = {name: value.encode("utf-8", "replace").decode() for name, value in filled.items()}
    published = iso(given.get("published", ""))
    supplied = {"title": given.get("title"), "published": published and published[0]}
    return {
        "url": given.get("url"),
        "supplied": {name: value for name, value in supplied.items() if value},
        "fetched_at": _utc(given.get("fetched_at", "")),
    }


def _utc(moment: str) -> str | None:
    """A time as the tables hold it, in UTC if no zone is given; None if the text is no time.

    Raises:
        OverflowError: in UTC it is before the year 1 or after 9999.
    """
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")


def records(archive: Archive) -> Iterator[Incoming]:
    """The pages of a WARC file: responses and resources that are text, with address and time. Responses of other media
    types, and those with an error status, are left out.
    """
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    for number, record in enumerate(ArchiveIterator(archive.file), 1):
        if record.rec_type in ("response", "resource"):
            yield _response(archive, number, record)


def _response(archive: Archive, number: int, record: Any) -> Incoming:
    headers = record.http_headers or record.rec_headers
    media_type = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if not status.startswith("2") or media_type not in _PAGES:
        what = media_type or "no media type" if status.startswith("2") else f"status {status}"
        return Incoming(name=archive.inside(str(number)), left_out=what)
    fetched = record.rec_headers.get_header("WARC-Date") or ""
    try:
        known = {"url": record.rec_headers.get_header("WARC-Target-URI"), "fetched_at": _utc(fetched)}
    except OverflowError:
        return archive.broken(str(number), _OUT_OF_RANGE.format(fetched))
    name, data = f"{number}.{_PAGES[media_type]}", record.content_stream().read(archive.limit + 1)
    if len(data) <= archive.limit and record.raw_stream.limit > 0:
        return archive.broken(name, f"it breaks off {record.raw_stream.limit:,} bytes early. Fetch the archive again.")
    return archive.page(name, data, **known)
