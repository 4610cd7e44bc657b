"""The text of HTML in reading order, one block a line, and marks beside it, built tag by tag."""

from collections.abc import Mapping

from cleaners.patterns import compiled
from cleaners.readers.html.look import Look, Looks, plain
from cleaners.readers.html.style_sheets import Sheet

_PAPER = "ffffff"
_MUTE = frozenset(("script", "style"))
_NAMES = ("property", "name", "itemprop", "http-equiv")
_DATED = r"(?:19|20)\d\d ?[-/.年]"
_LONGEST_HEADING = 160
_LONG = 30
# Longer text that a style sheet hides may be shown by a script later: the rest of a text, or another leaf of it.
_LONGEST_VEILED = 80
_NO_SHEET = Sheet()
_BLANKS = " \t\r\n\f"
_HAN = "\u3400-\u9fff"
# Blanks that do not stay as they are: a run of them, and one that is no space.
_RUN = " [ \t\r\n\f]+|[\t\r\n\f][ \t\r\n\f]*"
# A line break that a program set into the source of running text; behind it starts no label and no date of a page.
# The break comes first: a search for a sign is ten times faster than one for what stands before it.
_SOURCE_BREAK = (
    rf"\n(?:(?<=[{_HAN}]\n)(?=[{_HAN}\d])|(?<=\d\n)(?=[{_HAN}]))(?![{_HAN}]{{2,6}}[:\uff1a]|(?:19|20)\d\d[-/.])"
)
_DATE_SIGN = "[年月日号]"
_DATE_BREAK = (
    rf"(?<=[年月])[ \t\r\f]*+\n[{_BLANKS}]*+(?=\d)|(?<=\d)[ \t\r\f]*+\n[{_BLANKS}]*+(?=[年月日号](?![度份期报常]))"
)


# A Mark before it is one: one by one, a named tuple takes five times as long to make.
_Mark = tuple[int, int, str, str]


