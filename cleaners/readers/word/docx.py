"""Word files (.docx) become pages: body and notes; headers, watermarks and hidden text too, under marks."""

from typing import TYPE_CHECKING

from cleaners.errors import Corrupt, EmptyFile, Unreadable
from cleaners.page import Mark, Page, Source
from cleaners.readers.word.numbers import Numbering
from cleaners.readers.word.package import open_package, related, root_of
from cleaners.readers.word.styles import Styles, W
from cleaners.readers.word.symbols import LOST
from cleaners.readers.word.text import Piece, Walk, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PROPERTIES = {"title": "title", "creator": "author", "created": "created", "modified": "modified"}


def read_docx(data: bytes, *, name: str | None = None, url: str | None = None) -> Page:
    """The page of a Word file: headers, body, foot- and endnotes, footers; a paragraph or a table row a line.

    Automatic numbers are written out, tracked insertions kept, deletions dropped. Marks lie on `hidden` text,
    on each line of a `header` or `footer`, on a `watermark`, and on symbols that are `undecodable` (U+FFFD);
    a mark `property` at 0, 0 holds title=, author=, created= or modified=, as the file says of itself.

    Raises an Unreadable that names the file: EmptyFile, OldDocument, NotText, Encrypted, TooLarge or Corrupt.
    """
    return page_of(data, open_package, name, url)


def page_of(data: bytes, opened: "Callable[[bytes], OpcPackage]", name: str | None, url: str | None) -> Page:
    """The same where `opened` opens the package."""
    try:
        text, marks = _read(opened(data))
    except RecursionError as error:
        raise Corrupt(
            f"{name or url or 'The bytes'}: the Word file is nested too deeply to be real. Leave it out."
        ) from error
    except Unreadable as error:
        raise type(error)(f"{name or url or 'The bytes'}: {error}") from error
    source = Source(len(data), name, url, MEDIA_TYPE, "utf-8", "docx", text.count(LOST))
    return Page(text, source, marks)


def _read(package: "OpcPackage") -> tuple[str, tuple[Mark, ...]]:
    """The text and the marks. Raises an Unreadable."""
    document = next(iter(related(package, "officeDocument").values()), None)
    if document is None:
        raise Corrupt("the Word file has lost its main part, word/document.xml. Fetch or save it again.")
    root = root_of(document)
    styles = Styles(_root(document, "styles"))
    walk = Walk(styles, Numbering(_root(document, "numbering"), styles))
    walk.read(root)
    _read_notes(walk, document)
    headers, footers = (_edges(document, root, styles, kind) for kind in ("header", "footer"))
    text, marks = joined([*headers, *walk.pieces, *footers])
    if not text.strip():
        raise EmptyFile("the Word file holds no text. If it holds pictures of pages, have their text recognised (OCR).")
    return text, (*_properties(package), *marks)


def _root(document: "Part", kind: str) -> "Element | None":
    """The root of the one part of a kind, if there is one."""
    return next((root_of(part) for part in related(document, kind).values()), None)


def _read_notes(walk: Walk, document: "Part") -> None:
    """Foot- and endnotes, without the lines that part them from the text."""
    for kind in ("footnote", "endnote"):
        notes = _root(document, kind + "s")
        for note in () if notes is None else notes.findall(W + kind):
            if note.get(W + "type", "normal") == "normal":
                walk.read(note)


def _edges(document: "Part", root: "Element", styles: Styles, kind: str) -> list[Piece]:
    """The headers or footers of all sections, each text once; WordArt in them is a watermark."""
    parts, seen, pieces = related(document, kind), set[str](), list[Piece]()
    for reference in root.iter(W + kind + "Reference"):
        part = parts.pop(reference.get(_RELATIONSHIP, ""), None)
        walk = Walk(styles, Numbering(), art="watermark")
        if part is not None:
            walk.read(root_of(part))
        text = joined(walk.pieces)[0]
        if text.strip() and text not in seen:
            seen.add(text)
            pieces += (Piece(piece.text, "watermark" if piece.kind == "watermark" else kind) for piece in walk.pieces)
    return pieces


def _properties(package: "OpcPackage") -> list[Mark]:
    """What the file says of itself."""
    marks = list[Mark]()
    for part in related(package, "core-properties").values():
        for element in root_of(part).iterchildren("{*}*"):
            name, said = _PROPERTIES.get(element.tag.rpartition("}")[2]), (element.text or "").strip()
            if name and said:
                marks.append(Mark(0, 0, "property", f"{name}={said}"))
    return marks
