"""HTML pages: one pass over lxml's tree gives the text in reading order, one block a line, and marks beside it.

The page's <title> is the first line. Marks: `title`, `heading` (h1 to h6, and blocks of a class that says title),
`block` (containers, with tag, id and classes as their value), `link` (with its address), `hidden` (what a browser
does not show).
"""

from lxml import etree

from cleaners.errors import Corrupt
from cleaners.lazy import compiled
from cleaners.page import Mark, Page, Source
from cleaners.readers.decode import decode_named
from cleaners.view import han

_SKIPPED = frozenset(
    "script style noscript template svg select option textarea iframe object embed head canvas audio video".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section summary table tbody thead tr ul".split()
)
_CONTAINERS = frozenset(
    "article blockquote body center div dd dl fieldset font form li main ol p pre section span table tbody td tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden"
_SIZE_0 = r"font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
_OWN_LINE = r"display\s*:\s*block"
# What a page's own script shows once it has loaded: an article of WeChat as it is fetched.
_SHOWN_LATER = frozenset(("js_article", "page-content", "img-content", "js_content"))
_TITLE_CLASS = r"title|headline|subject|biaoti|\btit\b|\bts\b"
_CONTROL = "[\0-\x08\x0b\x0c\x0e-\x1f]"
_NOT_TEXT = r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->|<[^>]*>"
_EARLY_END = r"(?i)</(?:html|body)\s*>"
_DECLARED = rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})"


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
    text, controls = compiled(_CONTROL).subn("\ufffd", decoded.text.replace("\0", ""))
    walker = _Walker()
    for event, element in etree.iterwalk(_tree(text, label), events=("start", "end")):
        walker.take(event, element)
    source = Source(
        len(data),
        name,
        url or _address(text),
        "text/html",
        decoded.encoding,
        decoded.method,
        decoded.replaced + controls,
    )
    return Page("".join(walker.pieces), source, tuple(walker.marks))


def _tree(text: str, label: str) -> etree._Element:
    """The tree that lxml makes; where it has lost half of the text, the one that BeautifulSoup mends first.

    Raises Corrupt where that does not help either.
    """
    plain = compiled(_NOT_TEXT).sub("", text)
    root = _parse(text)
    if _has_lost(root, plain):
        from bs4 import BeautifulSoup

        try:
            root = _parse(str(BeautifulSoup(compiled(_EARLY_END).sub("", text), "html.parser")))
        except RecursionError:
            root = None
        if _has_lost(root, plain):
            words = "its markup is nested so deeply, or so broken, that most of its text is lost."
            raise Corrupt(f"{label}: {words} Open it in a browser, and save its text as .txt.")
    return root if root is not None else etree.Element("html")


def _has_lost(root: etree._Element | None, plain: str) -> bool:
    """Whether a tree has less than half of a page's plain text: first by its length, which is quick, then in earnest."""
    kept = list(map(str, root.itertext())) if root is not None else []
    return sum(map(len, kept)) * 2 < len(plain) and han("".join(kept)) * 2 < han(plain)


def _parse(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    if root is not None:
        etree.strip_elements(root, "script", "style", with_tail=False)
    return root


def _address(text: str) -> str | None:
    """Where a saved page came from, as the browser that saved it noted, or the page's own canonical address."""
    saved = compiled(
        r"<!--\s*saved from url=\(\d+\)(\S+)|rel=[\"']?canonical[\"']?[^>]{0,80}href=[\"']([^\"']+)"
    ).search(text[:20000])
    return (saved[1] or saved[2]) if saved else None


class _Walker:
    """The text so far, and the marks of what is open."""

    def __init__(self) -> None:
        self.pieces, self.marks = list[str](), list[Mark]()
        self.length, self.skipped = 0, 0
        self.starts = list[int]()

    def take(self, event: str, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            self._open(tag, element)
        else:
            self._close(tag, element)

    def _open(self, tag: str, element: etree._Element) -> None:
        if tag == "title" and not self.length:
            self._title(element)
        if self.skipped or tag in _SKIPPED:
            self.skipped += 1
            return
        if tag == "br" or _is_block(tag, element):
            self._break()
        elif tag in ("td", "th"):
            self._write("\t" if self.pieces and not self.pieces[-1].endswith("\n") else "")
        self.starts.append(self.length)
        self._say(element.text, keep=tag == "pre")

    def _close(self, tag: str, element: etree._Element) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            start = self.starts.pop()
            self._mark(tag, element, start)
            if _is_block(tag, element):
                self._break()
        if not self.skipped:
            self._say(element.tail)

    def _title(self, element: etree._Element) -> None:
        text = " ".join("".join(map(str, element.itertext())).split())
        if text:
            self._write(text + "\n")
            self.marks.append(Mark(0, len(text), "title"))

    def _mark(self, tag: str, element: etree._Element, start: int) -> None:
        end = self.length
        if element.attrib and _is_hidden(element):
            self.marks.append(Mark(start, end, "hidden", self._label(tag, element)))
        if end <= start:
            return
        label = self._label(tag, element) if element.attrib or tag in _HEADINGS else tag
        if tag == "a":
            self.marks.append(Mark(start, end, "link", element.get("href") or ""))
        elif tag in _HEADINGS or (
            end - start < 160 and element.attrib and compiled(_TITLE_CLASS).search(label.lower())
        ):
            self.marks.append(Mark(start, end, "heading", label))
        if tag in _CONTAINERS and (end - start >= 30 or "#" in label or "." in label):
            self.marks.append(Mark(start, end, "block", label))

    def _label(self, tag: str, element: etree._Element) -> str:
        """Tag, id and classes as a selector has them: td#postmessage_1.t_f"""
        names = "".join(f".{name}" for name in (element.get("class") or "").split())
        return f"{tag}#{element.get('id')}{names}" if element.get("id") else tag + names

    def _say(self, text: str | None, keep: bool = False) -> None:
        """Text with its blanks made one, as a browser sets it; none at the start of a line."""
        if not text:
            return
        if keep:
            self._write(text)
            return
        words = compiled(r"[ \t\r\n\f]+").sub(" ", text)
        if words[0] == " " and (not self.pieces or self.pieces[-1][-1:] in ("\n", " ", "\t")):
            words = words[1:]
        self._write(words)

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self._write("\n")

    def _write(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)


def _is_block(tag: str, element: etree._Element) -> bool:
    """Whether a browser sets an element on lines of its own; elements that sites invented (story-text) mostly are."""
    return tag in _BLOCKS or "-" in tag or bool(compiled(_OWN_LINE).search(element.get("style") or ""))


def _is_hidden(element: etree._Element) -> bool:
    """Whether a browser does not show an element. Size 0 is for its own text: what is in it may have another."""
    if element.tag in ("html", "body") or element.get("id") in _SHOWN_LATER:
        return False
    style = (element.get("style") or "").lower()
    no_size = bool(style and not len(element) and compiled(_SIZE_0).search(style))
    jammer = "jammer" in (element.get("class") or "").split()
    return no_size or jammer or element.get("hidden") is not None or bool(compiled(_HIDDEN).search(style))


def looks_like_html(data: bytes) -> bool:
    """Whether bytes are HTML: a tag that only a page's source has stands near their start.

    >>> looks_like_html(b"<!DOCTYPE html><html>"), looks_like_html("1 < 2 的文字".encode())
    (True, False)
    """
    head = data[:4096].replace(b"\0", b"").lower()
    return (
        compiled(
            rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<div[\s>]|<title>|<table[\s>]|<p[\s>].{0,2000}</p>"
        ).search(head)
        is not None
    )
