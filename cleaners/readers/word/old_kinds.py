"""Word documents before .docx (.doc, .wps) and RTF: recognised by their bytes, refused with advice on what to do."""

from typing import NamedTuple, NoReturn

from cleaners.errors import Encrypted, NotText, OldDocument, Unreadable
from cleaners.patterns import compiled
from cleaners.readers.word import ole

# RTF may stand after a byte order mark and blanks.
RTF = rb"(?:\xef\xbb\xbf)?\s*(?=\{\\rtf)"
_FLAGS, _LOCKED = slice(11, 12), 1
_ENCRYPTED = "the Office file has a password. Open it with the password, save it without, and give that."
_OTHERS = {
    "Workbook": "an old Excel workbook (.xls)",
    "Book": "an old Excel workbook (.xls)",
    "PowerPoint Document": "an old PowerPoint file (.ppt)",
}


class OldKind(NamedTuple):
    """What an old document is, with its article, its media type, and the ending that programs know it by."""

    name: str
    media_type: str
    ending: str


_WORD = OldKind("an old Word document (.doc, .wps)", "application/msword", ".doc")
_RICH = OldKind("an RTF document", "application/rtf", ".rtf")


def is_old(data: bytes) -> bool:
    """Whether bytes are an OLE file or RTF.

    >>> is_old(b"{\\\\rtf1 a}"), is_old(b"a {\\\\rtf1 a}")
    (True, False)
    """
    return data.startswith(ole.MAGIC) or compiled(RTF).match(data) is not None


def kind_of(data: bytes) -> OldKind:
    """The kind of an OLE file or RTF of which LibreOffice can make a .docx.

    Raises:
        Encrypted: it has a password.
        NotText: it is no Word document.
        Corrupt: it is too damaged to tell.
    """
    if not data.startswith(ole.MAGIC):
        return _RICH
    streams = ole.top_streams(data)
    if "EncryptedPackage" in streams or _is_locked(streams.get("WordDocument", b"")):
        raise Encrypted(_ENCRYPTED)
    if "WordDocument" not in streams:
        name = next((_OTHERS[stream] for stream in streams if stream in _OTHERS), "an OLE file of an unknown kind")
        raise NotText(f"this is {name}, no Word document. Save the text in it as .docx or .txt, and give that.")
    return _WORD


def is_convertible(data: bytes) -> bool:
    """Whether LibreOffice can make a .docx of bytes; what else is old, `refuse` names."""
    try:
        return is_old(data) and bool(kind_of(data))
    except Unreadable:
        return False


def refuse(data: bytes) -> NoReturn:
    """Raises OldDocument, which says how an OLE file or RTF can be read, or what `kind_of` raises."""
    raise OldDocument(
        f"this is {kind_of(data).name}, which is read through LibreOffice. Install that "
        "(apt install libreoffice-writer-nogui, or the desktop one) and try again, or save the file as .docx."
    )


def _is_locked(beginning: bytes) -> bool:
    """Whether a Word document says, in the bits of its byte 11, that it has a password."""
    return any(byte & _LOCKED for byte in beginning[_FLAGS])
