"""The text of a part of a Word file, with its tables, text boxes, content controls and tracked insertions."""

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cleaners.page import Mark
from cleaners.readers.word.numbers import Numbering
from cleaners.readers.word.styles import Styles, W, switch, value
from cleaners.readers.word.symbols import LOST, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\xad",
}
# Properties, what a reviewer struck out or moved away, and the reading printed over a character.
_PASSED = {
    W + name
    for name in "pPr rPr tblPr tblPrEx tblGrid trPr tcPr sectPr sdtPr sdtEndPr rubyPr rt del moveFrom "
    "delText instrText delInstrText fldData".split()
}
_NO_BREAKS = str.maketrans("\n\r", "  ")


class Piece(NamedTuple):
    """Some text, and what a mark on it would say: hidden, header, footer, watermark, undecodable or nothing."""

    text: str
    kind: str = ""


_END, _CELL = Piece("\n"), Piece("\t")


class Walk:
    """Collects the pieces of one part after another. One walk for a document: its numbers count on.

    A paragraph is a line, and so is a table row, its cells parted by tabs; but paragraphs inside a cell keep
    their line ends, as pages laid out by tables hold whole speeches in one cell. A text box follows the
    paragraph that it hangs on. WordArt (艺术字) is text, or of the kind `art`.
    """

    def __init__(self, styles: Styles, numbering: Numbering, art: str = "") -> None:
        self.pieces = list[Piece]()
        self._styles = styles
        self._numbering = numbering
        self._art = art
        self._kind = ""
        self._hidden = False
        self._boxes: list[Element] = []
        self._readers = {
            W + "p": self._paragraph,
            W + "r": self._run,
            W + "t": self._text,
            _MATHS + "t": self._text,
            W + "sym": self._symbol,
            W + "tr": self._row,
            W + "tc": self._cell,
            _ALTERNATIVES + "AlternateContent": self._alternatives,
            W + "txbxContent": self._box,
            _VML + "textpath": self._box,
        }

    def read(self, element: "Element") -> None:
        """Read what an element holds, in order."""
        for child in element:
            tag = child.tag
            if tag in self._readers:
                self._readers[tag](child)
            elif tag in _SIGNS:
                self._write(_SIGNS[tag])
            elif tag not in _PASSED:
                self.read(child)

    def _write(self, text: str, kind: str = "") -> None:
        self.pieces.append(Piece(text, self._kind or kind))

    def _paragraph(self, paragraph: "Element") -> None:
        properties = paragraph.find(W + "pPr")
        outer, self._boxes, self._hidden = self._boxes, [], self._styles.hides(value(properties, "pStyle"))
        joined = _struck(properties)
        label = "" if joined else self._numbering.label(paragraph)
        if label:
            self._write(label)
        self.read(paragraph)
        if not joined:
            self.pieces.append(_END)
        mine, self._boxes = self._boxes, outer
        for box in mine:
            self._read_box(box)

    def _run(self, run: "Element") -> None:
        properties = run.find(W + "rPr")
        said = switch(properties, "vanish")
        hidden = said if said is not None else self._hidden or self._styles.hides(value(properties, "rStyle"))
        outer, self._kind = self._kind, "hidden" if hidden else self._kind
        self.read(run)
        self._kind = outer

    def _text(self, text: "Element") -> None:
        self._write((text.text or "").translate(_NO_BREAKS))

    def _symbol(self, sign: "Element") -> None:
        character = symbol(sign.get(W + "font", ""), sign.get(W + "char", ""))
        self._write(character, "undecodable" if character == LOST else "")

    def _row(self, row: "Element") -> None:
        if row.find(f"{W}trPr/{W}del") is not None:
            return
        start = len(self.pieces)
        self.read(row)
        self._close(start, _CELL, _END)

    def _cell(self, cell: "Element") -> None:
        start = len(self.pieces)
        self.read(cell)
        self._close(start, _END, _CELL)

    def _close(self, start: int, last: Piece, instead: Piece) -> None:
        """End what was written from `start` on in another way than its last piece does."""
        if len(self.pieces) > start and self.pieces[-1] == last:
            self.pieces.pop()
        self.pieces.append(instead)

    def _alternatives(self, element: "Element") -> None:
        """The first choice: the fallback repeats the same text for older programs."""
        best = element.find(_ALTERNATIVES + "Choice")
        best = element.find(_ALTERNATIVES + "Fallback") if best is None else best
        if best is not None:
            self.read(best)

    def _box(self, box: "Element") -> None:
        self._boxes.append(box)

    def _read_box(self, box: "Element") -> None:
        if box.tag == W + "txbxContent":
            self.read(box)
            return
        shape = box.getparent()
        stamped = shape is not None and "watermark" in shape.get("id", "").lower()
        self.pieces += [Piece(box.get("string", "").translate(_NO_BREAKS), "watermark" if stamped else self._art), _END]


def _struck(properties: "Element | None") -> bool:
    """Whether a reviewer struck out the end of a paragraph, which joins it to the next."""
    return any(value(properties, "rPr", name) is not None for name in ("del", "moveFrom"))


def joined(pieces: list[Piece]) -> tuple[str, tuple[Mark, ...]]:
    """The text of pieces, and a mark on each run of pieces of one kind.

    >>> joined([Piece("抓落实"), Piece("某某", "hidden"), Piece("文库", "hidden"), Piece("。")])
    ('抓落实某某文库。', (Mark(start=3, end=7, kind='hidden', value=''),))
    """
    marks, at = list[Mark](), 0
    for kind, run in groupby(pieces, key=lambda piece: piece.kind):
        end = at + sum(len(piece.text) for piece in run)
        if kind and end > at:
            marks.append(Mark(at, end, kind))
        at = end
    return "".join(piece.text for piece in pieces), tuple(marks)
