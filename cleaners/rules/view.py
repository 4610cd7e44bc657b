"""What a rule is given: a draft's text, its folded key, its lines, and what rules before it have found."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

from cleaners.body.locate import Located, located
from cleaners.chinese.characters import INVISIBLE, SENTENCE, han, is_prose, squeezed
from cleaners.chinese.fold import fold
from cleaners.draft import Draft
from cleaners.page import Mark, Page
from cleaners.patterns import compiled
from cleaners.rules.found import Cited
from cleaners.rules.scan import LONGEST, Scan, places

_BREAK = r"[\s|/·•●■◆>»›<«‹,:、()\[\]【】〖〗{}\-—_=+*#~]+"
_TITLE = 120
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK = " \t" + INVISIBLE
_NO_SCAN = Scan()
# What depends on the draft alone: a stage that changes nothing hands it on to the next.
_OF_THE_DRAFT = ("key", "lines", "_starts", "bare_lines", "prose")
T = TypeVar("T")


class Claimant(Protocol):
    """What a rule that has claimed a line means to other rules: see `Rule`."""

    @property
    def ends(self) -> frozenset[Any]: ...

    @property
    def leads_to(self) -> str: ...


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
    """A speech of a page: the number of its first line, its heading, and what this stage has read of it.

    Once the page is parted, `start` and `end` say where its body stands in the view's text, and `known` what stages
    before have read of it, by the field's name.
    """

    def __init__(
        self,
        first: int,
        heading: Line | None = None,
        start: int = 0,
        end: int = 0,
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.first = first
        self.heading = heading
        self.start = start
        self.end = end
        self.known = known or {}
        self.fields = dict[str, Cited]()


class View:
    """A draft as the rules of one stage see it. `key` is the text folded, character for character.

    `fields` holds what this stage has read of the whole page, `parts` the page's speeches and what it has read of each,
    both in coordinates of the view's text. `before` is the view of the stage before.
    """

    def __init__(
        self,
        page: Page,
        draft: Draft,
        scan: Scan = _NO_SCAN,
        parts: Sequence[Part] = (),
        before: "View | None" = None,
    ) -> None:
        self.page = page
        self.draft = draft
        self.fields = dict[str, Cited]()
        self.parts: Sequence[Part] = parts or [Part(0)]
        self._memo = dict[object, Any]()
        self._scan = scan
        self._claimed: list[tuple[Sequence[tuple[int, int, str]], Claimant]] = []
        self._claims: dict[int, Claimant] = {}
        self._free_prose: tuple[int, list[Line]] = (-1, [])
        if before and before.draft is draft:
            self.__dict__.update((name, made) for name, made in before.__dict__.items() if name in _OF_THE_DRAFT)

    @property
    def text(self) -> str:
        return self.draft.text

    @cached_property
    def key(self) -> str:
        return self.draft.over(self.page.key, fold)

    def remembered(self, what: object, make: Callable[[], T]) -> T:
        """The result of `make`, which runs once for a view. `what` names the result and all that it depends on."""
        if what not in self._memo:
            self._memo[what] = make()
        return self._memo[what]  # type: ignore[no-any-return]

    @property
    def located(self) -> Located | None:
        """Where the main text of an HTML page lies, in page coordinates."""
        return located(self.page)

    def marks(self, kind: str, value: str = "") -> list[Mark]:
        """The marks of a kind whose value starts with `value`, at their place in the view's text, without cut ones."""
        marks = [mark for mark in self.page.marks_of(kind) if mark.value.startswith(value)]
        if self.draft.is_untouched:
            return marks
        offset = self.draft.offset
        moved = [mark._replace(start=offset(mark.start), end=offset(mark.end)) for mark in marks]
        return [new for new, old in zip(moved, marks, strict=True) if new.start < new.end or old.start == old.end]

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

    @cached_property
    def _hits(self) -> Mapping[str, list[int]]:
        """The numbers of the lines that hold each hint that is looked for in the stage."""
        return self._scan.hits(self.key, [line[:3] for line in self.lines])

    def has(self, hints: frozenset[str], longest: int | None = None) -> bool:
        """Whether any of the hints may stand in a line no longer than `longest`: False is sure."""
        if not hints.isdisjoint(self._hits):
            return True
        missing = self._scan.missing(hints, is_far=not longest or longest > LONGEST)
        return bool(missing) and any(map(self.key.__contains__, missing))

    def lines_with(self, hints: frozenset[str], longest: int | None = None) -> list[Line]:
        """The lines that hold any of the hints, of those no longer than `longest`: far quicker than to try a
        pattern on every line.
        """
        found = {number for hint, numbers in self._hits.items() if hint in hints for number in numbers}
        for hint in self._scan.missing(hints, is_far=not longest or longest > LONGEST):
            found.update(self._lines_at(places(self.key, hint)))
        lines = [self.lines[number] for number in sorted(found)]
        return [line for line in lines if len(line.key) <= longest] if longest else lines

    def _lines_at(self, places: Iterable[int]) -> Iterator[int]:
        """The numbers of the lines that hold these characters."""
        for at in places:
            line = self.line_at(at)
            if line:
                yield line.number

    @cached_property
    def prose(self) -> list[Line]:
        """The lines that read as running text; on a page of short notices, those with a sentence mark."""
        prose = [line for line in self.lines if is_prose(line.key)]
        return prose or [line for line in self.lines if compiled(SENTENCE).search(line.key) and han(line.key) >= 2]

    def claim(self, spans: Sequence[tuple[int, int, str]], rule: Claimant) -> None:
        """Give the lines that lie wholly in `text[start:end]` of a span to a rule, unless another has them."""
        self._claimed.append((spans, rule))

    @property
    def claims(self) -> Mapping[int, Claimant]:
        """The rule that has claimed each claimed line, by the line's number; worked out when it is asked for."""
        if self._claimed:
            lines, starts = self.lines, self._starts
            for spans, rule in self._claimed:
                i = 0
                # In order, and so one inside the one before it begins behind what that has claimed.
                for start, end, _ in spans:
                    i = bisect_left(starts, start, i)
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
        """The prose that no rule has claimed: what no rule has claimed at the end of a stage is the body."""
        claims = self.claims
        if self._free_prose[0] != len(claims):
            before = self._free_prose[1] if self._free_prose[0] >= 0 else self.prose
            self._free_prose = len(claims), [line for line in before if line.number not in claims]
        return self._free_prose[1]
