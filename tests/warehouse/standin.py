"""A cleaner small enough to know by heart, so that the tests of the shelf stand on nothing that moves.

A page is UTF-8. Its lines: `题:` gives the title, `日:` the date, both lifted; `广告` is cut, as are blank lines and
a line break at the end; `====` stands between two speeches; `BUG` breaks the cleaner. 們 is respelled 们,
民眾 becomes 群众, and 一、 after a full stop gets a line of its own. 付费 says that the rest is missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cleaners
from cleaners.draft import Draft
from cleaners.errors import EmptyFile, NotText
from cleaners.page import Page, Source
from cleaners.rules.rule import Rule
from cleaners.speech import Cleaned, Field, Gap, Speech
from cleaners.tiles import Edit, Kind

KINDS: dict[str, Kind] = {
    "article/title": "lift",
    "article/date": "lift",
    "article/ad": "cut",
    "layout/blank": "cut",
    "layout/part": "cut",
    "layout/break": "insert",
    "script/char": "respell",
    "script/phrase": "respell",
}
_HEADS = {"题:": "article/title", "日:": "article/date", "广告": "article/ad", "====": "layout/part"}
BROKEN = "BUG"
_RESPELLINGS = [("民眾", "群众", "script/phrase"), ("們", "们", "script/char")]


@dataclass(frozen=True)
class Book:
    """The rules of the small cleaner."""

    rules: tuple[Rule, ...]
    fingerprint: str


BOOK = Book(tuple(Rule(id, kind, "试", lambda view: ()) for id, kind in KINDS.items()), "f0")


def read(data: bytes, *, name: str | None = None, url: str | None = None) -> Page:
    if not data.strip():
        raise EmptyFile(f"{name}: nothing in it. Fetch it again.")
    if b"\0" in data or data.startswith(b"\x89PNG"):
        raise NotText(f"{name}: this is no text. Leave it out.")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotText(f"{name}: no UTF-8 at byte {error.start}. Save it anew.") from error
    return Page(text, Source(size=len(data), name=name, url=url))


def clean(page: Page, rules: Book = BOOK) -> Cleaned:
    if BROKEN in page.text:
        raise ZeroDivisionError("the cleaner broke")
    draft = Draft.of(page.text).edit(_line_edits(page.text))
    draft = draft.edit(_word_edits(draft.text))
    speeches = tuple(_speech(page.text, part, lines) for part, lines in enumerate(_parts(page.text)))
    return Cleaned(page, draft, speeches, {}, () if speeches else ("no-speech",), KINDS, "Hans")


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(r"[^\n]+", text):
        yield *match.span(), match[0]


def _is_body(line: str) -> bool:
    return bool(line.strip()) and line[:2] not in ("题:", "日:", "广告") and not line.startswith("====")


def _line_edits(text: str) -> Iterator[Edit]:
    """Everything but the body's lines, and one line break between each two of them."""
    at = 0
    for start, end, line in _lines(text):
        if not _is_body(line):
            continue
        keep = 1 if at else 0  # the line break after the body's line before
        yield from _furniture(text, at + keep, start)
        at = end
    yield from _furniture(text, at, len(text))


def _furniture(text: str, start: int, end: int) -> Iterator[Edit]:
    at = start
    for match in re.finditer(r"[^\n]+", text[start:end]):
        rule = next((rule for head, rule in _HEADS.items() if match[0].startswith(head)), "layout/blank")
        low, high = start + match.start(), start + match.end()
        if at < low:
            yield Edit(at, low, "", "layout/blank")
        yield Edit(low, high, "", rule)
        at = high
    if at < end:
        yield Edit(at, end, "", "layout/blank")


def _word_edits(text: str) -> Iterator[Edit]:
    for old, new, rule in _RESPELLINGS:
        for match in re.finditer(old, text):
            yield Edit(*match.span(), new, rule)
    for match in re.finditer("(?<=。)(?=一、)", text):
        yield Edit(*match.span(), "\n", "layout/break")


def _parts(text: str) -> list[list[tuple[int, int, str]]]:
    """The lines of each speech."""
    parts: list[list[tuple[int, int, str]]] = [[]]
    for start, end, line in _lines(text):
        if line.startswith("===="):
            parts.append([])
        elif _is_body(line):
            parts[-1].append((start, end, line))
    return [part for part in parts if part]


def _speech(text: str, part: int, lines: list[tuple[int, int, str]]) -> Speech:
    body = "\n".join(line for _, _, line in lines)  # by naive editing of strings, to hold the account against
    for old, new, _ in _RESPELLINGS:
        body = body.replace(old, new)
    values, fields = dict[str, str](), dict[str, Field]()
    for name, head in (("title", "题:"), ("published", "日:")):
        match = re.search(f"^{head}(.+)$", text, re.MULTILINE)
        if match:
            values[name], fields[name] = match[1], Field(*match.span(1), _HEADS[head])
    if "title" in values:
        fields["tags"] = fields["title"]
    return Speech(
        part=part,
        start=lines[0][0],
        end=lines[-1][1],
        body=body.replace("。一、", "。\n一、"),
        values=values | ({"site_domain": "wenku.example"} if "文库" in text else {}),
        title_origin="page" if "title" in values else None,
        tags=("试验", "清稿") if "tags" in fields else (),
        fields=fields,
        completeness="gated" if "付费" in text else "complete",
        gap=Gap("end", 1, "余下付费,加微信wenmi_2020") if "付费" in text else None,
    )


PARTS = {"read": read, "clean": clean, "BUILT_IN": BOOK}


def install() -> None:
    """Puts the small cleaner in the place of the real one, for good."""
    for name, value in PARTS.items():
        setattr(cleaners, name, value)
