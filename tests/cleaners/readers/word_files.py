"""Word files for the tests: made by python-docx, with raw XML where it has no words for it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def document(*blocks: str) -> WordDocument:
    """A document whose body is these blocks of XML."""
    made = Document()
    for block in blocks:
        root = parse_xml(f"<w:body {NAMESPACES}>{block}</w:body>")
        for element in list(root):
            made.element.body.insert_element_before(element, "w:sectPr")
    return made


def saved(made: WordDocument) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def word(*blocks: str) -> bytes:
    return saved(document(*blocks))


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with something replaced in one of its parts."""
    parts = members(data)
    assert old in parts[name]
    return packed(parts | {name: parts[name].replace(old, new)})


def with_part(data: bytes, kind: str, xml: str) -> bytes:
    """The file with one more part, word/<kind>.xml, that the document points to."""
    link = f'<Relationship Id="rIdNew" Type="{RELATIONSHIPS}/{kind}" Target="{kind}.xml"/></Relationships>'.encode()
    linked = changed(data, "word/_rels/document.xml.rels", b"</Relationships>", link)
    return packed(members(linked) | {f"word/{kind}.xml": xml.encode()})
