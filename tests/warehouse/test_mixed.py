"""Three hundred files of every kind in one folder: each is shelved, known already, without a speech, left out by name,
or refused with a reason and a next step, and the counts add up.
"""

import gzip
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
from opencc import OpenCC

from tests.cleaners.readers.ole_files import compound
from tests.cleaners.readers.word_files import paragraph, run, word
from tests.goldens import PAGES
from tests.warehouse.shelves import faults, rows, tables
from tests.warehouse.sources.archives.making import lines, seven_zipped, tarred, zipped
from tests.warehouse.sources.archives.test_dumps import warc
from tests.warehouse.sources.archives.test_packed import spoil
from warehouse.ingest import ingest, walk

SPEECHES = Path(__file__).parents[1] / "benchmarks" / "speeches"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(99)
NEXT_STEP = re.compile(
    r"[.:] (?:[^.]* )?(?:Fetch|Save|Unpack|Convert|Open|Ask|Put|Give|Have|Leave|Name)\b", re.IGNORECASE
)


@dataclass
class Pile:
    """Files by name, and what is to become of them and of what is in them."""

    files: dict[str, bytes] = field(default_factory=dict)
    fates: Counter[str] = field(default_factory=Counter)
    refused: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    silent: set[str] = field(default_factory=set)

    def add(self, name: str, data: bytes, fate: str = "loaded", times: int = 1) -> None:
        assert name not in self.files
        self.files[name] = data
        self.fates[fate] += times

    def refuse(self, name: str, data: bytes, error: str, inside: str = "") -> None:
        self.add(name, data, "quarantined")
        self.refused[f"{name}!{inside}" if inside else name] = error

    def leave_out(self, name: str, data: bytes) -> None:
        self.files[name] = data
        self.left_out[Path(name).suffix.lower()] += 1


@cache
def _sentences() -> list[str]:
    found = (path.read_text("utf-8").splitlines()[2:] for path in sorted(SPEECHES.glob("*.txt")))
    return [f"{part}。" for text in found for line in text for part in line.split("。") if len(part) > 20]


def speech(n: int) -> str:
    """A text of its own for each number."""
    paragraphs = ["".join(Random(n * 10 + at).sample(_sentences(), 4)) for at in range(3)]
    return "\n".join([f"在第{n}次例会上的讲话", "同志们:", *paragraphs, "谢谢大家!", ""])


def page(text: str, charset: str = "utf-8") -> str:
    """A web page with a text as its body."""
    title, *paragraphs = text.splitlines()
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_某某网</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> <a href="/jh/">讲话</a></div><h1>{title}</h1>\n<div class="article">\n{body}</div>'
        '<div class="footer">版权所有 某某网 京ICP备00000000号</div></body></html>'
    )


def word_file(text: str) -> bytes:
    return word(*(paragraph(run(escape(line))) for line in text.splitlines()))


def mhtml(n: int) -> bytes:
    """A page as a browser saves it in one file."""
    head = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/{n}.html\r\nMIME-Version: 1.0\r\n"
    parts = (
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/html\r\n'
    )
    body = (
        f"Content-Transfer-Encoding: 8bit\r\nContent-Location: https://a.example/{n}.html\r\n\r\n{page(speech(n))}\r\n"
    )
    return f"{head}{parts}{body}----b--\r\n".encode()


def gbk_zip(files: dict[str, bytes]) -> bytes:
    """As Windows in China writes it: the names in GBK, without the mark of UTF-8."""
    stand_ins = {name: f"{i}" * len(name.encode("gbk")) for i, name in enumerate(files)}
    packed = zipped({stand_ins[name]: data for name, data in files.items()})
    for name, stand_in in stand_ins.items():
        packed = packed.replace(stand_in.encode(), name.encode("gbk"))
    return packed


def add_plain(pile: Pile) -> None:
    """Texts, pages and Word files, each a speech of its own (numbers below 1,000)."""
    turned = OpenCC("s2tw").convert
    makers: list[tuple[int, str, Callable[[int], bytes]]] = [
        (30, ".txt", lambda n: speech(n).encode()),
        (10, ".TXT", lambda n: speech(n).encode("utf-8-sig")),
        (25, "-gbk.txt", lambda n: speech(n).encode("gbk")),
        (10, "-utf16.txt", lambda n: speech(n).encode("utf-16")),
        (10, "-big5.txt", lambda n: turned(speech(n)).encode("big5hkscs", "replace")),
        (30, ".html", lambda n: page(speech(n)).encode()),
        (20, ".htm", lambda n: page(speech(n), "gb2312").encode("gb18030")),
        (5, "-big5.html", lambda n: page(turned(speech(n)), "big5").encode("big5hkscs", "replace")),
        (5, "-utf16.html", lambda n: page(speech(n), "utf-16").encode("utf-16")),
        (15, ".docx", lambda n: word_file(speech(n))),
        (5, "-page-named.doc", lambda n: page(speech(n)).encode()),
        (5, "", lambda n: speech(n).encode()),
    ]
    numbers = count(1)
    for many, ending, make in makers:
        for n in islice(numbers, many):
            pile.add(f"{n % 7}/第{n}篇{ending}", make(n))


