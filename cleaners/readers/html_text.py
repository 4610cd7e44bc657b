"""The text of HTML in reading order, one block a line, and marks beside it, as the parser tells tag by tag."""

from collections.abc import Mapping

from cleaners.lazy import compiled
from cleaners.page import Mark
from cleaners.readers.html_look import Look, Looks

_PAPER = "ffffff"
_MUTE = frozenset(("script", "style"))
_NAMES = ("property", "name", "itemprop", "http-equiv")
_DATED = r"(?:19|20)\d\d ?[-/.年]"
_LONGEST_HEADING = 160
_LONG = 30
_BLANKS = " \t\r\n\f"


class TextTarget:
    """Takes a parser's events; then `text` and `marks` are a page's, and `unseen` is text that no browser shows.

    The page's <title> is the first line. Marks: `title`, `heading` (h1 to h6, and blocks of a class that says
    title), `block` (containers, with tag, id and classes as their value), `named` (other elements of an id or class), `link` (with its address), `hidden`
    (what a browser does not show), `time` (a time in full behind words such as 昨天), `meta` (name=content, at
    the start of the text), `data` (JSON-LD, likewise).
    """

    def __init__(self) -> None:
        self.pieces, self.marks, self.unseen = list[str](), list[Mark](), list[str]()
        self._length, self._last = 0, "\n"
        self._open = list[tuple[Look, int, str]]()
        self._skipped = self._keeps = self._roots = 0
        self._mute = self._is_leaf = False
        self._aside: list[str] | None = None
        self._grounds = [_PAPER]
        self._look = Looks().of

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipped:
            self._skip(tag, attributes)
            return
        look = self._look(tag, attributes)
        if look.skipped:
            self._skip(tag, attributes)
            return
        if look.breaks:
            self._break()
        elif look.is_cell and self._last != "\n":
            self._write("\t")
        if look.ground:
            self._grounds.append(look.ground)
        self._keeps += tag == "pre"
        self._roots += not self._open
        self._is_leaf = True
        self._open.append((look, self._length, _value(tag, attributes) if attributes else ""))

    def end(self, tag: str) -> None:
        if self._skipped:
            self._end_skipped(tag)
            return
        look, start, value = self._open.pop()
        self._mark(look, start, value)
        self._is_leaf = False
        self._keeps -= tag == "pre"
        if look.ground:
            self._grounds.pop()
        if look.breaks:
            self._break()

    def data(self, text: str) -> None:
        """Text with its blanks made one, as a browser sets it; none at the start of a line."""
        if self._skipped:
            self._hear(text)
            return
        if not self._keeps:
            if self._last in "\n \t":
                text = text.lstrip(_BLANKS)
            if "  " in text or not text.isprintable():
                text = compiled(f"[{_BLANKS}]+").sub(" ", text)
        if text:
            self._write(text)

    def close(self) -> None:
        """The end. Where a page has more than one root, or text after it, all of it is one body."""
        if self._roots > 1:
            self.marks.append(Mark(0, self._length, "block", "body"))

    def _mark(self, look: Look, start: int, value: str) -> None:
        end, mark = self._length, self.marks.append
        if look.may_hide and self._hides(look):
            mark(Mark(start, end, "hidden", look.label))
        if end <= start:
            return
        if look.tag == "a":
            mark(Mark(start, end, "link", value))
        elif look.is_heading or (look.may_head and end - start < _LONGEST_HEADING):
            mark(Mark(start, end, "heading", look.label))
        elif value:
            mark(Mark(start, end, "time", value))
        if look.is_container and (look.is_named or end - start >= _LONG):
            mark(Mark(start, end, "block", look.label))
        elif look.is_named and look.tag != "a":
            mark(Mark(start, end, "named", look.label))

    def _hides(self, look: Look) -> bool:
        """Whether an element's text is not to be seen: it says so, is of no size, or has the colour behind it."""
        return look.is_hidden or (look.is_tiny and self._is_leaf) or look.colour in (self._grounds[-1], "transparent")

    def _skip(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What is not part of the text; of the head, its title, and what it says of the page, is kept."""
        self._skipped += 1
        self._mute = tag in _MUTE
        if tag == "meta":
            name = next((attributes[name] for name in _NAMES if name in attributes), "")
            content = attributes.get("content", "").strip()
            if name and content:
                self.marks.append(Mark(0, 0, "meta", f"{name.lower()}={content}"))
        elif (tag == "title" and not self._length) or "ld+json" in attributes.get("type", ""):
            self._aside = []

    def _hear(self, text: str) -> None:
        if self._aside is not None:
            self._aside.append(text)
        if not self._mute:
            self.unseen.append(text)

    def _end_skipped(self, tag: str) -> None:
        self._skipped -= 1
        self._mute = False
        if self._aside is None:
            return
        words, self._aside = "".join(self._aside), None
        title = " ".join(words.split())
        if tag == "script":
            self.marks.append(Mark(0, 0, "data", words))
        elif title:
            self._write(title + "\n")
            self.marks.append(Mark(0, len(title), "title"))

    def _break(self) -> None:
        if self._last != "\n":
            self._write("\n")

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)
        self._last = text[-1]


def _value(tag: str, attributes: Mapping[str, str]) -> str:
    """A link's address; or the time that an element's words stand for."""
    if tag == "a":
        return attributes.get("href", "")
    told = attributes.get("datetime") or attributes.get("title") or ""
    return told if told and compiled(_DATED).search(told) else ""
