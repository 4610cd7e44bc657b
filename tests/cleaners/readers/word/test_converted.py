"""Word documents before .docx, and RTF: told by their bytes, refused with the next step, read once converted."""

import pytest

from cleaners import read
from cleaners.errors import Corrupt, EmptyFile, Encrypted, NotText, OldDocument, Unreadable
from cleaners.readers.word.converted import for_office, read_converted
from cleaners.readers.word.old_kinds import is_convertible, kind_of
from tests.cleaners.readers.ole_files import compound, old_word
from tests.cleaners.readers.word_files import document, paragraph, run, saved, word

RTF = rb"{\rtf1\ansi\ansicpg936 \'b8\'e5\par}"
OLD = {
    "doc": (old_word(), "an old Word document", "application/msword"),
    "doc with a workbook in it": (compound({"WordDocument": b"", "ObjectPool": b"", "Book": b""}), "an old Word", "application/msword"),
    "rtf": (RTF, "an RTF document", "application/rtf"),
    "rtf after a byte order mark": (b"\xef\xbb\xbf\r\n " + RTF, "an RTF document", "application/rtf"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OLD)
@pytest.mark.parametrize("name", ["报告.doc", "报告.txt"])
def test_old_documents_are_refused_with_how_to_have_them_read(kind: str, name: str) -> None:
    data, words, media_type = OLD[kind]
    with pytest.raises(OldDocument, match=rf"^{name}: this is {words}.*LibreOffice.*apt install.*\.docx\.$"):
        read(data, name=name)
    assert is_convertible(data)
    assert kind_of(data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (old_word(flags=0x13), Encrypted, "password"),
        (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), Encrypted, "password"),
        (compound({"Workbook": b""}), NotText, "Excel"),
        (compound({"Book": b""}), NotText, "Excel"),
        (compound({"PowerPoint Document": b""}), NotText, "PowerPoint"),
        (compound({"CONTENTS": b""}), NotText, "unknown kind"),
        (compound({}), NotText, "unknown kind"),
        (old_word()[:700], Corrupt, "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), Corrupt, "cut off"),
    ],
)
def test_others_stay_refused_by_their_own_names(data: bytes, error: type[Unreadable], words: str) -> None:
    with pytest.raises(error, match=rf"^a\.doc: .*{words}"):
        read(data, name="a.doc")
    assert not is_convertible(data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "同志们".encode(), b"a {\\rtf1}", word(paragraph(run("稿")))])
def test_what_is_not_old_needs_no_office(data: bytes) -> None:
    assert not is_convertible(data)


@pytest.mark.parametrize(
    ("data", "given"),
    [
        (RTF, RTF),
        (b"\xef\xbb\xbf\n " + RTF, RTF),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset134 a;}} a}", rb"{\rtf1\ansi{\fonttbl{\f0\fcharset134 a;}} a}"),
        (rb"{\rtf1\mac a}", rb"{\rtf1\mac a}"),
        (rb"{\rtf1\ansi\deff0 a}", rb"{\rtf1\ansi\ansicpg936\deff0 a}"),
        (rb"{\rtf a}", rb"{\rtf\ansicpg936 a}"),
        (old_word(), old_word()),
    ],
)
def test_rtf_names_its_encoding(data: bytes, given: bytes) -> None:
    assert for_office(data) == given


def field(code: str, result: str) -> str:
    """A field as LibreOffice writes it."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        mark("begin") + f"<w:r><w:instrText> {code} </w:instrText></w:r>" + mark("separate") + run(result) + mark("end")
    )


def test_a_converted_page_tells_of_its_own_bytes() -> None:
    page = read_converted(word(paragraph(run("稿"))), RTF, name="a.doc", url="http://a.example/")
    assert page.text == "稿\n"
    assert page.source[:4] == (len(RTF), "a.doc", "http://a.example/", "application/rtf")


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ('DATE \\@ "yyyy"', ""),
        ("time", ""),
        ("FILENAME", ""),
        ("CREATEDATE", "2026"),
        ("PAGE", "2026"),
        ("", "2026"),
        ('QUOTE "DATE"', "2026"),
    ],
)
def test_what_the_conversion_itself_filled_in_is_not_read(code: str, kept: str) -> None:
    made = document(paragraph(run("在") + field(code, "2026") + run("讲话")))
    made.sections[0].header.paragraphs[0].text = "页眉"
    assert read_converted(saved(made), RTF).text == f"页眉\n在{kept}讲话\n"


def test_a_field_in_a_field() -> None:
    nested = field("DATE", "甲").replace("甲</w:t>", "甲</w:t></w:r>" + field("PAGE", "乙") + run("丙") + "<w:r>")
    assert read_converted(word(paragraph(run("在") + nested + run("讲话"))), RTF).text == "在讲话\n"


def test_a_converted_file_without_text_names_the_file() -> None:
    with pytest.raises(EmptyFile, match=r"^a\.doc: "):
        read_converted(word(), RTF, name="a.doc")
