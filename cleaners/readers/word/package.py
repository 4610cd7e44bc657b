"""The package of a Word file: a ZIP of XML parts, unpacked within limits, without links that lead nowhere."""

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING, Literal, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from cleaners.errors import Corrupt, EmptyFile, Encrypted, NotText, TooLarge
from cleaners.readers.text.sniff import sniff
from cleaners.readers.word.old_kinds import is_old, refuse

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage
    from docx.opc.part import Part
    from lxml.etree import _Element

ZipKind = Literal["docx", "xlsx", "pptx", "zip"]

_FOLDERS: dict[str, ZipKind] = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_ZIP_NAMES = {"xlsx": "an Excel workbook (.xlsx)", "pptx": "a PowerPoint file (.pptx)", "zip": "a ZIP archive"}
_MOST, _SUSPECT, _RATIO = 200_000_000, 20_000_000, 200
_DAMAGED = "the Word file is damaged ({}). Open it in Word, WPS or LibreOffice, save it anew as .docx, and give that."
# What a read asks for. Pictures, links and settings stay closed, and what is broken there does no harm.
_WANTED = {"officeDocument", "core-properties", "styles", "numbering", "header", "footer", "footnotes", "endnotes"}
# Word's "Strict Open XML Document" has the same elements under other names.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def kind_of_zip(data: bytes) -> ZipKind:
    """What a ZIP holds, told by its folders and never by its name. Raises Corrupt if it cannot be opened."""
    names = {_path(info) for info in _open(data).infolist()}
    if "[Content_Types].xml" in names:
        for folder, kind in _FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def open_package(data: bytes) -> "OpcPackage":
    """The package of a Word file, with the parts that hold text.

    Raises EmptyFile, OldDocument, NotText for files of other kinds, Encrypted, TooLarge for ZIP bombs, and Corrupt.
    """
    _refuse_others(data)
    parts = _parts(_open(data))
    from docx.opc.package import OpcPackage

    # Hostile XML makes python-docx stumble in whichever way its object model happens to.
    try:
        return OpcPackage.open(_packed({name: _repaired(name, part, parts) for name, part in parts.items()}))
    except (KeyError, ValueError, AttributeError, TypeError, AssertionError, SyntaxError) as error:
        raise Corrupt(_DAMAGED.format(error)) from error


def root_of(part: "Part") -> "_Element":
    """The root element of a part. Raises Corrupt if it is no XML."""
    from docx.opc.part import XmlPart
    from docx.oxml.parser import parse_xml

    if isinstance(part, XmlPart):
        return cast("_Element", part.element)
    try:
        return parse_xml(part.blob)
    except SyntaxError as error:
        raise Corrupt(_DAMAGED.format(f"{part.partname}: {error}")) from error


def related(source: "OpcPackage | Part", kind: str) -> dict[str, "Part"]:
    """The parts of a kind (the last word of a relationship's type) that a package or a part points to, by id."""
    return {key: rel.target_part for key, rel in source.rels.items() if rel.reltype.endswith("/" + kind)}


def _refuse_others(data: bytes) -> None:
    """Anything that is no Word file is refused by its own name."""
    if not data:
        raise EmptyFile("the file is empty. Fetch or save it again.")
    if is_old(data):
        refuse(data)
    if not data.startswith(b"PK"):
        kind = sniff(data)
        raise NotText(
            f"this is {kind.name}. {kind.advice}" if kind else "this is no Word file. Give it as a text file."
        )
    zip_kind = kind_of_zip(data)
    if zip_kind != "docx":
        raise NotText(
            f"this is {_ZIP_NAMES[zip_kind]}, no Word file. Save the text in it as .docx or .txt, and give that."
        )


def _open(data: bytes) -> ZipFile:
    # The names and the directory of a damaged ZIP fail in several ways of their own.
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Corrupt(f"the ZIP is cut off or damaged ({error}). Fetch or save the file again.") from error


def _path(info: ZipInfo) -> str:
    """A member's path; some programs write back slashes."""
    return info.filename.replace("\\", "/")


def _parts(archive: ZipFile) -> dict[str, bytes]:
    """The XML parts by path. Raises Encrypted, TooLarge and Corrupt."""
    import lzma
    import zlib

    members = [info for info in archive.infolist() if _path(info).endswith((".xml", ".rels"))]
    if any(info.flag_bits & 1 for info in members):
        raise Encrypted("the ZIP has a password. Unpack it with the password, and give the file without.")
    _check_size(sum(info.file_size for info in members), sum(info.compress_size for info in members))
    # A member yields no more bytes than the directory promised, so the check above holds for what is read.
    try:
        return {_path(info): archive.read(info) for info in members}
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        zlib.error,
        lzma.LZMAError,
    ) as error:
        raise Corrupt(_DAMAGED.format(error)) from error


def _check_size(size: int, packed: int) -> None:
    if size > _MOST or (size > _SUSPECT and size > _RATIO * packed):
        raise TooLarge(
            f"unpacked, the Word file would be {size:,} bytes, packed it is {packed:,}. "
            "Split it, or leave it out if it is a ZIP bomb."
        )


def _repaired(name: str, part: bytes, parts: dict[str, bytes]) -> bytes:
    """A part as python-docx can read it: one that points at a missing part (word/NULL) makes it give up."""
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    return _without_dead_ends(name, part, parts) if name.endswith(".rels") else part


def _without_dead_ends(name: str, part: bytes, parts: dict[str, bytes]) -> bytes:
    """A list of relationships with only those that are wanted and lead somewhere."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml.parser import parse_xml

    root, folder = parse_xml(part), posixpath.dirname(posixpath.dirname(name))
    for link in list(root):
        target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        kind = link.get("Type", "").rpartition("/")[2]
        if kind not in _WANTED or target not in parts or link.get("TargetMode") == "External":
            root.remove(link)
    return serialize_part_xml(root)


def _packed(parts: dict[str, bytes]) -> BytesIO:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    return packed
