"""Contacts are starred; all else stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.chinese.fold import fold
from warehouse.tables import mask as module
from warehouse.tables.mask import mask

HAN = st.text("的一是在不了有和人这\n,。:;", max_size=12)


@pytest.mark.breaks("warehouse/tables/mask.py", "1[3-9]\\d", "1[3-8]\\d")
@pytest.mark.parametrize(
    "contact",
    [
        *("13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "8613812345678", "19912345678"),
        *("0731-88881234", "(010)8888 1234", "02188881234", "400-800-1234", "4008001234"),
        *("a.b_c@mail.example", "506070961#qq.com", "430102199001011234", "43010219900101123X"),
        "".join(chr(ord(digit) - 0x30 + 0xFF10) for digit in "13812345678"),
    ],
)
def test_a_bare_contact(contact: str) -> None:
    assert mask(f"请找{contact},谢谢") == f"请找{'*' * len(contact)},谢谢"


@pytest.mark.parametrize(
    ("label", "contact"),
    [
        ("QQ:", "12345678"),
        ("QQ群\uff1a", "123456789"),
        ("qq", "12345678"),
        ("客服扣扣号码是", "12345678"),
        ("微信", "wenmi_2020"),
        ("微信号: ", "wenmi-2020"),
        ("加V信", "wenmi2020"),
        ("VX:", "wenmi2020"),
        ("weixin ", "wenmi2020"),
        ("电话:", "8888 1234"),
        ("热线号码是", "88881234"),
    ],
)
def test_a_contact_that_only_its_label_tells(label: str, contact: str) -> None:
    assert mask(f"{label}{contact}。") == f"{label}{'*' * len(contact)}。"


@pytest.mark.parametrize(
    "text",
    [
        "共3200字,2023年12月5日,文号〔2023〕10086号",
        "关注我们:微信订阅号\n官方微信公众号",
        "上一篇:QQ空间与微信平台管理办法",
        "[; C* O) n4 R7 E! I1 J- A",
        "www.wenku.example/list/20231205123456.html",
        "增长12.5%,达到1380亿元",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text())
def test_only_stars_are_put_in_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))


@given(HAN, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), HAN)
def test_no_mobile_number_gets_through(before: str, number: str, after: str) -> None:
    assert mask(before + number + after) == before + "*" * 11 + after


@given(HAN, st.from_regex(r"[a-z0-9]{1,9}@[a-z0-9]{1,9}\.(com|cn|example)", fullmatch=True), HAN)
def test_no_mail_address_gets_through(before: str, address: str, after: str) -> None:
    assert fold(address) not in mask(before + address + after)


@given(st.text("01345678 -+()86.@#_axQv微信电话:\uff10\u0661的", max_size=30))
def test_the_hint_misses_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_HINT", re.compile(""))
        whole = mask(text)
    assert mask(text) == whole
