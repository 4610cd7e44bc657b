"""Output to a terminal: whether to use colour, and text that cannot control it. All that commands print passes here."""

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, TextIO
from unicodedata import category

import click

_LINES = re.compile(r"\r\n?|[\u2028\u2029]")
# Controls other than line feed and tab, and marks that change the direction of text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def wants_colour(out: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to use colour on `out`: it must be a capable terminal, and NO_COLOR unset."""
    return out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def safe(text: str) -> str:
    """A name, a title or a message on one line: U+FFFD for every character that could control a terminal, end the line,
    change the direction of text, or cannot be seen.

    >>> safe("a\\x1b[2J\\nseen 99999")
    'a\ufffd[2J\ufffdseen 99999'
    """
    return "".join("\ufffd" if category(char)[0] == "C" or category(char) in ("Zl", "Zp") else char for char in text)


def safe_lines(text: str) -> str:
    """Text of several lines, with line feeds between them, and U+FFFD for what could control a terminal."""
    return _UNSAFE.sub("\ufffd", _LINES.sub("\n", text))


def say(lines: Iterable[str], err: bool = False) -> None:
    """Prints lines, each safe: what is in a line stays in it."""
    for line in lines:
        click.echo(safe(line), err=err)


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON with Chinese as it is, and escapes for what could control a terminal: the same value to whoever reads it."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda char: json.dumps(char[0])[1:-1], text)
