"""Magic numbers: named where they are sure, and never seen in a text."""

import gzip
import io
import zipfile

import pytest

from cleaners.errors import NotText
from cleaners.readers.text.decode import decode
from cleaners.readers.text.sniff import sniff


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    return buffer.getvalue()


KINDS = {
    "a PNG picture": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "a JPEG picture": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a GIF picture": b"GIF89a" + bytes(9),
    "a WebP picture": b"RIFF\x24\0\0\0WEBPVP8 ",
    "a BMP picture": b"BM\x36\x10\x0e\0\0\0\0\0\x36\0\0\0",
    "a ZIP archive (or a .docx, .xlsx)": zipped(),
    "a gzip archive": gzip.compress("讲话".encode()),
    "a 7z archive": b"7z\xbc\xaf\x27\x1c\0\x04",
    "a RAR archive": b"Rar!\x1a\x07\x01\0",
    "a tar archive": b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(200),
    "a PDF document": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "an old Office document (.doc, .xls, .ppt, .wps)": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20),
    "an RTF document": b"{\\rtf1\\ansi\\ansicpg936",
    "a SQLite database": b"SQLite format 3\0\x10\0",
    "a program": b"\x7fELF\x02\x01\x01" + bytes(9),
    "a video file": b"\0\0\0\x18ftypmp42",
}


@pytest.mark.parametrize(("name", "data"), KINDS.items(), ids=KINDS)
def test_a_kind_is_named_with_what_to_do(name: str, data: bytes) -> None:
    kind = sniff(data)
    assert kind is not None and kind.name == name
    with pytest.raises(NotText) as caught:
        decode(data)
    assert str(caught.value) == f"This is {name}, not a text. {kind.advice}"


@pytest.mark.parametrize(
    "text",
    ["BM公司的总结报告", "MZ镇党委会议纪要", "PK赛获奖名单", "ID3号文件的通知", "Rar!", "GIF图片怎么发", "GIF8", ""],
)
@pytest.mark.parametrize("codec", ["utf-8", "gbk", "utf-16-le"])
def test_a_text_may_start_with_the_same_letters(text: str, codec: str) -> None:
    assert sniff((text + "\n").encode(codec) * 40) is None
