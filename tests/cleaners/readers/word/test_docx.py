"""Word files become pages: every character of the text once and in order, the rest marked."""

import random
from datetime import datetime
from pathlib import Path

import pytest
from docx.oxml.parser import parse_xml

from cleaners.draft import Draft
from cleaners.errors import Corrupt, EmptyFile, Encrypted, NotText, OldDocument, TooLarge, Unreadable
from cleaners.noise.word_marks import RULES
from cleaners.page import Mark, Page
from cleaners.readers.word.docx import MEDIA_TYPE, read_docx
from cleaners.readers.word.package import kind_of_zip
from cleaners.rules.view import View
from tests.cleaners.readers.ole_files import compound, old_word
from tests.cleaners.readers.word_files import (
    NAMESPACES,
    changed,
    document,
    members,
    packed,
    paragraph,
    run,
    saved,
    with_part,
    word,
)

SPEECH = "同志们\uff1a抓落实\uff0c靠督查。"


def text_of(*blocks: str) -> str:
    return read_docx(word(*blocks)).text


def marked(page: Page, kind: str) -> list[str]:
    """What the marks of a kind say, or else what they lie on."""
    return [mark.value or page.text[mark.start : mark.end] for mark in page.marks if mark.kind == kind]


def cut(page: Page) -> dict[str, list[str]]:
    """What each rule takes out of a page, the first in priority first."""
    view = View(page, Draft.of(page.text))
    return {rule.id: [page.text[span.start : span.end] for span in rule.find(view)] for rule in RULES}


def test_the_source_is_filled_in() -> None:
    data = word(paragraph(run(SPEECH)))
    page = read_docx(data, name="a.txt", url="https://www.mm.example/a.docx")
    assert page.text == SPEECH + "\n"
    assert page.source == (
        len(data), "a.txt", "https://www.mm.example/a.docx", MEDIA_TYPE, "utf-8", "docx", 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("同志") + run("们"), "同志们"),
        (run("会") + run(" ") + run("议"), "会 议"),
        (f"<w:ins>{run('新增')}</w:ins>{run('的话')}", "新增的话"),
        (f"{run('原')}<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>{run('话')}", "原话"),
        (f"<w:moveFrom>{run('搬走')}</w:moveFrom><w:moveTo>{run('搬来')}</w:moveTo>", "搬来"),
        (f'<w:smartTag w:element="date">{run("三月")}</w:smartTag>{run("一日")}', "三月一日"),
        (f'<w:hyperlink w:anchor="x">{run("链接")}</w:hyperlink>{run("文字")}', "链接文字"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        ("<w:r><w:t>前</w:t><w:tab/><w:t>后</w:t></w:r>", "前\t后"),
        ("<w:r><w:t>前</w:t><w:br/><w:t>后</w:t></w:r>", "前\n后"),
        ('<w:r><w:t>前</w:t><w:br w:type="page"/><w:t>后</w:t></w:r>', "前\n后"),
        ("<w:r><w:t>前</w:t><w:cr/><w:t>后</w:t></w:r>", "前\n后"),
        ("<w:r><w:t>A</w:t><w:softHyphen/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t></w:r>", "A\xadB-C"),
        ("<w:r><w:t>前\n后</w:t></w:r>", "前 后"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r>', "☑同意"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + run("1"), "1"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        (f"<w:r><w:ruby><w:rt>{run('hàn')}</w:rt><w:rubyBase>{run('汉')}</w:rubyBase></w:ruby></w:r>", "汉"),
        ('<w:commentRangeStart w:id="0"/>' + run("话") + "<!-- x --><?x y?>", "话"),
    ],
)
def test_inside_a_paragraph(inner: str, text: str) -> None:
    assert text_of(paragraph(inner)) == text + "\n"


def test_an_unknown_symbol_is_lost_and_counted() -> None:
    page = read_docx(word(paragraph('<w:r><w:sym w:font="Webdings" w:char="F061"/><w:t>完</w:t></w:r>')))
    assert page.text == "\ufffd完\n"
    assert page.source.replaced == 1
    assert page.marks[-1] == Mark(0, 1, "undecodable")


def test_a_struck_paragraph_end_joins_the_next() -> None:
    struck = "<w:rPr><w:del/></w:rPr>"
    assert text_of(paragraph(run("前半句"), struck), paragraph(run("后半句"))) == "前半句后半句\n"