def add_known(pile: Pile) -> None:
    """The same again, as bytes and as texts, and pages that hold no speech."""
    for n in range(1, 11):
        pile.add(f"又/{n}.txt", speech(n).encode(), "unchanged")
        pile.add(f"又/{n}-gbk.txt", speech(n).encode("gbk"), "duplicates")
        pile.add(f"又/{n}.docx", word_file(speech(n)), "duplicates")
        pile.add(f"又/{n}.html", page(speech(n)).encode(), "duplicates")
    for slug in ("english-page-not-chinese", "html-home-no-speech", "html-list-no-speech", "list-page-no-speech"):
        [golden] = (PAGES / slug).glob("page.*")
        pile.add(f"无/{slug}{golden.suffix}", golden.read_bytes(), "no_speech")
    for n in range(4):
        row = f"<li><a href='/{n}.html'>通知公告第{n}号</a></li>"
        pile.add(f"无/{n}.html", f"<html><body><ul>{row * 20}</ul></body></html>".encode(), "no_speech")


def add_archives(pile: Pile) -> None:
    """Archives and dumps, sound ones and others (numbers from 1,000 on)."""
    texts = {n: speech(n).encode() for n in range(1_000, 1_100)}
    pages = {n: page(speech(n)).encode() for n in range(1_100, 1_200)}
    pile.add("包/gbk.zip", gbk_zip({f"讲话{n}/稿.txt": texts[n] for n in range(1_000, 1_006)}), times=6)
    pile.add("包/a.tar.gz", tarred({f"稿/{n}.txt": texts[n] for n in range(1_010, 1_015)}, "w:gz"), times=5)
    pile.add("包/gbk.tar", tarred({b"\xb8\xe5.txt".decode("utf-8", "surrogateescape"): texts[1_016]}))
    pile.add("包/a.7z", seven_zipped({f"{n}.txt": texts[n] for n in range(1_020, 1_024)}), times=4)
    pile.add("包/a.txt.gz", gzip.compress(texts[1_030]))
    pile.add("包/in.zip", zipped({"in.zip": zipped({"a.html": pages[1_100], "a_files/ad.html": b"<p>x"})}))
    rows = lines(*({"url": f"https://a.example/{n}", "html": pages[n].decode()} for n in range(1_110, 1_120)))
    pile.add("包/a.jsonl", rows, times=10)
    pile.add(
        "包/b.jsonl.gz", gzip.compress(lines(*({"text": texts[n].decode()} for n in range(1_040, 1_050)))), times=10
    )
    answers = [("200 OK", "text/html", pages[n]) for n in range(1_130, 1_134)]
    pile.add(
        "包/a.warc.gz",
        warc(True, *answers, ("200 OK", "image/png", PNG), ("404 Not Found", "text/html", b"x")),
        times=4,
    )
    pile.left_out += Counter({"image/png": 1, "status 404": 1})
    for n in range(1_140, 1_145):
        pile.add(f"包/{n}.mhtml", mhtml(n))
    pile.refuse("坏/部分.zip", spoil(zipped({"a.txt": texts[1_050]}), 60), "BrokenMember", "a.txt")
    pile.refuse("坏/没有尾.zip", zipped({"a.txt": texts[1_051]})[:-30], "BrokenArchive")
    pile.refuse("坏/空稿.7z", seven_zipped({"空.txt": b"", "b.txt": texts[1_052]}), "EmptyFile", "空.txt")
    pile.refuse("坏/密.7z", seven_zipped({"a.txt": texts[1_053]}, "p"), "Encrypted")
    pile.refuse("坏/坏行.jsonl", lines({"text": texts[1_054].decode()}) + b"{broken\n", "BrokenMember", "2")
    pile.refuse("坏/断.txt.gz", gzip.compress(texts[1_055])[:-40], "BrokenArchive")
    pile.fates["loaded"] += 2


