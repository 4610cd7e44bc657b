"""HTML pages: one pass of lxml's parser gives the text in reading order, and the marks beside it."""

from contextlib import suppress
from functools import partial
from re import Match

from lxml import etree

from cleaners.chinese.characters import han
from cleaners.errors import Corrupt
from cleaners.page import Mark, Page, Source
from cleaners.patterns import compiled
from cleaners.readers.html.style_sheets import sheet_of
from cleaners.readers.html.text import TextTarget
from cleaners.readers.text.decode import controls_in, decode_named

_marked = partial(tuple.__new__, Mark)
_CONTROL = "".join(map(chr, [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)]))
_ASCII = bytes(range(128))
# Each part jumps to the next sign that may end it, and never goes back: sign by sign, a long script takes long.
_NOT_TEXT = r"(?i)<(script|style)\b[^<]*+(?:<(?!/\1\s*>)[^<]*+)*+(?:</\1\s*>)?+|<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?+|<[^>]*+>?+"
# The start of an element that a browser shows no text of, up to the next tag that cannot be in it.
_UNCLOSED = (
    r"(?i)<(title|select|textarea|iframe|noscript|template|object|canvas|audio|video)\b[^>]*+>?+"
    r"[^<]*+(?:</?(?:option|optgroup|param|source|embed)\b[^>]*+>?+[^<]*+)*+"
)
_EARLY_END = r"(?i)</(?:html|body)\s*>"
_DECLARED = rb"<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*+=\s*+[\"']?\s*+([A-Za-z0-9_\-]{3,20})"
_SAVED = r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)"
_CANONICAL = r"rel=[\"']?canonical[\"']?[^>]{0,80}href=[\"']([^\"']+)"


def read_html(data: bytes, *, name: str | None = None, url: str | None = None) -> Page:
    """The page of an HTML file, whatever encoding it declares or is in.

    Raises EmptyFile, NotText and Corrupt, which name the file.

    >>> page = read_html("<title>通知_某网</title><h1>通知</h1><p>各村:<br>明天<b>开会</b>。</p>".encode("gbk"))
    >>> page.text
    '通知_某网\\n通知\\n各村:\\n明天开会。\\n'
    """
    declared = compiled(_DECLARED).search(data[:4096])
    label = name or url or "The bytes"
    decoded = decode_named(data, declared[1].decode("ascii") if declared else None, label)
    raw = (
        data if decoded.encoding == "utf-8" and decoded.method == "strict" else decoded.text.encode("utf-8", "replace")
    )
    text, controls = _without_controls(decoded.text, raw)
    target = _parsed(text, label, raw if text is decoded.text else text.encode("utf-8", "replace"))
    # Entities such as &#1; stand for controls too.
    text_of_page, more = compiled(f"[{_CONTROL}]").subn("\ufffd", target.text)
    source = Source(
        len(data),
        name,
        url or _address(text),
        "text/html",
        decoded.encoding,
        decoded.method,
        decoded.replaced + controls + more,
    )
    return Page(text_of_page, source, tuple(map(_marked, target.marks)))


def _without_controls(text: str, raw: bytes) -> tuple[str, int]:
    """The text without NULs, which parsers stop at, other controls replaced; and how many of these there were."""
    # Decoding has counted the controls, except for form feed and ESC, which a plain text may hold.
    if not controls_in(raw) and b"\f" not in raw and b"\x1b" not in raw:
        return text, 0
    return compiled(f"[{_CONTROL}]").subn("\ufffd", text.replace("\0", ""))


def _parsed(text: str, label: str, raw: bytes) -> TextTarget:
    """What lxml's parser makes of a page, and where that is less than half of its source, of the page mended."""
    target = _parse(text, raw)
    kept = target.text[next((mark[1] for mark in target.marks if mark[2] == "title"), 0) :]
    return target if 2 * _wide(kept) >= len(raw) - len(text) else _mended(target, _wide(kept), text, label)


def _mended(target: TextTarget, kept: int, text: str, label: str) -> TextTarget:
    """What the parser makes of a page once an element is closed that has swallowed most of the text, or, where half of
    the text is lost, once BeautifulSoup has mended the markup.

    Raises Corrupt where that does not help either.
    """
    if _wide("".join(target.unseen)) > kept:
        target = _parse(compiled(_UNCLOSED).sub(_closed, text))
    if _has_lost(target, text):
        from bs4 import BeautifulSoup
        from bs4.exceptions import ParserRejectedMarkup

        # Markup that it refuses stays as it is, and the text is lost.
        with suppress(ParserRejectedMarkup):
            target = _parse(str(BeautifulSoup(compiled(_EARLY_END).sub("", text), "html.parser")))
        if _has_lost(target, text):
            words = "its markup is so broken that most of its text is lost."
            raise Corrupt(f"{label}: {words} Open it in a browser, and save its text as .txt.")
    return target


def _closed(opened: Match[str]) -> str:
    """An element whose end is missing, closed before the next other tag."""
    is_closed = compiled(rf"(?i)\s*</{opened[1]}\s*>").match(opened.string, opened.end())
    return opened[0] if is_closed else f"{opened[0]}</{opened[1]}>"


def _parse(text: str, raw: bytes | None = None) -> TextTarget:
    raw = text.encode("utf-8", "replace") if raw is None else raw
    target = TextTarget(sheet_of(raw))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, target=target)  # type: ignore[arg-type]
    etree.fromstring((raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw) or b" ", parser)
    return target


def _has_lost(target: TextTarget, text: str) -> bool:
    """Whether less than half of a page's text is left: first against all of its source, which is quick."""
    kept = target.text
    if 2 * _wide(kept) >= _wide(text):
        return False
    return 2 * _han(kept + "".join(target.unseen)) < _han(compiled(_NOT_TEXT).sub(_unread, text))


def _unread(part: Match[str]) -> str:
    """What stays of something that is no text: all of a comment or a tag that is never closed, as it may hold text."""
    is_closed = part[1] or part[0].endswith("-->" if part[0].startswith("<!--") else ">")
    return "" if is_closed else part[0]


def _han(text: str) -> int:
    """The number of a text's Han characters, counted without its ASCII: of a page's source that is most."""
    return han(text.encode("utf-8", "replace").translate(None, _ASCII).decode())


def _wide(text: str) -> int:
    """About twice the number of a text's Han characters: UTF-8 takes three bytes for one."""
    return len(text.encode("utf-8", "replace")) - len(text)


def _address(text: str) -> str | None:
    """Where a saved page came from, as the browser that saved it noted, or the page's own canonical address."""
    head = text[:20000]
    # Each pattern runs only if its word is there: most pages have neither.
    saved = compiled(_SAVED).search(head) if "saved" in head else None
    at = head.find("canonical")
    canonical = compiled(_CANONICAL).search(head, max(0, at - len("rel='"))) if at >= 0 else None
    first = min(filter(None, (saved, canonical)), key=lambda found: found.start(), default=None)
    return first[1] if first else None


def looks_like_html(data: bytes) -> bool:
    """Whether bytes are HTML: a tag that only a page's source has stands near their start.

    >>> looks_like_html(b"<!DOCTYPE html><html>"), looks_like_html("1 < 2 的文字".encode())
    (True, False)
    """
    head = data[:4096].replace(b"\0", b"").lower()
    return (
        compiled(
            rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<div[\s>]|<title>|<table[\s>]|<p[\s>](?:[^<\n]++|<[^<p/\n]|</(?!p>))*+</p>"
        ).search(head)
        is not None
    )