def test_tables_row_by_row() -> None:
    made = document(paragraph(run("名单")))
    table = made.add_table(2, 3)
    for cell, text in zip(table._cells, ["序号", "姓名", "单位", "1", "", "办公室"], strict=True):
        cell.text = text
    made.add_paragraph("完")
    assert read_docx(saved(made)).text == "名单\n序号\t姓名\t单位\n1\t\t办公室\n完\n"


def test_a_page_laid_out_by_a_table_keeps_its_paragraphs() -> None:
    made = document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "第一段\n"
    cell.paragraphs[0].text = "第一段"
    cell.add_paragraph("第二段")
    cell.add_table(1, 2).cell(0, 1).text = "内"
    assert read_docx(saved(made)).text.startswith("第一段\n第二段\n\t内\n")


def test_a_struck_row_and_controls_around_rows_and_blocks() -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    held = f"<w:sdt><w:sdtContent>{row('乙')}</w:sdtContent></w:sdt>"
    table = f"<w:tbl>{row('甲')}{row('删', '<w:del/>')}{held}</w:tbl>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('丙'))}</w:sdtContent></w:sdt>"
    assert text_of(table, block) == "甲\n乙\n丙\n"


def test_a_cell_without_a_paragraph_is_an_empty_one() -> None:
    rows = f"<w:tr><w:tc/><w:tc>{paragraph(run('甲'))}</w:tc></w:tr><w:tr/>"
    assert text_of(paragraph(run("表")), f"<w:tbl>{rows}</w:tbl>", paragraph(run("完"))) == "表\n\t甲\n\n完\n"


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    content = f"<w:txbxContent>{paragraph(run('框一'))}{paragraph(run('框二'))}</w:txbxContent>"
    old = content.replace("框", "旧框")
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{old}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph(run("前") + box + run("后")), paragraph(run("完"))) == "前后\n框一\n框二\n完\n"
    vml = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert text_of(paragraph(vml + run("后"))) == "后\n框一\n框二\n"


def test_word_art_in_the_body_is_text_unless_it_is_stamped_on() -> None:
    def art(shape: str, text: str) -> str:
        return paragraph(f'<w:r><w:pict><v:shape id="{shape}"><v:textpath string="{text}"/></v:shape></w:pict></w:r>')

    page = read_docx(word(art("s1", "简报"), art("PowerPlusWaterMarkObject1", "某某文库"), paragraph(run("文"))))
    assert page.text == "\n简报\n\n某某文库\n文\n"
    assert marked(page, "watermark") == ["某某文库"]


def test_headers_footers_and_watermarks_stand_at_the_edges_and_are_cut() -> None:
    made = document(paragraph(run(SPEECH)))
    section = made.sections[0]
    section.header.paragraphs[0].text = "某某文库 www.mm.example"
    section.footer.paragraphs[0].text = "— 1 —"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "某某文库 www.mm.example"
    stamp = f'<w:r {NAMESPACES}><w:pict><v:shape><v:textpath string="内部使用"/></v:shape></w:pict></w:r>'
    section.header.paragraphs[0]._p.append(parse_xml(stamp))
    page = read_docx(saved(made))
    assert page.text.startswith("某某文库 www.mm.example\n内部使用\n")
    assert page.text.endswith(f"{SPEECH}\n— 1 —\n")
    assert marked(page, "watermark") == ["内部使用"]
    taken = cut(page)
    assert taken["word/footer"] == ["— 1 —\n"]
    kept = page.text
    for piece in (piece for pieces in taken.values() for piece in pieces):
        kept = kept.replace(piece, "", 1)
    assert kept.strip() == SPEECH


def test_the_same_header_of_many_sections_stands_once() -> None:
    made = document(paragraph(run(SPEECH)))
    for _ in range(3):
        section = made.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "某某文库"
    assert read_docx(saved(made)).text.count("某某文库") == 1


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [
        ("<w:vanish/>", True),
        ('<w:vanish w:val="true"/>', True),
        ('<w:vanish w:val="0"/>', False),
        ('<w:vanish w:val="false"/>', False),
        ("<w:webHidden/>", False),
        ("<w:b/>", False),
    ],
)
def test_hidden_runs(properties: str, hidden: bool) -> None:
    page = read_docx(word(paragraph(run("看得见") + run("防复制", properties) + run("的话"))))
    assert page.text == "看得见防复制的话\n"
    assert cut(page)["word/hidden"] == (["防复制"] if hidden else [])


