"""The ladder of encodings: the right codec whatever the label says, whole, cut or damaged."""

import re
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from random import Random
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.errors import EmptyFile, NotText, Unreadable
from cleaners.readers.text.decode import Decoded, decode

COMMA, STOP, COLON = "\uff0c", "\u3002", "\uff1a"

SPEECH = (
    f"同志们{COLON}今天这次会议{COMMA}主要是研究部署下半年的督查工作{STOP}刚才{COMMA}几个单位作了发言{COMMA}讲得都很实在{STOP}\n"
    f"一要把责任压实到人{COMMA}谁牵头、谁配合、什么时候办完{COMMA}都要写清楚{STOP}\n"
    f"二要到现场去看{COMMA}不能只看材料、只听汇报{COMMA}群众满意不满意{COMMA}到村里问一问就知道了{STOP}\n"
)
TRADITIONAL = (
    f"各位鄉親{COLON}這條道路修了三年{COMMA}今天終於通車{STOP}當初有人說辦不到{COMMA}現在我們辦到了{STOP}\n"
    f"從前學生上學要走兩個小時{COMMA}以後坐車只要十五分鐘{STOP}感謝每一位為這條路出過力的人{STOP}\n"
    f"接下來還有醫院和學校的問題要解決{COMMA}我們會一件一件地做{COMMA}請大家監督{STOP}\n"
)
FORUM = (
    '<div class="post" id="p1001"><a href="/user/77">楼主</a> <em>2019-3-4 08:15</em>\n'
    f'<p>请问各位{COMMA}年底的工作总结怎么写? </p></div>\n<div class="post" id="p1002"><a href="/user/12">回复</a>\n'
    f"<p>先写成绩{COMMA}再写问题{COMMA}最后写明年的打算。字数不要太多{STOP}</p></div>\n"
)
FOUR_BYTE = SPEECH.replace("同志们", "\U00020bb7田\u3402同志们").replace("督查", "督\u4dae查")

PAGES = {
    "utf-8": (SPEECH, "utf-8", "utf-8"),
    "utf-8 forum": (FORUM, "utf-8", "utf-8"),
    "gbk": (SPEECH, "gbk", "gb18030"),
    "gbk forum": (FORUM, "gbk", "gb18030"),
    "gbk traditional": (TRADITIONAL, "gbk", "gb18030"),
    "gb18030": (FOUR_BYTE, "gb18030", "gb18030"),
    "big5": (TRADITIONAL, "big5", "big5hkscs"),
    "utf-16-le": (SPEECH, "utf-16-le", "utf-16-le"),
    "utf-16-be": (FORUM, "utf-16-be", "utf-16-be"),
}
LABELS = {"utf-8": "UTF-8", "gb18030": "gb2312", "big5hkscs": "Big5", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}


def label(codec: str, kind: str) -> str | None:
    wrong = "big5" if codec == "gb18030" else "gb2312"
    return {"right": LABELS[codec], "wrong": wrong, "missing": None, "latin": "iso-8859-1"}[kind]


def cut_head(text: str, codec: str) -> bytes:
    """The file from the middle of its first Chinese character."""
    at = next(i for i, char in enumerate(text) if not char.isascii())
    return text[at:].encode(codec)[1:]


def cut_tail(text: str, codec: str) -> bytes:
    at = max(i for i, char in enumerate(text) if not char.isascii())
    return text[: at + 1].encode(codec)[:-1]


def damaged(text: str, codec: str, seed: int = 0) -> bytes:
    """Four bytes put out of order, of the sorts that disks and transfers leave behind."""
    data, random = bytearray(text.encode(codec)), Random(seed)
    for bad in (0xFF, 0x80, 0x3F, 0xA0):
        data[random.randrange(len(data))] = bad
    return bytes(data)


def missing(text: str, read: str) -> int:
    """How many characters of a text were not read."""
    return (Counter(text) - Counter(read)).total()


CONDITIONS: dict[str, Callable[[str, str], bytes]] = {
    "whole": str.encode,
    "cut head": cut_head,
    "cut tail": cut_tail,
    "damaged": damaged,
}


@pytest.mark.parametrize("declared", ["right", "wrong", "missing", "latin"])
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("times", [1, 8])
def test_the_right_codec_in_every_cell(page: str, condition: str, declared: str, times: int) -> None:
    text, codec, expected = PAGES[page]
    data = CONDITIONS[condition](text * times, codec)
    decoded = decode(data, label(expected, declared))
    assert decoded.encoding == expected
    if condition == "whole":
        assert decoded == Decoded(text * times, expected, decoded.method, 0)
    elif condition == "cut head":  # all but the first line is whole
        rest = (text * times).split("\n", 1)[1]
        assert decoded.text.endswith(rest)
    elif expected != "gb18030":
        assert decoded.text == data.decode(expected, "replace")
    else:
        assert missing(text * times, decoded.text) <= missing(text * times, data.decode(expected, "replace"))