def add_others(pile: Pile) -> None:
    """What is left out, passed over, or refused for what it is."""
    for n in range(8):
        pile.leave_out(f"图/{n}.png", PNG)
        pile.leave_out(f"图/{n}.JPG", b"\xff\xd8\xff\xe0" + bytes(99))
        pile.leave_out(f"图/{n}.xls", compound({"Workbook": b""}))
    for n in range(6):
        pile.add(f"存/{n}.html", page(speech(2_000 + n)).encode())
        for name in ("ad.html", "a.js"):
            pile.files[f"存/{n}_files/{name}"] = page(speech(2_100 + n)).encode()
            pile.silent.add(f"存/{n}_files/{name}")
    locked = compound({"EncryptedPackage": b"", "EncryptionInfo": b""})
    secret = "机密★5年\n关于做好有关工作的通知\n各单位要认真做好这项工作,不得外传。\n"
    for n in range(4):
        whole = word_file(speech(2_200 + n))
        pile.refuse(f"拒/{n}.pdf", b"%PDF-1.7\n" + bytes(range(256)), "NotText")
        pile.refuse(f"拒/{n}.doc", compound({"Workbook": bytes([n])}), "NotText")
        pile.refuse(f"拒/{n}-密.docx", locked + bytes(n), "Encrypted")
        pile.refuse(f"拒/{n}-半.docx", whole[: len(whole) // 2], "Corrupt")
        pile.refuse(f"拒/{n}-空.txt", b" \r\n" * n, "EmptyFile")
        pile.refuse(f"拒/{n}-乱.txt", Random(n).randbytes(3_000), "NotText")
        pile.refuse(f"拒/{n}-图.txt", PNG + bytes(n), "NotText")
        pile.refuse(f"拒/{n}-密.txt", f"{secret}第{n}号。".encode(), "SecrecyMark")
        name = os.fsdecode(b"\xb8\xe5\xff%d" % n)  # no UTF-8: Python holds it in halves of surrogate pairs
        pile.add(f"名/{name}.txt", speech(2_300 + n).encode())
        pile.refuse(f"名/{name}.pdf", b"%PDF-1.4\n" + bytes(n), "NotText")


@pytest.fixture(autouse=True)
def cleaner() -> None:
    """Leaves the real cleaners in their place."""


@pytest.fixture
def pile(folder: Path) -> Pile:
    """The files, written out."""
    made = Pile()
    for add in (add_plain, add_known, add_archives, add_others):
        add(made)
    for name, data in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return made


def place(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def test_every_file_of_a_mixed_folder_is_accounted_for(pile: Pile, folder: Path, path: Path) -> None:
    assert len(pile.files) >= 300
    first = ingest(walk([folder]), path)
    refusals = {str(place): str(error) for place, error in rows(path, "SELECT path, error FROM quarantine")}
    assert refusals == {place(name): error for name, error in pile.refused.items()}
    assert {fate: getattr(first, fate) for fate in pile.fates} == pile.fates
    assert first.seen == pile.fates.total()
    assert first.left_out == pile.left_out
    assert [one.reason for one in first.refused if not NEXT_STEP.search(one.reason)] == []
    arrived = {str(place).partition("!")[0] for (place,) in rows(path, "SELECT path FROM arrivals")}
    told = arrived | {refused.partition("!")[0] for refused in refusals}
    untold = {name for name in pile.files if place(name) not in told}
    assert {name for name in untold - pile.silent if Path(name).suffix.lower() not in pile.left_out} == set()
    assert faults(path) == []


def test_a_mixed_folder_adds_nothing_the_second_time(pile: Pile, folder: Path, path: Path) -> None:
    first, before = ingest(walk([folder]), path), tables(path)
    again, after = ingest(walk([folder]), path), tables(path)
    assert (again.loaded, again.duplicates, again.no_speech) == (0, 0, 0)
    assert again.unchanged == first.seen - first.quarantined
    assert (again.seen, again.quarantined, again.left_out) == (first.seen, first.quarantined, first.left_out)
    assert len(after["quarantine"]) == len(before["quarantine"])
    for told in ("runs", "quarantine", "archives"):
        del before[told], after[told]
    assert after == before


def test_half_a_character_in_an_address_ends_no_run(folder: Path, path: Path) -> None:
    (folder / "a.jsonl").write_bytes(b'{"text": "", "url": "https://a.example/\\ud800"}\n')
    (folder / "b.txt").write_text(speech(1))
    assert ingest(walk([folder]), path).loaded == 1
