"""Output to a terminal: whether to use colour, and text without control characters."""

import os
from collections.abc import Mapping
from typing import TextIO
from unicodedata import category


def wants_colour(out: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to use colour on `out`: it must be a capable terminal, and NO_COLOR unset."""
    return out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def safe(text: str) -> str:
    """The text with U+FFFD for every character that could control a terminal or change the direction of text."""
    return "".join("\ufffd" if category(char).startswith("C") else char for char in text)
