"""What goes to a terminal: in colour or not, and nothing that steers it."""

import os
from collections.abc import Mapping
from typing import TextIO
from unicodedata import category


def wants_colour(out: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour what goes to `out`: a terminal that can, and no NO_COLOR."""
    return out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def safe(text: str) -> str:
    """Text that neither steers a terminal nor turns its direction."""
    return "".join("\ufffd" if category(char).startswith("C") else char for char in text)
