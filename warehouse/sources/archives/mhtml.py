"""Pages that a browser saved as one file: .mhtml, .mht."""

from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

from warehouse.incoming import Incoming
from warehouse.sources.archives.archive import Archive
from warehouse.sources.archives.errors import BrokenArchive

if TYPE_CHECKING:
    from email.message import Message

_WITH_PICTURES = 5


def saved_page(archive: Archive) -> Iterator[Incoming]:
    """The root part of the file. With its pictures the file may be five times as large as a page may be."""
    import email

    data = archive.read(archive.limit * _WITH_PICTURES)
    if len(data) > archive.limit * _WITH_PICTURES:
        yield archive.too_large("page.html", len(data))
        return
    whole = email.message_from_bytes(data)
    root = _root(whole)
    if root is None:
        raise BrokenArchive(f"{archive.place}: no part of it is a page. Save the page again, as .html.")
    page = root.get_payload(decode=True)
    assert isinstance(page, bytes)
    name = "page.txt" if root.get_content_type() == "text/plain" else "page.html"
    yield archive.page(name, page, url=_address(whole, root), fetched_at=_saved_at(whole))


def _root(whole: "Message") -> "Message | None":
    """The part that the parameter `start` names, else the first that is a page."""
    parts = [part for part in whole.walk() if part.get_content_type() in ("text/html", "text/plain")]
    start = whole.get_param("start")
    return next((part for part in parts if start and part["Content-ID"] == start), parts[0] if parts else None)


def _address(whole: "Message", root: "Message") -> str | None:
    address = root["Content-Location"] or whole["Snapshot-Content-Location"]
    return str(address) if address else None


def _saved_at(whole: "Message") -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(whole["Date"]).astimezone(UTC).isoformat(timespec="seconds")
    except (TypeError, ValueError):
        return None  # There is no such header, or no date in it.
