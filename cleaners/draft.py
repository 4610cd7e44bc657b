"""The account (花脸稿): a flat run of tiles that covers a page, and the edits that were laid on it.

Nothing can be lost in silence, because there is nowhere to lose it: the tiles cover the page from
end to end, and a tile that does not keep its characters names the rule that took them.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Literal, NamedTuple

from cleaners.errors import OverlappingEdits

Kind = Literal["cut", "lift", "insert", "respell"]


class Edit(NamedTuple):
    """Put `new` in place of `draft.text[start:end]`, on the word of a rule."""

    start: int
    end: int
    new: str
    rule: str


class Tile(NamedTuple):
    """The fate of `page[start:end]`: kept where `new` is None, else read as `new` by `rule`."""

    start: int
    end: int
    new: str | None = None
    rule: str = ""

    @property
    def width(self) -> int:
        """How many characters of the draft's text the tile gives."""
        return self.end - self.start if self.new is None else len(self.new)

    def split(self, n: int) -> tuple["Tile", "Tile"]:
        """Two tiles, of which the first gives the first n characters."""
        if self.new is None:
            return Tile(self.start, self.start + n), Tile(self.start + n, self.end)
        # One for one, the characters part in the middle; else the page's characters stay with the first.
        middle = self.start + n if len(self.new) == self.end - self.start else self.end
        return self._replace(end=middle, new=self.new[:n]), self._replace(start=middle, new=self.new[n:])


