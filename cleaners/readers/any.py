"""`read`: the page of any bytes. What the bytes are decides how they are read, and not the file's name."""

from cleaners.page import Page
from cleaners.readers.text.plain import read_text
from cleaners.readers.word.old_kinds import is_old

_ZIP = b"PK\x03\x04"
# Blanks, and the bytes of byte order marks.
_BLANK = b" \t\r\n\f\xef\xbb\xbf\xff\xfe"


def read(data: bytes, *, name: str | None = None, url: str | None = None) -> Page:
    """The page of a file's bytes: HTML, Word (.docx) or plain text.

    Raises:
        OldDocument: .doc, .wps or RTF: LibreOffice is to make a .docx of it, which `read_converted` reads.
        Unreadable: the bytes give no text; the message names the file and the next step.
    """
    # The readers are imported when they are needed: a plain text starts sooner.
    if data.startswith(_ZIP) or is_old(data):
        from cleaners.readers.word.docx import read_docx

        return read_docx(data, name=name, url=url)
    head = data[:4096].replace(b"\0", b"").lower()
    if head.lstrip(_BLANK).startswith(b"<") or b"<html" in head:
        from cleaners.readers.html.page import looks_like_html, read_html

        if looks_like_html(data):
            return read_html(data, name=name, url=url)
    return read_text(data, name=name, url=url)