def test_hidden_by_style() -> None:
    style = (
        f'<w:style {NAMESPACES} w:type="{{}}" w:styleId="{{}}"><w:basedOn w:val="{{}}"/><w:rPr>{{}}</w:rPr></w:style>'
    )
    made = document(
        paragraph(run("整段"), '<w:pStyle w:val="Ghost"/>'),
        paragraph(run("半句", '<w:rStyle w:val="Heir"/>') + run("看得见")),
        paragraph(run("显", '<w:rStyle w:val="Heir"/><w:vanish w:val="0"/>') + run("明", '<w:rStyle w:val="Ring"/>')),
    )
    for kind, name, base, properties in (
        ("paragraph", "Ghost", "Normal", "<w:vanish/>"),
        ("character", "Heir", "Ghost", ""),
        ("character", "Ring", "Ring", ""),
    ):
        made.styles.element.append(parse_xml(style.format(kind, name, base, properties)))
    assert marked(read_docx(saved(made)), "hidden") == ["整段", "半句"]


def test_notes_follow_the_body() -> None:
    notes = f"""<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1">{paragraph(run("线"))}</w:footnote>
        <w:footnote w:id="1">{paragraph("<w:r><w:footnoteRef/></w:r>" + run("出处"))}</w:footnote></w:footnotes>"""
    data = word(paragraph(run("正文") + '<w:r><w:footnoteReference w:id="1"/></w:r>'))
    assert read_docx(with_part(data, "footnotes", notes)).text == "正文\n出处\n"


def test_properties_are_marks_of_no_width() -> None:
    made = document(paragraph(run(SPEECH)))
    made.core_properties.title, made.core_properties.author = "讲话稿", "办公室"
    made.core_properties.created = made.core_properties.modified = datetime(2024, 3, 1)
    page = read_docx(saved(made))
    assert all(mark[:2] == (0, 0) for mark in page.marks)
    said = set(marked(page, "property"))
    assert {"title=讲话稿", "author=办公室", "created=2024-03-01T00:00:00Z"} <= said


