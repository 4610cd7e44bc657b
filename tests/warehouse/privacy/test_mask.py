"""Contacts are starred; all else stays."""

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.warehouse.privacy.contacts import CONTACTS, NO_CONTACTS, parts
from warehouse.privacy import mask as module
from warehouse.privacy.key import key_of
from warehouse.privacy.mask import mask, masked_message, masked_url

HAN = st.text("的是在不了有和人这\n。", max_size=12)
SIGNS = "138 1234 5678 13812345678 0731 88881234 12345678 QQ 微信 电话 : - * @ # qq .com 点 a wenmi2020 转 、 一 幺 l O ① x 号 群 加 v"
MORE = "+86 http:// / ?token= & 公众号 张三 元 年 ( 62 1 19900101"
PIECES = st.lists(st.sampled_from([*SIGNS.split(), *MORE.split(), " ", "\n"]), max_size=14).map("".join)


def test_the_tables_are_large_enough() -> None:
    assert len(set(CONTACTS)) >= 130
    assert len(set(NO_CONTACTS)) >= 80


@pytest.mark.breaks("warehouse/privacy/numbers.py", "1[3-9]\\d{9}", "1[3-8]\\d{9}")
@pytest.mark.breaks("warehouse/privacy/numbers.py", "_SHORTEST, _LONGEST = 10, 19", "_SHORTEST, _LONGEST = 11, 19")
@pytest.mark.breaks("warehouse/privacy/numbers.py", "_SHORTEST, _LONGEST = 10, 19", "_SHORTEST, _LONGEST = 10, 18")
@pytest.mark.breaks("warehouse/privacy/handles.py", "_LEAST_DIGITS = 7", "_LEAST_DIGITS = 9")
@pytest.mark.breaks("warehouse/privacy/handles.py", "_LEAST = 5", "_LEAST = 10")
@pytest.mark.parametrize("line", CONTACTS, ids=ascii)
def test_a_contact_is_starred(line: str) -> None:
    text, _ = parts(line)
    masked = mask(text)
    place = 0
    for sign in re.split("([⟦⟧])", line):
        if sign == "⟦" or sign == "⟧":
            place = -place - 1
        elif place < 0:
            at = -place - 1
            assert set(masked[at : at + len(sign)]) <= {"*", "\ufe0f", "\u20e3"}, masked
            place -= len(sign)
        else:
            place += len(sign)


@pytest.mark.parametrize("line", CONTACTS, ids=ascii)
def test_the_words_around_it_stay(line: str) -> None:
    words = [word for part in re.split("⟦.*?⟧", line) for word in re.findall("[\u4e00-\u9fff]+", part)]
    masked = mask(parts(line)[0])
    assert [word for word in words if word not in masked] == []


@pytest.mark.breaks("warehouse/privacy/handles.py", "_LEAST_DIGITS = 7", "_LEAST_DIGITS = 5")
@pytest.mark.breaks("warehouse/privacy/handles.py", "_LEAST = 5", "_LEAST = 4")
@pytest.mark.parametrize("line", NO_CONTACTS)
def test_office_writing_stays(line: str) -> None:
    assert mask(line) == line


@given(st.text() | PIECES)
@example("İ@a.com 13812345678")
def test_it_keeps_length_and_puts_only_stars(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text) == len(key_of(text))
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))


@given(PIECES)
def test_masking_again_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(HAN, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), HAN)
def test_no_mobile_number_gets_through(before: str, number: str, after: str) -> None:
    assert mask(before + number + after) == before + "*" * 11 + after


@given(HAN, st.from_regex(r"[a-z0-9]{1,9}@[a-z0-9]{1,9}\.(com|cn|example)", fullmatch=True), HAN)
def test_no_mail_address_gets_through(before: str, address: str, after: str) -> None:
    assert key_of(address) not in mask(before + address + after)


@pytest.mark.parametrize(
    ("url", "served"),
    [
        ("https://a.example/b?page=2", "https://a.example/b?page=2"),
        ("https://li:word@a.example:80/b#frag", "https://a.example:80/b"),
        ("https://li@a.example/?token=x1y&id=7", "https://a.example/?token=***&id=7"),
        ("https://a.example/q?sid=0a1b&uid=1&q=督查", "https://a.example/q?sid=****&uid=1&q=督查"),
        ("https://a.example/13812345678/", "https://a.example/***********/"),
        ("http://[broken#x", "http://[broken"),
    ],
)
def test_addresses_are_served_without_logins(url: str, served: str) -> None:
    assert masked_url(url) == served


def test_messages_are_served_without_folders() -> None:
    message = r"C:\Users\li\in\a.txt and /home/li/warehouse.db: locked. See http://a.example/b/c.html, 3/4 done"
    assert masked_message(message) == "a.txt and warehouse.db: locked. See http://a.example/b/c.html, 3/4 done"


HOSTILE = [
    "Ab9_-Z",
    "1 ",
    "13 8-",
    "1-",
    "@",
    "a@",
    "a@b.",
    "微信号:",
    "电话张三",
    "0731-",
    "#",
    "138*",
    "62 ",
    "_at_",
    "公众号:",
]


def test_time_grows_with_length_alone() -> None:
    """Half a million characters take seconds, not the hours of a time that grows with their square."""
    code = "import sys; from warehouse.privacy.mask import mask; [mask((s * 30_000)[:30_000]) for s in sys.argv[1:]]"
    subprocess.run([sys.executable, "-c", code, *HOSTILE], check=True, timeout=60)


@given(PIECES | st.sampled_from(CONTACTS).map(lambda line: parts(line)[0]))
def test_the_hint_misses_nothing(text: str) -> None:
    spans = [span for find in module._FINDERS for span in find(key_of(text))]
    assert module._HINT.search(key_of(text)) or not spans