class Draft:
    """A page's text and its tiles, which cover it in order without gap or overlap.

    >>> draft = Draft.of("AB水印CD").edit([Edit(2, 4, "", "watermark/repeated")])
    >>> draft.text
    'ABCD'
    >>> draft.edit([Edit(1, 3, "x", "script/phrase")]).ledger
    [Tile(start=1, end=5, new='x', rule='script/phrase')]
    """

    def __init__(self, page: str, tiles: tuple[Tile, ...]) -> None:
        self.page = page
        self.tiles = tiles

    @classmethod
    def of(cls, page: str) -> "Draft":
        """The draft of a page that nobody has touched."""
        return cls(page, (Tile(0, len(page)),) if page else ())

    @cached_property
    def text(self) -> str:
        """What the draft reads as."""
        page = self.page
        return "".join([page[start:end] if new is None else new for start, end, new, _ in self.tiles])

    def over(self, text: str, respelled: Callable[[str], str]) -> str:
        """What the draft would read as over another text of the page's length, such as its key."""
        return "".join(
            [text[start:end] if new is None else new and respelled(new) for start, end, new, _ in self.tiles]
        )

    @cached_property
    def ledger(self) -> list[Tile]:
        """The tiles that do not keep the page's characters as they are."""
        return [t for t in self.tiles if t.new is not None]

    def edit(self, edits: Iterable[Edit]) -> "Draft":
        """A new draft with the edits laid on. A cut leaves earlier cuts inside it their own rule, and so does a
        respelling character for character; one that changes the length becomes one tile over the hull.
        Insertions at one place stay in the order given.

        Raises:
            OverlappingEdits: two edits claim a character.
        """
        ahead, laid, at = list(reversed(self.tiles)), list[Tile](), 0
        tile, lay = tuple.__new__, laid.append

        def take(until: int) -> list[Tile]:
            nonlocal at
            taken = list[Tile]()
            while at < until:
                tile = ahead.pop()
                if at + tile.width > until:
                    tile, rest = tile.split(until - at)
                    ahead.append(rest)
                taken.append(tile)
                at += tile.width
            return taken

        # The kept characters [here, there) of the page stand at `at`, taken off from those ahead: most edits lie in such.
        here = there = 0
        for edit in sorted(edits, key=itemgetter(0, 1)):
            start, end, new, rule = edit
            if start < at:
                raise OverlappingEdits(f"{edit} starts before {at}, where the edit before it ends")
            if here == there and start < end:
                while ahead:
                    first, last, kept, _ = ahead[-1]
                    width = last - first if kept is None else len(kept)
                    if at + width > start or (at == start and not width):
                        break
                    lay(ahead.pop())
                    at += width
                if ahead and kept is None:
                    here, there = first, last
                    ahead.pop()
            if here < there:
                if start < end <= at + there - here:
                    begin = here + start - at
                    if begin > here:
                        lay(tile(Tile, (here, begin, None, "")))
                    here, at = begin + end - start, end
                    lay(tile(Tile, (begin, here, new, rule)))
                    continue
                ahead.append(Tile(here, there))
                here = there = 0
            laid += take(start)
            laid += _apply(edit, take(end), laid[-1].end if laid else 0)
        if here < there:
            ahead.append(Tile(here, there))
        return Draft(self.page, (*laid, *reversed(ahead)))

    @cached_property
    def _offsets(self) -> list[int]:
        widths = [end - start if new is None else len(new) for start, end, new, _ in self.tiles]
        return list(accumulate(widths, initial=0))

    def page_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands on the page: the hull, so cuts inside are included.

        >>> Draft.of("AB水印CD").edit([Edit(2, 4, "", "watermark/repeated")]).page_span(1, 3)
        (1, 5)
        """
        first = self._origin(start, last=False)
        return (first, first) if start >= end else (first, self._origin(end - 1, last=True))

    def offset(self, at: int) -> int:
        """How many characters of the text stand before page offset `at`.

        >>> Draft.of("AB水印CD").edit([Edit(2, 4, "", "watermark/repeated")]).offset(5)
        3
        """
        i = bisect_right(self.tiles, (at,)) - 1
        if i < 0:
            return 0
        tile, offset = self.tiles[i], self._offsets[i]
        inside = tile.end > at and tile.width == tile.end - tile.start
        return offset + at - tile.start if inside else self._offsets[i + 1]

    def _origin(self, at: int, last: bool) -> int:
        """The page offset of one character of the text: of its start, or with `last` of its end."""
        i = bisect_right(self._offsets, at) - 1
        if i >= len(self.tiles):
            return len(self.page)
        tile = self.tiles[i]
        if len(tile.new or "") == tile.end - tile.start or tile.new is None:
            return tile.start + at - self._offsets[i] + last
        return tile.end if last else tile.start


def _apply(edit: Edit, covered: list[Tile], here: int) -> list[Tile]:
    """The tiles that stand in place of those that an edit covers, from page offset `here` on."""
    edit = Edit(*edit)
    if not covered:
        return [Tile(here, here, edit.new, edit.rule)] if edit.new else []
    if len(covered) == 1:
        return [Tile(covered[0].start, covered[0].end, edit.new, edit.rule)]
    if not edit.new:
        return [Tile(t.start, t.end, "", edit.rule) if t.width else t for t in covered]
    if len(edit.new) == sum(t.width for t in covered) and all(t.width == t.end - t.start for t in covered if t.width):
        ends = accumulate(t.width for t in covered)
        pieces = [(t, edit.new[end - t.width : end]) for t, end in zip(covered, ends, strict=True)]
        return [Tile(t.start, t.end, new, edit.rule) if t.width else t for t, new in pieces]
    inked = [i for i, t in enumerate(covered) if t.width]
    first, last = inked[0], inked[-1]
    hull = Tile(covered[first].start, covered[last].end, edit.new, edit.rule)
    return [*covered[:first], hull, *covered[last + 1 :]]


def replay(draft: Draft, start: int, end: int) -> str:
    """What `page[start:end]` reads as. What was inserted at either edge stands between parts, not in one.

    >>> draft = Draft.of("甲乙丙丁").edit([Edit(2, 2, "\\n", "layout/part"), Edit(2, 3, "", "article/foot")])
    >>> [replay(draft, 0, 2), replay(draft, 3, 4)]
    ['甲乙', '丁']
    """
    within = (tile for tile in draft.tiles if start < tile.end and tile.start < end)
    return "".join(_piece(draft.page, tile, start, end) for tile in within)


def _piece(page: str, tile: Tile, start: int, end: int) -> str:
    low, high = max(tile.start, start), min(tile.end, end)
    if tile.new is None:
        return page[low:high]
    if len(tile.new) == tile.end - tile.start:
        return tile.new[low - tile.start : high - tile.start]
    return tile.new
