"""Dumps of crawlers, and pages saved as one file."""

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.warehouse.shelves import rows, speech_text
from tests.warehouse.sources.archives.making import lines, members, told
from warehouse.incoming import Incoming
from warehouse.ingest import ingest
from warehouse.sources.archives import opened
from warehouse.sources.walk import walk

ROW = {"text": "同志们。", "url": "https://a.example/1", "title": "题", "published": "2021年3月5日"}


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_a_page_a_line(tmp_path: Path, ending: str) -> None:
    data = lines(ROW | {"fetched_at": "2024-05-06T08:00:00+08:00"}, {"html": "<p>稿", "title": "", "url": None})
    path = tmp_path / f"a{ending}"
    path.write_bytes(gzip.compress(data) if ending.endswith("gz") else data)
    first, second = members(path)
    assert (first.data, first.name, first.url) == ("同志们。".encode(), f"{path}!1.txt", "https://a.example/1")
    assert first.supplied == {"title": "题", "published": "2021-03-05"}
    assert first.fetched_at == "2024-05-06T00:00:00+00:00"
    assert (second.data, second.name) == ("<p>稿".encode(), f"{path}!2.html")
    assert (second.url, second.supplied, second.fetched_at) == (None, {}, None)


def test_what_a_line_cannot_mean_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(ROW | {"published": "昨天", "fetched_at": "now", "title": 3}))
    [one] = members(tmp_path / "a.jsonl")
    assert (one.supplied, one.fetched_at) == ({}, None)


def test_bad_lines_and_good_ones(tmp_path: Path) -> None:
    bad = b'{"text": \n\n"text"\n{"body": "x"}\n' + b"[" * 100_000 + b"\n\xff\xfe\xfd\n"
    (tmp_path / "a.jsonl").write_bytes(bad + lines({"text": "好"}) + b'{"text": "no line break"}')
    assert told(tmp_path / "a.jsonl") == {
        **dict.fromkeys(["1", "3", "4", "5", "6"], "BrokenMember"),
        "7.txt": "好".encode(),
        "8.txt": b"no line break",
    }


def test_a_line_over_the_limit_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "x" * 200}, {"text": "x" * 50_000}, {"text": "好"}))
    assert told(tmp_path / "a.jsonl", 100) == {"1.txt": "TooLarge", "2": "TooLarge", "3.txt": "好".encode()}


def test_half_a_surrogate_pair(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "a\\ud800"}\n')
    assert told(tmp_path / "a.jsonl") == {"1.txt": b"a\xed\xa0\x80"}


def warc(gzipped: bool, *pages: tuple[str, str, bytes]) -> bytes:
    """Records of answers: status, media type, body."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (status, media_type, body) in enumerate(pages):
        headers = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://a.example/{number}",
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-05-06T07:08:09Z"},
        )
        writer.write_record(record)
    return buffer.getvalue()


@pytest.mark.parametrize("gzipped", [False, True])
def test_pages_of_a_warc(tmp_path: Path, gzipped: bool) -> None:
    page = "<p>稿".encode("gbk")
    path = tmp_path / "a.warc.gz"
    pages = (
        ("200 OK", "text/html; charset=gbk", page),
        ("200 OK", "image/png", b"x"),
        ("404 Not Found", "text/html", b"x"),
        ("200 OK", "text/plain", b"plain"),
    )
    path.write_bytes(warc(gzipped, *pages))
    assert told(path) == {"2.html": page, "3": "left out: image/png", "4": "left out: status 404", "5.txt": b"plain"}
    first = members(path)[0]
    assert (first.url, first.fetched_at) == ("https://a.example/0", "2024-05-06T07:08:09+00:00")
    assert told(path, 4)["5.txt"] == "TooLarge"


def test_a_warc_that_breaks_off(tmp_path: Path) -> None:
    page = ("200 OK", "text/html", bytes(range(256)) * 9)
    data = warc(True, page, page)
    (tmp_path / "a.warc.gz").write_bytes(data[:-100])
    found = told(tmp_path / "a.warc.gz")
    assert found["2.html"] == page[2]
    assert "BrokenArchive" in found.values()


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://a.example/1.html
Subject: title
Date: Mon, 6 May 2024 15:08:09 +0800
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://a.example/1.html

<p>=E7=A8=BF</p>
----b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://a.example/1.png

AAAA
----b--
"""


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "named like none"])
def test_a_saved_page(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(MHTML.replace("\n", "\r\n"))
    [one] = members(tmp_path / name)
    assert (one.data or b"").strip() == "<p>稿</p>".encode()
    assert (one.name, one.url) == (f"{tmp_path / name}!page.html", "https://a.example/1.html")
    assert one.fetched_at == "2024-05-06T07:08:09+00:00"


def test_a_saved_page_without_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_text(MHTML.replace("text/html", "image/gif"))
    assert told(tmp_path / "a.mht") == {str(tmp_path / "a.mht"): "BrokenArchive"}


def test_bytes_that_are_no_file() -> None:
    [one] = opened([Incoming(data=MHTML.encode(), name="saved.mht")], 1000)
    assert one.name == "saved.mht!page.html"


TOO_LATE, TOO_EARLY = "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"


@pytest.mark.parametrize("moment", [TOO_LATE, TOO_EARLY])
def test_a_time_out_of_range_costs_its_line_alone(folder: Path, path: Path, moment: str) -> None:
    good = [{"text": speech_text(n), "fetched_at": "2024-05-06T07:08:09Z"} for n in range(4)]
    (folder / "a.jsonl").write_bytes(lines(*good[:2], good[2] | {"fetched_at": moment}, good[3]))
    summary = ingest(walk([folder]), path)
    assert (summary.loaded, summary.quarantined) == (3, 1)
    [(place, message)] = rows(path, "SELECT path, message FROM quarantine")
    assert place == "a.jsonl!3"
    assert moment in str(message)


@pytest.mark.parametrize("moment", [TOO_LATE, TOO_EARLY])
def test_a_time_out_of_range_costs_its_record_alone(tmp_path: Path, moment: str) -> None:
    good = warc(False, ("200 OK", "text/html", b"<p>a"), ("200 OK", "text/html", b"<p>b"))
    when = b"WARC-Date: 2024-05-06T07:08:09Z"
    head, middle, tail = good.partition(b"https://a.example/0")
    place = head.rfind(b"WARC/1.0")
    record = (head[place:] + middle + tail).replace(when, f"WARC-Date: {moment}".encode(), 1)
    (tmp_path / "a.warc").write_bytes(head[:place] + record)
    found = told(tmp_path / "a.warc")
    assert list(found.values()) == ["BrokenMember", b"<p>b"]