class TextTarget:
    """Takes a parser's events; then `text` and `marks` are a page's, and `unseen` is text that no browser shows.

    The page's <title> is the first line. Marks: `title`, `heading` (h1 to h6, and blocks of a class that says
    title), `block` (containers, with tag, id and classes as their value), `named` (other elements of an id or class), `link` (with its address), `hidden`
    (what a browser does not show), `time` (a time in full behind words such as 昨天), `meta` (name=content, at
    the start of the text), `data` (JSON-LD, likewise).
    """

    def __init__(self, sheet: Sheet = _NO_SHEET) -> None:
        self.pieces, self.marks, self.unseen = list[str](), list[_Mark](), list[str]()
        self._length, self._last = 0, "\n"
        self._open = list[tuple[Look, int, Mapping[str, str]]]()
        self._skipped = self._keeps = self._roots = 0
        self._mute = self._is_leaf = False
        self._held = False
        self._aside: list[str] | None = None
        self._grounds = [_PAPER]
        self._look = Looks(sheet).of

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipped:
            self._skip(tag, attributes)
            return
        look = self._look(tag, attributes) if attributes else plain(tag)
        if look.is_odd:
            if look.skipped:
                self._skip(tag, attributes)
                return
            self._enter(look)
        if self._last != "\n":
            if look.breaks:
                self._part("\n")
            elif look.is_cell:
                self._part("\t")
        if not self._open:
            self._roots += 1
        self._is_leaf = True
        self._open.append((look, self._length, attributes))

    def end(self, tag: str) -> None:
        if self._skipped:
            self._end_skipped(tag)
            return
        look, start, attributes = self._open.pop()
        if look.may_hide:
            self._hide(look, start)
        if self._length > start:
            self._mark(look, start, attributes)
        self._is_leaf = False
        if look.is_odd:
            self._leave(look)
        if look.breaks and self._last != "\n":
            self._part("\n")

    def data(self, text: str) -> None:
        """Text with its blanks made one, as a browser sets it; none at the start of a line."""
        if self._skipped:
            self._hear(text)
            return
        if not self._keeps:
            bare = text.lstrip(_BLANKS)
            if not bare:
                if self._last != "\n":
                    self._blank(text)
                return
            if self._held:
                text = self._after_hold(bare)
            elif self._last in "\n \t":
                text = bare
            if not text.isprintable() or "  " in text:
                text = compiled(_RUN).sub(" ", self._joined(text) if "\n" in text else text)
        elif not text:
            return
        self.pieces.append(text)
        self._length += len(text)
        self._last = text[-1]

    def _blank(self, text: str) -> None:
        """Blanks between words make one, which waits where a break of the source stands behind a figure."""
        if self._held or self._last in "\n \t":
            return
        if "\n" in text and (self._last.isdecimal() or self._last in "年月"):
            self._held = True
            return
        self.pieces.append(" ")
        self._length += 1
        self._last = " "

    def _enter(self, look: Look) -> None:
        if look.ground:
            self._grounds.append(look.ground)
        if look.tag == "pre":
            self._keeps += 1

    def _leave(self, look: Look) -> None:
        if look.ground:
            self._grounds.pop()
        if look.tag == "pre":
            self._keeps -= 1

    def _joined(self, text: str) -> str:
        """Text without the breaks of its source that part no words. One behind a figure waits for what comes next."""
        text = text.replace("\r\n", "\n")
        bare = text.rstrip(_BLANKS)
        behind = text[len(bare) :]
        if "\n" in bare:
            bare = self._last + compiled(_SOURCE_BREAK).sub("", bare)
            bare = (compiled(_DATE_BREAK).sub("", bare) if compiled(_DATE_SIGN).search(bare) else bare)[1:]
        self._held = "\n" in behind and (bare[-1].isdecimal() or bare[-1] in "年月")
        return bare if self._held else bare + behind

    def _after_hold(self, bare: str) -> str:
        """Text behind a blank that has waited: with it, unless it stands within a date: 7月⏎1日"""
        self._held = False
        return bare if compiled(_DATE_BREAK).match(f"{self._last}\n{bare[:2]}", 1) else f" {bare}"

    def close(self) -> None:
        """The end. Where a page has more than one root, text after it, or a <body> that nobody wrote, all is one body."""
        if self._roots > 1 or not any(kind == "block" and label[:4] == "body" for *_, kind, label in self.marks[-9:]):
            self.marks.append((0, self._length, "block", "body"))

    def _mark(self, look: Look, start: int, attributes: Mapping[str, str]) -> None:
        end, mark = self._length, self.marks.append
        if look.tag == "a":
            mark((start, end, "link", attributes.get("href", "")))
        elif look.is_heading or (look.may_head and end - start < _LONGEST_HEADING):
            mark((start, end, "heading", look.label))
        elif attributes and (time := _time(attributes)):
            mark((start, end, "time", time))
        if look.is_container and (look.is_named or end - start >= _LONG):
            mark((start, end, "block", look.label))
        elif look.is_named and look.tag != "a":
            mark((start, end, "named", look.label))

    def _hide(self, look: Look, start: int) -> None:
        if self._hides(look, self._length - start):
            self.marks.append((start, self._length, "hidden", look.label))

    def _hides(self, look: Look, length: int) -> bool:
        """Whether an element's text is not to be seen: it says so, is of no size, or has the colour behind it."""
        is_veiled = look.is_veiled and length <= _LONGEST_VEILED
        is_tiny = look.is_tiny and self._is_leaf
        return look.is_hidden or is_veiled or is_tiny or look.colour in (self._grounds[-1], "transparent")

    def _skip(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What is not part of the text; of the head, its title, and what it says of the page, is kept."""
        self._skipped += 1
        self._mute = tag in _MUTE
        if tag == "meta":
            name = next((attributes[name] for name in _NAMES if name in attributes), "")
            content = attributes.get("content", "").strip()
            if name and content:
                self.marks.append((0, 0, "meta", f"{name.lower()}={content}"))
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
            self.marks.append((0, 0, "data", words))
        elif title:
            self.pieces += (title, "\n")
            self._length += len(title) + 1
            self._last = "\n"
            self.marks.append((0, len(title), "title", ""))

    def _part(self, sign: str) -> None:
        """Part what follows from what stands before, instead of a blank that may have waited."""
        self._held = False
        self.pieces.append(sign)
        self._length += 1
        self._last = sign


def _time(attributes: Mapping[str, str]) -> str:
    """The time that an element's words stand for."""
    if "title" not in attributes and "datetime" not in attributes:
        return ""
    told = attributes.get("datetime") or attributes.get("title") or ""
    return told if compiled(_DATED).search(told) else ""
