"""The real LibreOffice, where it is installed: what a .doc and an RTF say is what the .docx said they were made of."""

import http.server
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

import cleaners
from cleaners.page import Page
from cleaners.readers.word.converted import read_converted
from tests.cleaners.readers.word_files import document, paragraph, run, saved
from tests.warehouse.shelves import faults, rows, tables
from warehouse.ingest import Incoming, ingest
from warehouse.sources import office
from warehouse.sources.office import NotConverted, as_docx

PROGRAM = office.program()
installed = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
SPEECH = "同志们\uff1a今天的会议很重要\uff0c大家要认真抓好防汛工作\uff0c守好堤坝\uff0c备足物资。"
GBK = "".join(f"\\'{byte:02x}" for byte in SPEECH.encode("gbk"))


@pytest.fixture(autouse=True)
def cleaner() -> None:
    """Leaves the real cleaners in their place."""


def saved_by_office(data: bytes, ending: str, folder: Path) -> bytes:
    """A .docx as LibreOffice saves it in another format."""
    assert PROGRAM
    (folder / "made.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, "--headless", profile, "--convert-to", ending, "--outdir", folder, folder / "made.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (folder / f"made.{ending}").read_bytes()


def page_of(data: bytes) -> Page:
    assert PROGRAM
    [made] = as_docx([data], PROGRAM)
    assert isinstance(made, bytes)
    return read_converted(made, data)


@installed
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_what_a_word_file_holds_comes_through(tmp_path: Path, ending: str) -> None:
    made = document(paragraph(run("在全县防汛工作会议上的讲话")), paragraph(run(SPEECH)))
    for item in ("压实责任", "备足物资"):
        made.add_paragraph(item, style="List Number")
    table = made.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    made.add_paragraph("谢谢大家\uff01").add_run("藏起来的话").font.hidden = True
    made.sections[0].header.paragraphs[0].text = "清源县文件"
    wanted = cleaners.read(saved(made))
    page = page_of(saved_by_office(saved(made), ending, tmp_path))
    assert page.text == wanted.text
    assert [mark for mark in page.marks if mark.kind != "property"] == [m for m in wanted.marks if m.kind != "property"]
    assert cleaners.clean(page).speeches[0].body == cleaners.clean(wanted).speeches[0].body


RICH = {
    "its code page": rf"{{\rtf1\ansi\ansicpg936 {GBK}\par}}",
    "the charset of its font": rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0\fnil\fcharset134 Song;}}}}\f0 {GBK}\par}}",
    "nothing": rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0\fnil Song;}}}}\f0 {GBK}\par}}",
    "a byte order mark before it": "\ufeff \n" + rf"{{\rtf1\ansi\ansicpg936 {GBK}\par}}",
    "Unicode": r"{\rtf1\ansi\uc0 " + "".join(f"\\u{ord(c) - 65536 * (ord(c) > 32767)} " for c in SPEECH) + r"\par}",
}


@installed
def test_rtf_is_read_whatever_names_its_encoding() -> None:
    assert PROGRAM
    files = [text.encode() for text in RICH.values()]
    made = as_docx(files, PROGRAM)
    texts = [read_converted(docx, data).text for docx, data in zip(made, files, strict=True) if isinstance(docx, bytes)]
    assert texts == [SPEECH + "\n"] * len(RICH)


@installed
def test_damaged_files_are_refused_and_the_others_go_on() -> None:
    assert PROGRAM
    whole = RICH["nothing"].encode()
    made = as_docx([whole[:150], whole, b"{\\rtf"], PROGRAM)
    assert [isinstance(one, NotConverted) for one in made] == [True, False, True]


@installed
def test_a_date_that_is_always_today_is_not_read_as_a_date_of_the_text() -> None:
    text = r"{\rtf1 A {\field{\*\fldinst DATE \\@ \"yyyy-MM-dd\"}{\fldrslt 2011-02-03}} Z\par}"
    page = page_of(text.encode())
    assert page.text.replace(" ", "") == "AZ\n"
    assert str(date.today().year) not in page.text


asked = list[str]()


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.HTTPServer(("127.0.0.1", 0), _Server) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@installed
def test_nothing_is_fetched_for_a_document(tmp_path: Path, server: str) -> None:
    made = document(paragraph(run(SPEECH)))
    linked = made.part.rels.get_or_add_ext_rel(RELATIONSHIP_TYPE.IMAGE, server + "picture.png")
    made.element.body.insert(0, parse_xml(PICTURE.format(linked)))
    data = saved_by_office(saved(made), "doc", tmp_path)
    assert (server + "picture.png").encode("utf-16-le") in data
    asked.clear()  # what was asked for by the LibreOffice that made the file, and had not been told otherwise
    assert SPEECH in page_of(data).text
    assert asked == []


PICTURE = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:r><w:drawing><wp:inline>
<wp:extent cx="99999" cy="99999"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"/>
<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="99999" cy="99999"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""


@installed
def test_old_documents_are_shelved_once(path: Path) -> None:
    sources = [Incoming(data=text.encode(), name=f"{what}.doc") for what, text in RICH.items()]
    assert ingest(sources, path).quarantined == 0
    assert rows(path, "SELECT DISTINCT media_type FROM pages") == [("application/rtf",)]
    assert faults(path) == []
    before = tables(path)
    assert ingest(sources, path).unchanged == len(sources)
    assert tables(path)["pages"] == before["pages"]


def test_without_it_they_wait_in_quarantine(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    source = Incoming(data=RICH["nothing"].encode(), name="a.doc")
    summary = ingest([source], path)
    [(error, message)] = rows(path, "SELECT error, message FROM quarantine")
    assert error == "OldDocument"
    assert str(message).startswith("a.doc: this is an RTF document, which is read through LibreOffice. Install that")
    assert summary.quarantined == 1
