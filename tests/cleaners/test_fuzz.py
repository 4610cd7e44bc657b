"""Pages put out of order in every way: each is cleaned with an account that balances, or refused by name.
A failure names its seed: `one_page(seed)` and `one_word_file(seed)` give the same bytes again.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from random import Random
from traceback import extract_tb
from zlib import crc32

import pytest
from lxml import etree

from cleaners import clean, read
from cleaners.errors import Unreadable
from cleaners.speech import Cleaned
from tests.cleaners.readers.word_files import members, packed, paragraph, run, with_part, word
from tests.goldens import PAGES

PAGES_IN_ALL, WORD_FILES_IN_ALL = (100_000, 2_000) if os.environ.get("QINGGAO_SOAK") else (300, 60)
AT_A_TIME = 5_000
DEPTH = 1_000

Mutation = Callable[[bytes, Random], bytes]


def _stretch(data: bytes, chance: Random, longest: int) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, longest))


def flipped(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 30)) if out else 0):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def with_nuls(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes(chance.choice((1, 3, 200))) + data[at:]


def deleted(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance, 400)
    return data[:start] + data[end:]


def doubled(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance, 2000)
    return data[:end] + data[start:end] * chance.choice((1, 1, 1, 20)) + data[end:]


def cut_off(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[at:] if chance.random() < 0.3 else data[:at]


def without_tags(data: bytes, chance: Random) -> bytes:
    """Some tags are gone, or cut in the middle."""
    share, keep = chance.choice((0.02, 0.2, 1)), chance.choice((0, 1, 4))
    return re.sub(rb"<[^<>]*>", lambda tag: tag[0][:keep] if chance.random() < share else tag[0], data)


def strayed(data: bytes, chance: Random) -> bytes:
    """A piece of markup where none belongs."""
    at = chance.randrange(len(data) + 1)
    strays = (b"<", b'<a href="', b"<!--", b"-->", b"</body></html>", b"<script>", b"<table><td>", b"<plaintext>",
              b"<![CDATA[", b"<?xml version='1.0'?>", b"&#xD800;", b"&#0;", b"&#x110000;", b"&#x1F4DE", b"<title>",
              b"<frameset><frame>", b"<svg><style>", b"<textarea>", b"\xef\xbb\xbf", b"\xff\xfe", b"~{VPND~}")  # fmt: skip
    return data[:at] + chance.choice(strays) + data[at:]


def nested(data: bytes, chance: Random) -> bytes:
    tags = (b"div", b"b", b"font", b"p", b"span", b"table><tr><td", b"ul><li", b"blockquote", b"a href=/x", b"q-x")
    tag = chance.choice(tags)
    ends = b"".join(b"</" + name.split()[0] + b">" for name in reversed(tag.split(b"><")))
    at = chance.choice((0, max(0, data.find(b"<body")), chance.randrange(len(data) + 1)))
    return data[:at] + (b"<" + tag + b">") * DEPTH + data[at:] + ends * chance.choice((0, 1, DEPTH))


def of_another_charset(data: bytes, chance: Random) -> bytes:
    """The declaration says something else."""
    name = chance.choice(
        (b"gb2312", b"GBK", b"big5", b"utf-8", b"utf-16", b"hz-gb-2312", b"x", b"", b"\xb9\xe3", b"utf-7")
    )
    declaration = b'<meta charset="' + name + b'">'
    return (
        re.sub(rb"(?i)charset\s*=\s*[\"']?[\w-]*", b"charset=" + name, data)
        if b"charset" in data
        else declaration + data
    )


def reencoded(data: bytes, chance: Random) -> bytes:
    codec = chance.choice(("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-16", "hz", "utf-8", "latin-1"))
    return data.decode("utf-8", "replace").encode(codec, "replace")


def glued(data: bytes, chance: Random) -> bytes:
    """Half of it, and half of another page."""
    other = _pages()[_drawn(chance.randrange(1_000))]
    return data[: len(data) // 2] + other[len(other) // 2 :] if chance.random() < 0.5 else data + other


ON_BYTES: list[Mutation] = [flipped, with_nuls, deleted, doubled, cut_off]
ON_PAGES: list[Mutation] = [*ON_BYTES, without_tags, strayed, nested, of_another_charset, reencoded, glued]


@cache
def _pages() -> dict[str, bytes]:
    return {page.parent.name: page.read_bytes() for page in sorted(PAGES.glob("*/page.html"))}


def _drawn(number: int) -> str:
    """The golden page for a number, which stays the same for most numbers where golden pages are added."""
    return min(_pages(), key=lambda slug: crc32(f"{number} {slug}".encode()))


def one_page(seed: int) -> tuple[bytes, str]:
    """A mutated page, and what was done to it."""
    chance, slug = Random(seed), _drawn(seed)
    data, done = _pages()[slug], [slug]
    for mutation in chance.choices(ON_PAGES, k=chance.choice((1, 1, 2, 3))):
        data = mutation(data, chance)
        done.append(mutation.__name__)
    return data, " ".join(done)


@cache
def _word_files() -> list[bytes]:
    label = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    blocks = [paragraph(run(f"第{n}段\uff0c各村要把渠道修好。"), label * (n % 3 == 0)) for n in range(20)]
    table = f"<w:tbl><w:tr><w:tc>{blocks[0]}</w:tc><w:tc>{paragraph(run('票', '<w:vanish/>'))}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><v:shape id='w'><v:textbox><w:txbxContent>{blocks[1]}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    symbol = paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/></w:r><w:ins>' + run("补") + "</w:ins>")
    plain = word(*blocks, table, box, symbol)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:footnotes {space}><w:footnote w:id="2">{paragraph(run("注。"))}</w:footnote></w:footnotes>'
    return [
        plain,
        with_part(plain, "footnotes", note),
        *(page.read_bytes() for page in sorted(PAGES.glob("*/page.docx"))),
    ]


def without_element(root: etree._Element, chance: Random) -> None:
    gone = chance.choice(list(root.iter("*")))
    if (parent := gone.getparent()) is not None:
        parent.remove(gone)


def with_another_value(root: etree._Element, chance: Random) -> None:
    values = ("", "-1", "0", "9" * 30, "1e9", "\u0663", "\u00b2", "on", "F0", "rId1", "%1%2%9", "\u4e00" * 50, "../x")
    holders = [element for element in root.iter("*") if element.attrib]
    for element in chance.sample(holders, min(len(holders), chance.choice((1, 5, 50)))):
        element.set(chance.choice(list(element.attrib)), chance.choice(values))


def with_element_moved(root: etree._Element, chance: Random) -> None:
    every = list(root.iter("*"))
    moved, into = chance.choice(every), chance.choice(every)
    if moved not in [into, *into.iterancestors()]:
        into.insert(0, moved)


def with_element_renamed(root: etree._Element, chance: Random) -> None:
    every = list(root.iter("*"))
    chance.choice(every).tag = chance.choice(every).tag


def with_element_nested(root: etree._Element, chance: Random) -> None:
    """An element in itself, a thousand times or so."""
    element = chance.choice(list(root.iter("*")))
    for _ in range(chance.choice((3, 200, DEPTH))):
        inner = etree.Element(element.tag)
        inner.attrib.update(element.attrib)
        inner.extend(list(element))
        element.append(inner)


ON_XML = [without_element, with_another_value, with_element_moved, with_element_renamed, with_element_nested]


def _in_a_part(data: bytes, chance: Random) -> tuple[bytes, str]:
    """A part of the file mutated, as bytes or as XML, and all packed again."""
    parts = members(data)
    name = chance.choice(["word/document.xml", *(name for name in parts if name.endswith((".xml", ".rels")))])
    if chance.random() < 0.3:
        mutation = chance.choice(ON_BYTES)
        return packed(parts | {name: mutation(parts[name], chance)}), f"{mutation.__name__} {name}"
    if chance.random() < 0.05:
        return packed({other: part for other, part in parts.items() if other != name}), f"without {name}"
    root, done = etree.fromstring(parts[name]), list[str]()
    for change in chance.choices(ON_XML, k=chance.choice((1, 2, 4))):
        change(root, chance)
        done.append(change.__name__)
    return packed(parts | {name: etree.tostring(root)}), f"{' '.join(done)} {name}"


def one_word_file(seed: int) -> tuple[bytes, str]:
    """A mutated Word file, and what was done to it."""
    chance = Random(seed)
    data = chance.choice(_word_files())
    if chance.random() < 0.7:
        return _in_a_part(data, chance)
    mutation = chance.choice(ON_BYTES)
    return mutation(data, chance), mutation.__name__


def imbalance(done: Cleaned) -> str:
    """What is wrong with an account; empty where nothing is."""
    page, tiles = done.page.text, done.draft.tiles
    ends = [0, *(tile.end for tile in tiles)]
    if [tile.start for tile in tiles] != ends[:-1] or ends[-1] != len(page):
        return "the tiles do not cover the page"
    replayed = "".join(page[tile.start : tile.end] if tile.new is None else tile.new for tile in tiles)
    if replayed != "\n".join(speech.body for speech in done.speeches):
        return "the tiles replayed are not the bodies"
    if any(tile.new and done.kinds[tile.rule] in ("cut", "lift") for tile in done.draft.ledger):
        return "a cut adds text"
    if any(not 0 <= mark.start <= mark.end <= len(page) for mark in done.page.marks):
        return "a mark lies outside the page"
    return "a control or half a character is left" if re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", page) else ""


def complaint(data: bytes) -> str:
    """What is wrong with how bytes are cleaned; empty where nothing is."""
    try:
        return imbalance(clean(read(data, name="a.html")))
    except Unreadable as error:
        return "" if str(error).startswith("a.html: ") else f"no name: {error!r}"
    except Exception as error:
        last = extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:200]} ({last.filename}:{last.lineno})"


def complaints(make: Callable[[int], tuple[bytes, str]], seeds: range) -> Iterator[str]:
    for seed in seeds:
        data, done = make(seed)
        if wrong := complaint(data):
            yield f"{make.__name__}({seed}) [{done}]: {wrong}"


@pytest.mark.parametrize("first", range(0, PAGES_IN_ALL, AT_A_TIME))
def test_mutated_pages_are_cleaned_or_refused(first: int) -> None:
    seeds = range(first, min(PAGES_IN_ALL, first + AT_A_TIME))
    assert list(islice(complaints(one_page, seeds), 20)) == []


def test_mutated_word_files_are_cleaned_or_refused() -> None:
    assert list(islice(complaints(one_word_file, range(WORD_FILES_IN_ALL)), 20)) == []
