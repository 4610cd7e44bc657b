"""What arrived (底稿): the text of a page, where it came from, and marks beside the text."""

from typing import NamedTuple


class Mark(NamedTuple):
    """A remark beside the text, in page coordinates (code points, end exclusive).

    `kind` is title, heading, block, named, link, time, meta, data, hidden or site in HTML; header, footer, watermark, hidden or property in Word;
    undecodable in text; `value` says more, such as a link's address.
    """

    start: int
    end: int
    kind: str
    value: str = ""


class Source(NamedTuple):
    """Where a page's bytes came from, and how they were read."""

    size: int = 0
    name: str | None = None
    url: str | None = None
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    method: str = ""
    replaced: int = 0


class Page(NamedTuple):
    """A page's text, every character in reading order, with its source and marks.

    The text of a .txt file is the decoded file, code point for code point, line ends included.
    """

    text: str
    source: Source = Source()
    marks: tuple[Mark, ...] = ()
