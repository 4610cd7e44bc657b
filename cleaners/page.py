"""A page as it arrived (底稿): its text, where it came from, and marks beside the text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from cleaners.chinese.fold import fold

T = TypeVar("T")


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


_UNKNOWN = Source()


class Page:
    """A page's text, every character in reading order, with its source and marks. It never changes.

    The text of a .txt file is the decoded file, code point for code point, line ends included.

    >>> page = Page("會議", marks=(Mark(0, 2, "title"),))
    >>> page.key, page.marks_of("title"), page.marks_of("link")
    ('会议', [Mark(start=0, end=2, kind='title', value='')], ())
    """

    def __init__(self, text: str, source: Source = _UNKNOWN, marks: tuple[Mark, ...] = ()) -> None:
        self.text = text
        self.source = source
        self.marks = marks
        self._memo = dict[object, Any]()

    @cached_property
    def key(self) -> str:
        """The text folded, character for character: what patterns are matched on."""
        return fold(self.text)

    @property
    def is_html(self) -> bool:
        return self.source.media_type == "text/html"

    def marks_of(self, kind: str) -> Sequence[Mark]:
        """The marks of a kind, in order."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Mark]]:
        kinds = defaultdict[str, list[Mark]](list)
        for mark in self.marks:
            kinds[mark[2]].append(mark)
        return dict(kinds)

    def remembered(self, what: object, make: Callable[[], T]) -> T:
        """The result of `make`, which runs once for a page. `what` names the result and all that it depends on."""
        if what not in self._memo:
            self._memo[what] = make()
        return self._memo[what]  # type: ignore[no-any-return]

    def with_marks(self, more: Iterable[Mark]) -> "Page":
        """The same page with more marks."""
        return Page(self.text, self.source, (*self.marks, *more))

    def read_from(self, source: Source) -> "Page":
        """The same page with another source."""
        return Page(self.text, source, self.marks)

    def __eq__(self, other: object) -> bool:
        mine = (self.text, self.source, self.marks)
        return isinstance(other, Page) and mine == (other.text, other.source, other.marks)

    def __hash__(self) -> int:
        return hash((self.text, self.source))

    def __repr__(self) -> str:
        return f"Page({self.text!r}, {self.source!r}, {self.marks!r})"
