"""What a rule looks at: a draft's text, its folded key, its lines, and what other rules have claimed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from cleaners.chinese.characters import INVISIBLE, SENTENCE, han, is_prose, squeezed
from cleaners.chinese.fold import fold
from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.patterns import compiled

_BREAK = r"[\s|/·•●■◆>»›<«‹,:、()\[\]【】〖〗{}\-—_=+*#~]+"
_TITLE, _SHORT = 120, 400
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK = " \t" + INVISIBLE


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


# The hints of rules that are always at hand.
KNOWN = set[str]()


def hints(words: Iterable[str]) -> frozenset[str]:
    """Hints that are to be looked for together with all others."""
    found = frozenset(words)
    if not found <= KNOWN:
        KNOWN.update(found)
        _known.cache_clear()
    return found


@cache
def _known() -> "tuple[dict[str, list[str]], re.Pattern[str], re.Pattern[str]]":
    """The known hints by their first two characters, and what to look for: such pairs, and hints of one character."""
    heads = dict[str, list[str]]()
    for hint in sorted(KNOWN):
        if len(hint) > 1:
            heads.setdefault(hint[:2], []).append(hint)
    firsts, seconds = (re.escape("".join(sorted({head[i] for head in heads}))) for i in (0, 1))
    signs = re.escape("".join(sorted(hint for hint in KNOWN if len(hint) == 1)))
    return heads, re.compile(f"[{firsts}](?=[{seconds}])"), re.compile(f"[{signs}]")


def _places(key: str, hint: str) -> Iterator[int]:
    at = key.find(hint)
    while at >= 0:
        yield at
        at = key.find(hint, at + 1)


class View:
    """A draft as the rules of one stage see it. `key` is the text folded, character for character.

    `fields` holds what was read of the whole page so far, `parts` the page's speeches and what was read of each.
    Once they are parted, `part_starts` says where the text of each but the first starts.
    """

    def __init__(self, page: Page, draft: Draft, page_key: str | None = None) -> None:
        self.page = page
        self.draft = draft
        self._page_key = page_key
        self._claimed = list[tuple[Sequence[tuple[int, int, str]], str]]()
        self._claims = dict[int, str]()
        self._free_prose: tuple[int, list[Line]] = (-1, [])
        self.memo = dict[object, object]()
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
        lines, at, number, blank, line = list[Line](), 0, 0, _BLANK + _BREAKS, tuple.__new__
        put = lines.append
        for row in self.key.splitlines(keepends=True):
            after = at + len(row)
            bare = row.strip(blank)
            if bare:
                start = at if row[0] == bare[0] else at + row.index(bare)
                put(line(Line, (number, start, start + len(bare), start, after, bare)))
                number += 1
            at = after
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
        pattern on every line. All hints that rules have made known are looked for in one go.
        """
        words = hints if type(hints) is frozenset else frozenset(hints)
        hits, lines = self._hits, self.lines
        found = set[int]()
        if not words <= KNOWN:
            for hint in words - KNOWN:
                found.update(self._lines_at(_places(self.key, hint)))
        for hint in words & hits.keys():
            at = hits[hint]
            if type(at) is list:
                at = hits[hint] = frozenset(self._lines_at(at))
            found.update(at)
        if not found:
            return []
        return [line for line in map(lines.__getitem__, sorted(found)) if not longest or len(line.key) <= longest]

    def _lines_at(self, places: Iterable[int]) -> Iterator[int]:
        """The numbers of the lines that hold these characters."""
        starts, lines = self._starts, self.lines
        for at in places:
            i = bisect_right(starts, at) - 1
            if i >= 0 and at < lines[i].end:
                yield i

    @cached_property
    def _hits(self) -> dict[str, "list[int] | frozenset[int]"]:
        """Where each known hint stands that the key has."""
        hits, key = dict[str, "list[int] | frozenset[int]"](), self.key
        heads, pairs, signs = _known()
        for match in pairs.finditer(key):
            at = match.start()
            hints = heads.get(key[at : at + 2])
            if hints:
                for hint in hints:
                    if len(hint) == 2 or key.startswith(hint, at):
                        hits.setdefault(hint, []).append(at)
        for match in signs.finditer(key):
            hits.setdefault(match[0], []).append(match.start())
        return hits

    @cached_property
    def prose(self) -> list[Line]:
        """The lines that read as running text; on a page of short notices, those with a sentence mark."""
        prose = [line for line in self.lines if is_prose(line.key)]
        return prose or [line for line in self.lines if compiled(SENTENCE).search(line.key) and han(line.key) >= 2]

    def claim(self, spans: "Sequence[tuple[int, int, str]]", rule: str) -> None:
        """Give the lines that lie wholly in `text[start:end]` of a span to a rule, unless another has them."""
        self._claimed.append((spans, rule))

    @property
    def claims(self) -> dict[int, str]:
        """The rule that has claimed each claimed line, by the line's number; worked out when it is asked for."""
        if self._claimed:
            lines, starts = self.lines, self._starts
            for spans, rule in self._claimed:
                for start, end, _ in spans:
                    i = bisect_left(starts, start)
                    while i < len(lines) and lines[i].end <= end:
                        self._claims.setdefault(i, rule)
                        i += 1
            self._claimed.clear()
        return self._claims

    def free(self, line: Line) -> bool:
        """Whether no rule has claimed the line yet."""
        return line[0] not in (self.claims if self._claimed else self._claims)

    @property
    def free_prose(self) -> list[Line]:
        """The prose that no rule has claimed: what is left of it at the end of a stage is the body."""
        claims = self.claims
        if self._free_prose[0] != len(claims):
            self._free_prose = len(claims), [line for line in self.prose if line.number not in claims]
        return self._free_prose[1]
