"""Plain text: the page's text is the decoded file, code point for code point."""

from cleaners.page import Mark, Page, Source
from cleaners.patterns import compiled
from cleaners.readers.text.decode import decode_named

# SQLite and OpenCC stop at U+0000. Lone surrogates never come this far: decoding has replaced them.
_CONTROL = "[\0-\x08\x0b\x0c\x0e-\x1f]"
_LOST = "\ufffd+"


def read_text(data: bytes, *, name: str | None = None, url: str | None = None, declared: str | None = None) -> Page:
    """The page of a text file, line ends and byte order mark included.

    Controls other than tab, LF and CR become U+FFFD one for one, and are counted in `source.replaced` with
    the bytes and lone surrogates that could not be decoded. A mark `undecodable` lies on each run of U+FFFD,
    also of those that the file came with: there too a character is lost.

    Raises EmptyFile and NotText, which name the file.

    >>> page = read_text("抓落实\\0靠督查".encode("gbk"), name="a.txt")
    >>> page.source.encoding, page.source.replaced, page.marks
    ('gb18030', 1, (Mark(start=3, end=4, kind='undecodable', value=''),))
    """
    decoded = decode_named(data, declared, name or url or "The bytes")
    text, controls = compiled(_CONTROL).subn("\ufffd", decoded.text)
    source = Source(
        size=len(data),
        name=name,
        url=url,
        encoding=decoded.encoding,
        method=decoded.method,
        replaced=decoded.replaced + controls,
    )
    marks = tuple(Mark(*run.span(), "undecodable") for run in compiled(_LOST).finditer(text))
    return Page(text, source, marks)