@pytest.mark.parametrize("declared", ["right", "wrong", "missing"])
@pytest.mark.parametrize("page", PAGES)
def test_fifty_bytes_are_enough_for_a_whole_text(page: str, declared: str) -> None:
    text, codec, expected = PAGES[page]
    at = next(i for i, char in enumerate(text) if not char.isascii())
    short = text[at : at + 25].encode(codec)
    assert decode(short, label(expected, declared)).text == text[at : at + 25]


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("page", PAGES)
def test_four_damaged_bytes_anywhere_leave_the_codec(page: str, seed: int) -> None:
    text, codec, expected = PAGES[page]
    assert decode(damaged(text, codec, seed)).encoding == expected


@pytest.mark.parametrize("codec", ["gbk", "utf-16-le", "utf-16-be"])
def test_a_head_cut_in_mid_character_costs_that_character_alone(codec: str) -> None:
    decoded = decode(SPEECH.encode(codec)[1:])
    assert decoded.text == "\ufffd" + SPEECH[1:]
    assert decoded.replaced == 1


def test_utf8_cut_in_mid_character_at_both_ends() -> None:
    decoded = decode(SPEECH.encode()[2:-3], "gb2312")
    assert (decoded.encoding, decoded.method) == ("utf-8", "tolerant")
    assert decoded.text.strip("\ufffd") == SPEECH[1:-2]


@pytest.mark.parametrize("text", ["抓落实、靠督查、看作风", "朱镕基、陶喆、李堃、丁晫"])
def test_a_short_line_of_utf8_with_two_bad_bytes(text: str) -> None:
    data = bytearray(text.encode())
    data[4] = data[16] = 0xFF
    assert decode(bytes(data), "gb2312")[1:3] == ("utf-8", "tolerant")


@pytest.mark.parametrize("codec", ["gbk", "big5"])
@pytest.mark.parametrize("text", ["會議記錄", "學習貫徹", "發展農業", "請領導講話"])
def test_four_traditional_characters(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_one_bad_byte_in_a_kilobyte_of_gbk() -> None:
    text = (SPEECH * 4).encode("gbk")[:1200]
    for at in range(0, 1200, 37):
        bad = text[:at] + b"\xff" + text[at + 1 :]
        assert decode(bad).encoding == "gb18030"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "x-gbk", "big5", "utf-8", "no-such-charset", "", None])
def test_the_label_never_overrules_the_bytes(declared: str | None) -> None:
    assert decode(SPEECH.encode(), declared).encoding == "utf-8"
    assert decode(SPEECH.encode("gbk"), declared).encoding == "gb18030"
    assert decode(TRADITIONAL.encode("big5"), declared).encoding == "big5hkscs"


def test_a_gb2312_label_costs_no_gbk_character() -> None:
    text = "朱镕基、陶喆、李堃、中華民國\u20ac" + SPEECH
    assert decode(text.encode("gb18030"), "gb2312").text == text


def test_big5_with_hong_kong_characters() -> None:
    text = TRADITIONAL + "喺呢度嘅人\u55ba\u5622\u54cb" + TRADITIONAL
    assert decode(text.encode("big5hkscs"), "big5").text == text


def test_a_page_of_ascii_with_few_han() -> None:
    page = "<html><head><style>" + "p { margin: 0 } " * 200 + "</style></head><body>会议通知</body></html>"
    assert decode(page.encode("gbk")).text == page


def test_gbk_behind_a_quarter_megabyte_of_ascii() -> None:
    page = "x = [0, 1, 2];\n" * 17_000 + SPEECH
    assert decode(page.encode("gbk")).text == page


def test_a_stray_byte_in_the_middle_costs_neither_ascii_nor_the_line_behind_it() -> None:
    data = b"ab\xb0" + SPEECH.encode("gbk")  # a lead byte without its trail: all that follows is out of step
    decoded = decode(data)
    assert decoded.text.startswith("ab")
    assert decoded.text.endswith(SPEECH[2:])
    assert decoded.replaced == 1


@pytest.mark.parametrize("seed", range(40))
def test_a_lost_byte_costs_a_few_characters_of_gbk_and_not_the_line(seed: int) -> None:
    data, at = (SPEECH * 3).encode("gbk"), Random(seed).randrange(600)
    assert missing(SPEECH * 3, decode(data[:at] + data[at + 1 :]).text) <= 7


@given(st.lists(st.sampled_from([b"\x81", b"2", b'"', b">", b"\xb9", b"\xe3", b"z", b"\n"]), max_size=12).map(b"".join))
def test_no_ascii_is_lost_around_stray_bytes(stray: bytes) -> None:
    data = SPEECH.encode("gbk") + b"<" + stray + b">\n" + SPEECH.encode("gbk")
    marks = re.compile("[\x21-\x2f\x3a-\x3f]")
    assert marks.findall(decode(data).text) == marks.findall(data.decode("gb18030", "replace"))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_sound_gb18030_is_never_taken_for_out_of_step(text: str) -> None:
    assert decode((SPEECH + text).encode("gb18030")).text == SPEECH + text