def with_lists(lists: str) -> bytes:
    """A file with one numbered paragraph, and these levels of its list."""
    made = document(paragraph(run("文"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    xml = f"""<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{lists}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
    assert made.part.numbering_part
    return packed(members(saved(made)) | {"word/numbering.xml": xml.encode()})


def level(n: int, label: str) -> str:
    return f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{label}"/></w:lvl>'


@pytest.mark.breaks("cleaners/readers/word/numbers.py", "_LONGEST_LABEL = 20, 100", "_LONGEST_LABEL = 20, 101")
def test_a_label_that_no_program_makes_is_refused() -> None:
    assert read_docx(with_lists(level(0, "号" * 98 + "%1"))).text == "号" * 98 + "1 文\n"
    with pytest.raises(Corrupt, match=r"^long\.docx: .*101 characters before each paragraph"):
        read_docx(with_lists(level(0, "号" * 99 + "%1")), name="long.docx")


@pytest.mark.breaks("cleaners/readers/word/numbers.py", "_LONGEST_LABEL = 20, 100", "_LONGEST_LABEL = 21, 100")
def test_a_list_of_more_levels_than_any_program_makes_is_refused() -> None:
    assert read_docx(with_lists("".join(level(n, "%1、") for n in range(20)))).text == "1、文\n"
    with pytest.raises(Corrupt, match=r"^deep\.docx: .* has 21 levels"):
        read_docx(with_lists("".join(level(n, "%1、") for n in range(21))), name="deep.docx")


@pytest.mark.parametrize("last", ["S0", "S300"])
def test_a_style_says_what_those_say_that_it_is_based_on(last: str) -> None:
    """A chain of styles, the first of which hides; or none, as the chain ends where it began."""
    first = "<w:rPr><w:vanish/></w:rPr>" if last == "S0" else ""
    styles = f'<w:style w:styleId="S0"><w:basedOn w:val="{last}"/>{first}</w:style>' + "".join(
        f'<w:style w:styleId="S{n}"><w:basedOn w:val="S{n - 1}"/></w:style>' for n in range(1, 301)
    )
    made = word(*(paragraph(run("文"), f'<w:pStyle w:val="S{n}"/>') for n in (300, 0, 150)))
    page = read_docx(changed(made, "word/styles.xml", b"</w:styles>", f"{styles}</w:styles>".encode()))
    assert marked(page, "hidden") == (["文"] * 3 if last == "S0" else [])


LISTS = f"""<w:numbering {NAMESPACES}>
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="\uff08%2\uff09"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/><w:isLgl/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1条"/><w:pStyle w:val="Heading1"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06c"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def numbered(*places: tuple[int, int]) -> list[str]:
    """The lines 文 of a document, each at a level of a list."""
    data = word(
        *(
            paragraph(run("文"), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')
            for key, depth in places
        )
    )
    return read_docx(packed(members(data) | {"word/numbering.xml": LISTS.encode()})).text.splitlines()


def test_headings_keep_their_automatic_numbers() -> None:
    assert numbered((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 2)) == [
        "一、文", "\uff08一\uff09文", "\uff08二\uff09文", "1.文", "二、文", "\uff08一\uff09文", "1.文", "2.文",
    ]  # fmt: skip


def test_lists_count_on_begin_anew_or_have_no_number() -> None:
    assert numbered((1, 0), (5, 0), (4, 0), (4, 0)) == ["一、文", "二、文", "一、文", "二、文"]
    assert numbered((2, 0), (2, 0)) == ["第3条文", "第4条文"]
    assert numbered((3, 0), (0, 0), (9, 0), (1, 8)) == ["文"] * 4
    assert numbered((1, 0), (1, 0), (1, 2), (1, 3)) == ["一、文", "二、文", "1.文", "2.1 文"]


def test_a_struck_heading_takes_no_number() -> None:
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = paragraph(f"<w:del>{run('删')}</w:del>", place + "<w:rPr><w:del/></w:rPr>")
    data = word(paragraph(run("文"), place), gone, paragraph(run("文"), place))
    assert read_docx(packed(members(data) | {"word/numbering.xml": LISTS.encode()})).text == "一、文\n二、文\n"


def test_numbers_through_a_style() -> None:
    made = document(paragraph(run("文"), '<w:pStyle w:val="Heading1"/>'))
    list_of = parse_xml(f'<w:numPr {NAMESPACES}><w:numId w:val="2"/></w:numPr>')
    made.styles["Heading 1"].element.get_or_add_pPr().append(list_of)
    parts = members(saved(made)) | {"word/numbering.xml": LISTS.encode()}
    assert read_docx(packed(parts)).text == "第3条文\n"


def test_a_relationship_to_nowhere_does_no_harm() -> None:
    data = word(paragraph(run(SPEECH)))
    link = b'<Relationship Id="rId99" Type="http://x/image" Target="NULL"/><Relationship/></Relationships>'
    assert read_docx(changed(data, "word/_rels/document.xml.rels", b"</Relationships>", link)).text == SPEECH + "\n"
    for part in ("word/styles.xml", "word/numbering.xml", "docProps/core.xml"):
        parts = members(data)
        del parts[part]
        assert read_docx(packed(parts)).text == SPEECH + "\n"


def test_odd_but_sound_files() -> None:
    data = word(paragraph(run(SPEECH)))
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert read_docx(changed(data, "[Content_Types].xml", usual, macro)).text == SPEECH + "\n"
    assert read_docx(packed({k.replace("/", "\\"): v for k, v in members(data).items()})).text == SPEECH + "\n"
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_docx(changed(data, "word/document.xml", usual, strict)).text == SPEECH + "\n"


def without_document() -> bytes:
    parts = members(word(paragraph(run(SPEECH))))
    del parts["word/document.xml"]
    return packed(parts)


def bomb() -> bytes:
    return packed(members(word(paragraph(run(SPEECH)))) | {"word/footnotes.xml": b" " * 30_000_000})


def nested(depth: int) -> bytes:
    return packed(
        members(word())
        | {"word/document.xml": f"<w:document {NAMESPACES}>{'<w:x>' * depth}{'</w:x>' * depth}</w:document>".encode()}
    )


def locked() -> bytes:
    """A ZIP that says of its members that they are encrypted."""
    data = bytearray(word(paragraph(run(SPEECH))))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyFile, "empty"),
        (word(), EmptyFile, "no text"),
        (compound({"EncryptedPackage": b""}), Encrypted, "password"),
        (old_word(), OldDocument, "old Word document"),
        (compound({"Workbook": b""}), NotText, "old Excel"),
        (b"{\\rtf1 a}", OldDocument, "LibreOffice"),
        (locked(), Encrypted, "password"),
        (word(paragraph(run(SPEECH)))[:-400], Corrupt, "ZIP is cut off"),
        (b"PK\x03\x04" + b"\0" * 40, Corrupt, "ZIP is cut off"),
        (without_document(), Corrupt, "main part"),
        (changed(word(), "word/document.xml", b"<w:body>", b"<w:body"), Corrupt, "damaged"),
        (changed(word(), "_rels/.rels", b"<Relationships", b"<"), Corrupt, "damaged"),
        (with_part(word(), "footnotes", "<no"), Corrupt, "damaged"),
        (bomb(), TooLarge, "ZIP bomb"),
        (nested(5_000), Corrupt, "Leave it out|damaged"),
        (nested(1_500), Corrupt, "Leave it out|damaged"),
        (packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), NotText, "Excel"),
        (packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), NotText, "PowerPoint"),
        (packed({"a.txt": b"", "word/a.txt": b""}), NotText, "ZIP archive"),
        (b"%PDF-1.7", NotText, "PDF"),
        (SPEECH.encode(), NotText, "text file"),
    ],
)  # fmt: skip
def test_the_unreadable_are_told_by_name(data: bytes, error: type[Unreadable], says: str) -> None:
    with pytest.raises(error, match=rf"^报告\.docx: .*({says})") as raised:
        read_docx(data, name="报告.docx")
    assert raised.value.args[0].count(".") >= 2
    assert type(raised.value) is error


