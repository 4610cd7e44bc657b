"""Bytes that are no text, such as pictures and archives: their kind, by the magic number at their head."""

from typing import NamedTuple

from cleaners.patterns import compiled

_PICTURE = "Have its text recognised (OCR), and give that as a .txt file."
_PACKED = "Unpack it, and give the files inside."
_DOCUMENT = "Save it as .docx or as UTF-8 text, and give that."
_SILENT = "It holds no page to read; leave it out."


class Kind(NamedTuple):
    """What a file is, with its article, and what to do about it."""

    name: str
    advice: str


# Where the magic number is plain letters that a text may start with, bytes that no text holds follow it.
_KINDS = {
    magic: Kind(name, advice)
    for magic, name, advice in (
        (rb"\x89PNG\r\n", "a PNG picture", _PICTURE),
        (rb"\xff\xd8\xff", "a JPEG picture", _PICTURE),
        (rb"GIF8[79]a", "a GIF picture", _PICTURE),
        (rb"RIFF.{4}WEBP", "a WebP picture", _PICTURE),
        (rb"BM.{4}\0{4}", "a BMP picture", _PICTURE),
        (rb"II\*\0|MM\0\*", "a TIFF picture", _PICTURE),
        (rb"\0\0\x01\0[^\0]\0", "an icon", _PICTURE),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "a ZIP archive (or a .docx, .xlsx)", _PACKED),
        (rb"\x1f\x8b\x08", "a gzip archive", _PACKED),
        (rb"BZh[1-9]1AY&SY", "a bzip2 archive", _PACKED),
        (rb"\xfd7zXZ\0", "an xz archive", _PACKED),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", _PACKED),
        (rb"Rar!\x1a\x07", "a RAR archive", _PACKED),
        (rb"\x28\xb5\x2f\xfd", "a Zstandard archive", _PACKED),
        (rb".{257}ustar(?:\0|  \0)", "a tar archive", _PACKED),
        (rb"%PDF-", "a PDF document", _DOCUMENT),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt, .wps)", _DOCUMENT),
        (rb"\{\\rtf", "an RTF document", _DOCUMENT),
        (rb"SQLite format 3\0", "a SQLite database", _SILENT),
        (rb"\x7fELF|MZ.[\0\x01].\0|\xca\xfe\xba\xbe\0|\xcf\xfa\xed\xfe[\x07\x0c]\0|\0asm", "a program", _SILENT),
        (rb"ID3[\x02-\x04]\0|OggS\0|fLaC\0|RIFF.{4}WAVE", "a sound file", _SILENT),
        (rb"\0{3}.ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI |FLV\x01", "a video file", _SILENT),
        (rb"\0\x01\0\0\0|OTTO\0|wOF[F2]\0\x01|wOF[F2]OTTO", "a font", _SILENT),
    )
}
_ANY = b"(?s)" + b"|".join(b"(" + magic + b")" for magic in _KINDS)


def sniff(data: bytes) -> Kind | None:
    """The kind of a file that is surely no text; None where the head does not show it.

    >>> sniff(b"%PDF-1.7 ...").name
    'a PDF document'
    >>> sniff("讲话".encode()) is None
    True
    """
    found = compiled(_ANY).match(data)
    return list(_KINDS.values())[found.lastindex - 1] if found and found.lastindex else None
