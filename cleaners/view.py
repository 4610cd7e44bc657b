"""What a rule looks at: a draft's text, its folded key, its lines, and what other rules have claimed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from cleaners.draft import Draft
from cleaners.fold import fold
from cleaners.lazy import compiled
from cleaners.page import Page

_HAN = "[\u3400-\u9fff]"
_SENTENCE = '[。!?;]|[.…][”"』」)]?$'
_BREAK = r"[\s|/·•●■◆>»›<«‹,:、()\[\]【】〖〗{}\-—_=+*#~]+"
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\xad"
_TITLE, _SHORT = 120, 400
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK = " \t" + INVISIBLE


def han(text: str) -> int:
    """How many Han characters a text holds: those of the basic plane, which is all that a measure of size needs.

    >>> han("第1名: 張三")
    4
    """
    return len(compiled(_HAN).findall(text))


@lru_cache(4096)
def is_prose(key: str) -> bool:
    """Whether a line reads as running text: a sentence mark, and a dozen Han characters or more.

    >>> is_prose("同志们,今天的会议很重要,大家要认真听。"), is_prose("在全市安全生产工作会议上的讲话")
    (True, False)
    """
    enough = len(key) > 12 and (han(key[:48]) >= 12 or han(key) >= 12)
    return enough and compiled(_SENTENCE).search(key) is not None


def squeezed(key: str) -> str:
    """A line's key without blanks and outer brackets, to compare titles by.

    >>> squeezed("【讲  话  稿】")
    '讲话稿'
    """
    return "".join(key.split()).strip("【】[]《》「」")


class Reading(NamedTuple):
    """A field's value, and the place in the view's text where a rule read it."""

    value: str
    start: int
    end: int
    rule: str


class Line(NamedTuple):
    """A line with ink on it: `text[start:end]` without its blank edges.

    To cut it whole is to cut `text[first:next]`, its line break included: the one behind it, or on a last
    line without one the break before it. `key` is its folded text, `number` its place in the view.
    """

    number: int
    start: int
    end: int
    first: int
    next: int
    key: str

    @property
    def words(self) -> list[str]:
        """The line parted at blanks, bars, brackets and the like: the buttons of a row of buttons."""
        return [w for w in compiled(_BREAK).split(self.key) if w]


class Part:
    """A speech of a page while its lines are being read: where it starts, its heading, what was read of it."""

    def __init__(self, first: int, heading: Line | None = None) -> None:
        self.first = first
        self.heading = heading
        self.fields = dict[str, Reading]()


class View:
    """A draft as the rules of one stage see it. `key` is the text folded, character for character.

    `fields` holds what was read of the whole page so far, `parts` the page's speeches and what was read of each.
    Once they are parted, `part_starts` says where the text of each but the first starts.
    """

    def __init__(self, page: Page, draft: Draft, page_key: str | None = None) -> None:
        self.page = page
        self.draft = draft
        self._page_key = page_key
        self._claimed = list[tuple[int, int, str]]()
        self._claims = dict[int, str]()
        self.fields = dict[str, Reading]()
        self.parts = [Part(0)]
        self.part_starts = frozenset[int]()

    @property
    def text(self) -> str:
        return self.draft.text

    @cached_property
    def key(self) -> str:
        return fold(self.text) if self._page_key is None else self.draft.over(self._page_key, fold)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that hold any ink, in order."""
        lines, at = list[Line](), 0
        for row in self.key.splitlines(keepends=True):
            bare = row.strip(_BLANK + _BREAKS)
            if bare:
                start = at + row.index(bare)
                lines.append(Line(len(lines), start, start + len(bare), start, at + len(row), bare))
            at += len(row)
        if lines and lines[-1].end == at > lines[-1].start > 0:
            above = self.key[: lines[-1].start].rstrip(_BLANK)
            ink = above.removesuffix("\n").removesuffix("\r") if above else self.key[: lines[-1].start]
            lines[-1] = lines[-1]._replace(first=len(ink))
        return tuple(lines)

    @cached_property
    def bare_lines(self) -> list[tuple[int, str]]:
        """Number and squeezed key of each line, cut short, as titles are short."""
        return [
            (line.number, squeezed(line.key[:_TITLE] + line.key[-_TITLE:] if len(line.key) > 2 * _TITLE else line.key))
            for line in self.lines
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, at: int) -> Line | None:
        """The line that holds the character at `at`, if it holds ink there."""
        i = bisect_right(self._starts, at) - 1
        return self.lines[i] if i >= 0 and at < self.lines[i].end else None

    def lines_with(self, hints: Iterable[str], longest: int | None = None) -> list[Line]:
        """The lines that hold any of the hints, of those no longer than `longest`: far quicker than to try a
        pattern on every line, and furniture stands in short lines while most of a page is long ones.
        """
        is_short = longest is not None and longest <= _SHORT
        text, starts, lines = self._short_lines if is_short else (self.key, self._starts, self.lines)
        found = set[int]()
        for hint in hints:
            at = text.find(hint) if hint[0] in self._characters else -1
            while at >= 0:
                i = bisect_right(starts, at) - 1
                found.add(lines[i].number)
                at = text.find(hint, starts[i + 1] if i + 1 < len(starts) else len(text))
        return [line for line in map(self.lines.__getitem__, sorted(found)) if not longest or len(line.key) <= longest]

    @cached_property
    def _characters(self) -> frozenset[str]:
        """Every character of the key: most hints start with none of them, and need not be looked for."""
        return frozenset(self.key)

    @cached_property
    def _short_lines(self) -> tuple[str, list[int], list[Line]]:
        """The short lines as one text to search in, where each starts in it, and the lines themselves."""
        lines = [line for line in self.lines if len(line.key) <= _SHORT]
        starts = list(accumulate((len(line.key) + 1 for line in lines), initial=0))[:-1]
        return "\n".join([line.key for line in lines]), starts, lines

    @cached_property
    def prose(self) -> list[Line]:
        """The lines that read as running text; on a page of short notices, those with a sentence mark."""
        prose = [line for line in self.lines if is_prose(line.key)]
        return prose or [line for line in self.lines if compiled(_SENTENCE).search(line.key) and han(line.key) >= 2]

    def claim(self, start: int, end: int, rule: str) -> None:
        """Give the lines that lie wholly in `text[start:end]` to a rule, unless another has them."""
        self._claimed.append((start, end, rule))

    @property
    def claims(self) -> dict[int, str]:
        """The rule that has claimed each claimed line, by the line's number; worked out when it is asked for."""
        for start, end, rule in self._claimed:
            i = bisect_left(self._starts, start)
            while i < len(self.lines) and self.lines[i].end <= end:
                self._claims.setdefault(i, rule)
                i += 1
        self._claimed.clear()
        return self._claims

    def free(self, line: Line) -> bool:
        """Whether no rule has claimed the line yet."""
        return line.number not in self.claims

    @property
    def free_prose(self) -> list[Line]:
        """The prose that no rule has claimed: what is left of it at the end of a stage is the body."""
        claims = self.claims
        return [line for line in self.prose if line.number not in claims]