def test_kinds_of_zip() -> None:
    assert kind_of_zip(word()) == "docx"
    assert kind_of_zip(packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""})) == "xlsx"
    assert kind_of_zip(packed({"[Content_Types].xml": b"", "ppt/slides/a.xml": b""})) == "pptx"
    assert kind_of_zip(packed({"a/b.txt": b""})) == "zip"


def test_entities_reach_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", "utf-8")
    made = word(paragraph(run(SPEECH)))
    kind = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode()
    body = members(made)["word/document.xml"].replace("抓落实".encode(), b"&a;")
    head, _, rest = body.partition(b"?>")
    page = read_docx(packed(members(made) | {"word/document.xml": head + b"?>" + kind + rest}))
    assert "机密内容" not in page.text


def rich() -> bytes:
    """A file with some of everything."""
    made = document(
        paragraph(run("标题"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        paragraph(run("防", "<w:vanish/>") + run(SPEECH)),
    )
    made.add_table(2, 2).cell(0, 0).text = "表"
    made.sections[0].header.paragraphs[0].text = "页眉"
    return packed(members(saved(made)) | {"word/numbering.xml": LISTS.encode()})


def read_or_refuse(data: bytes) -> bool:
    """Whether a file was read. Anything but a page or an Unreadable fails the test."""
    try:
        page = read_docx(data, name="a.docx")
    except Unreadable as error:
        assert str(error).startswith("a.docx: ")
        return False
    assert all(0 <= mark.start <= mark.end <= len(page.text) for mark in page.marks)
    return True


def test_damaged_bytes_give_a_page_or_an_unreadable() -> None:
    whole, dice = rich(), random.Random(20)
    for _ in range(150):
        data = bytearray(whole)
        data[dice.randrange(len(data))] = dice.randrange(256)
        read_or_refuse(bytes(data))


def test_damaged_parts_give_a_page_or_an_unreadable() -> None:
    parts, dice, read = members(rich()), random.Random(21), 0
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    signs = b'<>/"=0123456789 :awx-'
    for _ in range(150):
        name = dice.choice(names)
        part = bytearray(parts[name])
        for _ in range(dice.randint(1, 3)):
            part[dice.randrange(len(part))] = dice.choice(signs)
        read += read_or_refuse(packed(parts | {name: bytes(part)}))
    assert 10 < read < 150