def test_one_gbk_line_in_a_utf8_page() -> None:
    lines = SPEECH.encode().splitlines()
    lines[1:1] = ["会员回复已经收到".encode("gbk")]
    decoded = decode(b"\n".join(lines))
    assert (decoded.encoding, decoded.method) == ("utf-8", "tolerant")
    assert decoded.text.splitlines()[2:] == SPEECH.splitlines()[1:]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8-sig"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("gb18030", "gb18030")],
)
def test_a_byte_order_mark_decides_and_stays(codec: str, name: str) -> None:
    text = "\ufeff" + SPEECH
    assert decode(text.encode(codec), "big5") == Decoded(text, name, "bom", 0)


def test_a_byte_order_mark_before_text_of_another_encoding() -> None:
    decoded = decode(b"\xef\xbb\xbf\r\n" + SPEECH.encode("gbk") * 3)
    assert decoded.encoding == "gb18030"
    assert decoded.text.endswith(SPEECH)


def test_hz() -> None:
    text = "Subject: ~ 通知\n明天上午开会\n"
    assert decode(text.encode("hz")) == Decoded(text, "hz", "hz", 0)


@pytest.mark.parametrize("text", ["(format t ~{~a~^, ~} list)", "cp ~/a ~{b}", "~{", "plain"])
def test_braces_after_a_tilde_are_not_yet_hz(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8", "strict", 0)


def test_ascii_in_utf16() -> None:
    text = "Nothing but plain letters here, and no mark before them.\r\n"
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(codec)).text == text


TIE = "善源".encode("big5")  # in GBK these bytes are \u5230\u65b9, as common


@pytest.mark.parametrize(
    ("declared", "text"),
    [(name, "\u5230\u65b9") for name in ("gb2312", "GBK", "x-gbk", "cp936", "GB18030", "EUC-CN", "GB_2312-80")]
    + [(name, "善源") for name in ("big5", "Big5-HKSCS", "cp950", "x-x-big5")],
)
def test_a_near_tie_goes_to_the_label(declared: str, text: str) -> None:
    decoded = decode(TIE, declared)
    assert (decoded.text, decoded.method) == (text, "declared")


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
def test_a_near_tie_without_a_label_that_fits_goes_to_the_witness(declared: str | None) -> None:
    assert decode(TIE, declared).method == "chardet"


def test_a_genuine_replacement_character_is_not_counted() -> None:
    text = SPEECH + "\ufffd"
    assert decode(text.encode()) == Decoded(text, "utf-8", "strict", 0)
    assert decode(text.encode("gb18030")).replaced == 0
    assert decode(text.encode() + b"\xff").replaced == 1


def test_a_few_nuls_are_still_text() -> None:
    text = SPEECH.replace("\n", "\0\n")
    assert decode(text.encode()).text == text
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \0\n\0", "\u3000\n".encode("gbk"), bytes(64)]
)
def test_blanks_are_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFile, match="nothing in it but blanks"):
        decode(data)


RUBBISH = {
    "random": Random(1).randbytes(4000),
    "random and short": Random(2).randbytes(300),
    "deflate": zlib.compress(Random(3).randbytes(2000))[2:],
    "floats": struct.pack("500d", *(Random(4).gauss(0, 1) for _ in range(500))),
    "integers": struct.pack("500i", *range(70_000, 70_500)),
    "small integers": struct.pack("500i", *range(1, 501)),
    "seven bits": bytes(byte % 128 for byte in Random(5).randbytes(3000)),
    "Russian in cp1251": ("Сегодня мы говорим о развитии. " * 9).encode("cp1251"),
    "Japanese in Shift-JIS": ("本日は安全についてお話しします。皆さん、よろしくお願いします。" * 9).encode("shift_jis"),
}


@pytest.mark.parametrize("data", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_not_text(data: bytes) -> None:
    with pytest.raises(NotText, match="save it as UTF-8"):
        decode(data)


def test_utf8_needs_neither_chardet_nor_scores() -> None:
    code = (
        "import sys; from cleaners.readers.text import decode as d; d.decode('讲话'.encode() * 99);"
        "print('chardet' in sys.modules, d.everyday.cache_info().currsize)"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "0"]


@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "big5", "utf-8", "latin-1"]))
def test_any_bytes_decode_or_are_unreadable(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, declared)
    except Unreadable as error:
        assert str(error).endswith((".", "!"))
        return
    assert 0 <= decoded.replaced <= decoded.text.count("\ufffd")
    assert decode(data, declared) == decoded


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda t: "~{" not in t))
def test_sound_utf8_comes_back_as_it_was(text: str) -> None:
    data = ("讲" + text).encode()
    assert decode(data) == Decoded("讲" + text, "utf-8", "strict", 0)


@given(st.lists(st.sampled_from(list(set(SPEECH))), min_size=25, max_size=120).map("".join))
def test_gbk_round_trip(text: str) -> None:
    decoded = decode(("会议" + text + "工作").encode("gbk"))
    assert decoded.text == "会议" + text + "工作"
