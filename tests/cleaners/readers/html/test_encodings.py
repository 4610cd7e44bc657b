"""HTML pages in every encoding, under every label, whole, cut and damaged: the codec is found, no character lost.

How many cells were tried: `QINGGAO_SOAK=1 python -m pytest tests/cleaners/readers/html/test_encodings.py -rP`.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from opencc import OpenCC

from cleaners import read
from cleaners.errors import Corrupt
from cleaners.page import Page
from cleaners.readers.html.page import read_html
from cleaners.readers.text.plain import read_text
from tests.goldens import PAGES

SOAK = bool(os.environ.get("QINGGAO_SOAK"))
SEEDS = range(12 if SOAK else 1)
SPEECHES = Path(__file__).parents[3] / "benchmarks" / "speeches"
SIZES = (200, 400, 1_000, 4_000)
SMALLEST = 200
CHARSET = "<!-- charset -->"


class Coded(NamedTuple):
    """An encoding: its codec, the bytes that open the file, the codec that is to be chosen, labels right and wrong."""

    codec: str
    mark: bytes
    chosen: str
    right: str
    wrong: str
    traditional: bool = False


CODED = {
    "utf-8": Coded("utf-8", b"", "utf-8", "utf-8", "gb2312"),
    "utf-8 with BOM": Coded("utf-8", b"\xef\xbb\xbf", "utf-8-sig", "utf-8", "gbk"),
    "utf-8 traditional": Coded("utf-8", b"", "utf-8", "UTF-8", "big5", True),
    "gbk as gb2312": Coded("gbk", b"", "gb18030", "gb2312", "utf-8"),
    "gbk": Coded("gbk", b"", "gb18030", "GBK", "big5"),
    "gbk traditional": Coded("gbk", b"", "gb18030", "gbk", "utf-8", True),
    "gb18030": Coded("gb18030", b"", "gb18030", "gb18030", "big5"),
    "big5": Coded("big5", b"", "big5hkscs", "big5", "gb2312", True),
    "big5 under utf-8": Coded("big5", b"", "big5hkscs", "big5-hkscs", "utf-8", True),
    "utf-16-le": Coded("utf-16-le", b"", "utf-16-le", "utf-16", "gb2312"),
    "utf-16-be": Coded("utf-16-be", b"", "utf-16-be", "utf-16", "utf-8"),
    "utf-16-le with BOM": Coded("utf-16-le", b"\xff\xfe", "utf-16-le", "utf-16le", "gbk"),
    "utf-16-be with BOM": Coded("utf-16-be", b"\xfe\xff", "utf-16-be", "utf-16be", "utf-8", True),
}


class Cell(NamedTuple):
    """A file to be read: its bytes, the text that they stand for, and words to name it by."""

    data: bytes
    text: str
    name: str


def small(codec: str, size: int, traditional: bool, chance: Random) -> str:
    """A page that takes so many bytes in a codec, or some more, with a place for its charset."""
    text = chance.choice(_texts(traditional))
    start = chance.randrange(len(text) - 3_000)
    head, end = f"<html><head>{CHARSET}<title>{text[start : start + 8]}</title></head><body><p>", "</p></body></html>"
    room = size - len((head + end).encode(codec, "replace"))
    length = next(n for n in range(8, 3_000) if len(text[start : start + n].encode(codec, "replace")) >= room)
    return head + "</p>\n<p>".join(text[start : start + length].split()) + end


@cache
def _texts(traditional: bool) -> list[str]:
    turned = OpenCC("s2tw").convert if traditional else str
    texts = "\n".join(path.read_text("utf-8") for path in sorted(SPEECHES.glob("*.txt")))
    return [turned(texts[at : at + 6_000]) for at in range(0, len(texts) - 6_000, 1_000)]


@cache
def goldens(traditional: bool) -> dict[str, str]:
    """Golden pages as text, with a place for their charset."""
    turned, found = OpenCC("s2tw").convert if traditional else str, dict[str, str]()
    pages = sorted(PAGES.glob("html-*/page.html"))
    for path in pages if SOAK else pages[::5]:
        data = path.read_bytes()
        text = data.decode(read(data).source.encoding).removeprefix("\ufeff")
        bare = re.sub(r"(?i)<meta[^>]*charset[^>]*>", "", text)
        found[path.parent.name] = re.sub(r"(?i)<head>|\A", rf"\g<0>{CHARSET}", turned(bare), count=1)
    return found


def labelled(coded: Coded, page: str, label: str) -> bytes:
    charset = {"right": coded.right, "wrong": coded.wrong, "missing": ""}[label]
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    # What a charset lacks, editors write as &#8217;.
    return coded.mark + page.replace(CHARSET, meta).encode(coded.codec, "xmlcharrefreplace")


def conditions(coded: Coded, data: bytes, chance: Random) -> Iterator[Cell]:
    """A page whole, without what stands before or after the middle of a character, and with four bytes put wrong."""
    text = data.decode(coded.codec)
    yield Cell(data, text, "whole")
    inked = [i for i, char in enumerate(text) if char > "\u2e80"]
    early, late = chance.choice(inked[: len(inked) // 3 + 1]), chance.choice(inked[len(inked) // 2 :])
    yield Cell(data[len(text[:early].encode(coded.codec)) + 1 :], text[early + 1 :], "cut head")
    yield Cell(data[: len(text[:late].encode(coded.codec)) + 1], text[:late], "cut tail")
    spoilt = bytearray(data)
    for bad in (0xFF, 0x80, 0x3F, 0xA0):
        spoilt[chance.randrange(len(coded.mark), len(spoilt))] = bad
    yield Cell(bytes(spoilt), text, "damaged")


def cells(coded: Coded) -> Iterator[Cell]:
    for seed in SEEDS:
        chance = Random(seed)
        pages = {f"{size} bytes": small(coded.codec, size, coded.traditional, chance) for size in SIZES}
        for name, page in (pages | goldens(coded.traditional)).items():
            for label in ("right", "wrong", "missing"):
                for cell in conditions(coded, labelled(coded, page, label), chance):
                    if len(cell.data) >= SMALLEST:
                        yield cell._replace(name=f"{name}, {label}, {cell.name}, seed {seed}")


def lost(text: str, page: Page) -> int:
    """How many Han characters of a source are not in the page read from it."""
    return (Counter(re.findall("[\u4e00-\u9fff]", text)) - Counter(page.text)).total()


def wrong(coded: Coded, cell: Cell) -> str:
    """What is wrong with the reading of a cell; empty where nothing is. Markup that damage has made unreadable is
    not the codec's fault, if it is so in the codec's own reading as well.
    """
    chosen = coded.chosen if cell.data.startswith(coded.mark) else coded.codec
    plain = cell.data.decode(chosen, "replace").encode()
    try:
        page = read(cell.data)
    except Corrupt:
        with pytest.raises(Corrupt):
            read_html(plain)
        return ""
    if page.source.encoding != chosen:
        return f"{page.source.encoding} by {page.source.method}"
    reader = read_html if page.source.media_type == "text/html" else read_text
    ours, codecs = lost(cell.text, page), lost(cell.text, reader(plain))
    return f"{ours} characters lost, not {codecs}" if ours > codecs else ""


@pytest.mark.parametrize("coded", CODED.values(), ids=CODED)
def test_the_codec_is_found_and_no_character_lost(coded: Coded) -> None:
    tried, faults = 0, list[str]()
    for cell in cells(coded):
        tried += 1
        if fault := wrong(coded, cell):
            faults.append(f"{cell.name}: {fault}")
    print(f"{tried:,} cells of {coded.codec}, {len(faults)} wrong")
    assert not faults, "\n".join([f"{len(faults)} of {tried:,} cells:", *faults[:40]])
