"""Plain text becomes a page, code point for code point."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.errors import EmptyFile, NotText, Unreadable
from cleaners.page import Mark, Source
from cleaners.readers.text.plain import read_text

TEXT = "\ufeff同志们\uff1a\r\n\u3000\u3000抓落实\uff0c靠督查。\r\n"


def test_the_source_is_filled_in() -> None:
    data = TEXT.encode()
    page = read_text(data, name="a.txt", url="https://www.mm.example/a.txt")
    assert page.text == TEXT
    assert page.marks == ()
    assert page.source == Source(
        size=len(data),
        name="a.txt",
        url="https://www.mm.example/a.txt",
        media_type="text/plain",
        encoding="utf-8-sig",
        method="bom",
        replaced=0,
    )


def test_the_declared_charset_reaches_the_decoder() -> None:
    either = "善源".encode("big5")
    assert read_text(either, declared="big5").text == "善源"
    assert read_text(either, declared="gbk").text == "\u5230\u65b9"


def test_controls_are_replaced_one_for_one() -> None:
    page = read_text("通知\0\x07会议\t上午\r\n九点\x0b开始\x1f。".encode())
    assert page.text == "通知\ufffd\ufffd会议\t上午\r\n九点\ufffd开始\ufffd。"
    assert page.source.replaced == 4
    assert page.marks == (Mark(2, 4, "undecodable"), Mark(13, 14, "undecodable"), Mark(16, 17, "undecodable"))


def test_damaged_bytes_are_counted_and_marked() -> None:
    page = read_text("抓落实".encode() + b"\xff\xff" + "靠督查".encode() + b"\0")
    assert page.text == "抓落实\ufffd\ufffd靠督查\ufffd"
    assert page.source.replaced == 3
    assert page.marks == (Mark(3, 5, "undecodable"), Mark(8, 9, "undecodable"))


def test_a_replacement_character_of_the_file_is_marked_and_not_counted() -> None:
    page = read_text("抓\ufffd落实".encode())
    assert page.source.replaced == 0
    assert page.marks == (Mark(1, 2, "undecodable"),)


@pytest.mark.parametrize(
    "data", ["会议\ud800通知".encode("utf-16-le", "surrogatepass") * 9, b"\xed\xa0\x80" + "会议通知".encode()]
)
def test_lone_surrogates_never_get_through(data: bytes) -> None:
    page = read_text(data)
    page.text.encode()
    assert page.source.replaced > 0


@pytest.mark.parametrize(
    ("names", "shown"), [({"name": "a.txt", "url": "u"}, "a.txt"), ({"url": "u"}, "u"), ({}, "The bytes")]
)
def test_the_message_names_the_file(names: dict[str, str], shown: str) -> None:
    with pytest.raises(EmptyFile, match=f"^{shown}: There is nothing"):
        read_text(b"\n", **names)
    with pytest.raises(NotText, match=f"^{shown}: This is a PDF document"):
        read_text(b"%PDF-1.4", **names)


@given(st.binary(max_size=300))
def test_every_page_can_be_stored(data: bytes) -> None:
    try:
        page = read_text(data)
    except Unreadable:
        return
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f]", page.text)
    page.text.encode()
    assert sum(mark.end - mark.start for mark in page.marks) == page.text.count("\ufffd") >= page.source.replaced
