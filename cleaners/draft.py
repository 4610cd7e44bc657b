"""The draft of a page, with the account (花脸稿): tiles that cover the page, and on which each stage lays its edits.

Nothing can be lost in silence, because there is nowhere to lose it: the tiles cover the page from
end to end, and a tile that does not keep its characters names the rule that took them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from cleaners.laying import Laying
from cleaners.tiles import Edit, Run, Tile, joined, told_apart


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
        self._laid = tiles

    @classmethod
    def of(cls, page: str) -> "Draft":
        """The draft of a page that nobody has touched."""
        return cls(page, (Tile(0, len(page)),) if page else ())

    @cached_property
    def text(self) -> str:
        """What the draft reads as."""
        page = self.page
        return "".join([page[tile[0] : tile[1]] if tile[2] is None else tile[2] for tile in self._laid])

    @property
    def is_untouched(self) -> bool:
        """Whether the draft keeps the whole page."""
        return len(self._laid) <= 1 and all(tile.new is None for tile in self._laid)

    def over(self, text: str, respelled: Callable[[str], str]) -> str:
        """The draft's text if the page were another text of the same length, such as its key."""
        pieces = [text[t[0] : t[1]] if t[2] is None else t[2] and respelled(t[2]) for t in self._laid]
        return "".join(pieces)

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles, with each run split into tiles that keep and tiles that respell."""
        if not any(isinstance(tile, Run) for tile in self._laid):
            return self._laid
        apart = (told_apart(self.page, tile) if isinstance(tile, Run) else (tile,) for tile in self._laid)
        return joined(piece for pieces in apart for piece in pieces)

    @cached_property
    def ledger(self) -> list[Tile]:
        """The tiles that do not keep the page's characters as they are."""
        return [t for t in self.tiles if t.new is not None]

    @cached_property
    def taken(self) -> list[Tile]:
        """The tiles of which nothing is left in the text: what was cut and lifted."""
        return [t for t in self._laid if t[2] == ""]

    @cached_property
    def rules(self) -> frozenset[str]:
        """The rules that stand in the account."""
        return frozenset([tile[3] for tile in self._laid if tile[2] is not None])

    def edit(self, edits: Iterable[Edit]) -> "Draft":
        """A new draft with the edits laid on. A cut leaves earlier cuts inside it their own rule, and so does a
        respelling character for character; one that changes the length becomes one tile over the hull.
        Insertions at one place stay in the order given.

        Raises:
            OverlappingEdits: two edits claim a character.
        """
        ordered = sorted(edits, key=itemgetter(0, 1))
        return Draft(self.page, tuple(Laying(self._laid).all(ordered))) if ordered else self

    @cached_property
    def _offsets(self) -> list[int]:
        widths = [tile[1] - tile[0] if tile[2] is None else len(tile[2]) for tile in self._laid]
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
        i = bisect_right(self._laid, (at,)) - 1
        if i < 0:
            return 0
        tile, offset = self._laid[i], self._offsets[i]
        inside = tile.end > at and tile.width == tile.end - tile.start
        return offset + at - tile.start if inside else self._offsets[i + 1]

    def _origin(self, at: int, last: bool) -> int:
        """The page offset of one character of the text: of its start, or with `last` of its end."""
        i = bisect_right(self._offsets, at) - 1
        if i >= len(self._laid):
            return len(self.page)
        tile = self._laid[i]
        if len(tile.new or "") == tile.end - tile.start or tile.new is None:
            return tile.start + at - self._offsets[i] + last
        return tile.end if last else tile.start


def replay(draft: Draft, start: int, end: int) -> str:
    """What `page[start:end]` reads as. What was inserted at either edge stands between parts, not in one.

    >>> draft = Draft.of("甲乙丙丁").edit([Edit(2, 2, "\\n", "layout/part"), Edit(2, 3, "", "article/foot")])
    >>> [replay(draft, 0, 2), replay(draft, 3, 4)]
    ['甲乙', '丁']
    """
    tiles = draft.tiles
    # The one before the first that starts here may reach in.
    first, last = max(0, bisect_left(tiles, (start,)) - 1), bisect_left(tiles, (end,))
    return "".join(_piece(draft.page, tile, start, end) for tile in tiles[first:last] if start < tile.end)


def _piece(page: str, tile: Tile, start: int, end: int) -> str:
    low, high = max(tile.start, start), min(tile.end, end)
    if tile.new is None:
        return page[low:high]
    if len(tile.new) == tile.end - tile.start:
        return tile.new[low - tile.start : high - tile.start]
    return tile.new
