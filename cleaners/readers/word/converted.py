"""Word documents before .docx (.doc, .wps) and RTF: made ready for LibreOffice, and read from the .docx it makes."""

import re
from typing import TYPE_CHECKING

from cleaners.page import Page
from cleaners.patterns import compiled
from cleaners.readers.word.docx import page_of
from cleaners.readers.word.fields import empty_computed
from cleaners.readers.word.old_kinds import RTF, kind_of
from cleaners.readers.word.package import open_package

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

_NAMES_ENCODING = rb"\\ansicpg|\\fcharset|\\(?:mac|pca?)\b"
_HEAD = rb"\{\\rtf\d*(?:\s*\\ansi\b)?"


def for_office(data: bytes) -> bytes:
    """An old document as LibreOffice needs it: RTF starts at its first brace, and names its encoding.

    RTF that names none was written on a Chinese system, or it holds no text for us; LibreOffice takes it for Western.

    >>> for_office(b"\\n{\\\\rtf1\\\\ansi a}").decode()
    '{\\\\rtf1\\\\ansi\\\\ansicpg936 a}'
    """
    start = compiled(RTF).match(data)
    rich = data[start.end() :] if start else data
    if start is None or compiled(_NAMES_ENCODING).search(rich):
        return rich
    return re.sub(_HEAD, lambda head: head[0] + b"\\ansicpg936", rich, count=1)


def read_converted(docx: bytes, data: bytes, *, name: str | None = None, url: str | None = None) -> Page:
    """The page of an old document from the .docx that LibreOffice made of its bytes, which `source` tells of.

    Raises:
        Unreadable: the .docx gives no text; the message names the file and the next step.
    """
    page = page_of(docx, _opened, name, url)
    source = page.source._replace(size=len(data), media_type=kind_of(data).media_type)
    return page.read_from(source)


def _opened(docx: bytes) -> "OpcPackage":
    """The package, without what LibreOffice computed while it made it."""
    from docx.opc.part import XmlPart

    package = open_package(docx)
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            empty_computed(part.element)
    return package
