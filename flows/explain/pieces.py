"""A cleaned page in pieces, each with one fate, in one speech or none, under the same fields."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from cleaners.chinese.characters import INVISIBLE
from cleaners.chinese.fold import fold
from cleaners.speech import Cleaned, Field
from cleaners.tiles import Kind, Tile
from flows.explain.families import family_of

# A carriage return only repeats the line feed behind it; one that stands alone is respelled.
GLYPHS = {" ": "·", "\u3000": "□", "\t": "→", "\n": "⏎", "\r": ""} | dict.fromkeys(INVISIBLE, "◌")
GLYPHS_SAY = "· 空格  □ 全角空格  → 制表符  ⏎ 换行  ◌ 看不见的字符"


class Piece(NamedTuple):
    """`page[start:end]` reads `old` there and `new` in the fair copy; `part` is the speech that it stands in."""

    start: int
    end: int
    kind: Kind | Literal["keep"]
    old: str
    new: str
    rule: str
    part: int | None
    fields: tuple[str, ...]
    fresh: bool  # stands at the start of a line

    @property
    def family(self) -> str:
        return family_of(self.rule)

    @property
    def gone(self) -> bool:
        """Whether the fair copy has nothing of it."""
        return self.kind in ("cut", "lift")

    @property
    def blank(self) -> bool:
        """Whether it is white space that was taken for its own sake, which signs make visible."""
        return self.gone and self.family == "layout" and all(c in GLYPHS or c.isspace() for c in self.old)

    @property
    def signs(self) -> str:
        """What to show for white space that was taken."""
        return glyphs(self.old, self.fresh)

    @property
    def light(self) -> bool:
        """Whether it respells script or marks and changes no word: there may be thousands on a page."""
        return self.kind == "respell" and _words(self.old) == _words(self.new)


def pieces(done: Cleaned) -> list[Piece]:
    """The page in order, without gap or overlap. Touching cuts of one rule are one piece; what is kept, cut or
    lifted parts at the bounds of speeches and fields.
    """
    spans = [(s.start, s.end) for s in done.speeches] + [(f.start, f.end) for f in cited(done).values()]
    bounds = sorted({bound for span in spans for bound in span})
    return [_piece(done, part) for tile in places(done) for part in _parted(tile, bounds)]


def places(done: Cleaned) -> list[Tile]:
    """The tiles, neighbours that say the same put together."""
    joined = list[Tile]()
    for tile in done.draft.tiles:
        last = joined[-1] if joined else None
        if last and not tile.new and (last.new, last.rule) == (tile.new, tile.rule):
            joined[-1] = last._replace(end=tile.end)
        else:
            joined.append(tile)
    return joined


def cited(done: Cleaned) -> dict[tuple[int | None, str], Field]:
    """Every field that was read off the page, by speech and name; on a page without a speech the speech is None."""
    if not done.speeches:
        return {(None, name): field for name, field in done.fields.items()}
    return {(speech.part, name): field for speech in done.speeches for name, field in speech.fields.items()}


def index_at(found: list[Piece], offset: int) -> int:
    """Which piece holds the character of the page at `offset`."""
    return bisect_right(found, offset, key=lambda piece: piece.start) - 1


def glyphs(text: str, fresh: bool) -> str:
    """White space made visible; its first line break still breaks the line, if there is anything on the line.

    >>> glyphs("\\n\\n  ", fresh=False), glyphs("\\n      ", fresh=True)
    ('⏎\\n⏎··', '⏎·×6')
    """
    shown = "".join(GLYPHS.get(c, "·") for c in text)
    shown = re.sub(r"(.)\1{4,}", lambda run: f"{run[1]}×{len(run[0])}", shown)
    return shown if fresh or "\n" not in text else re.sub(r"⏎(×\d+)?", "\\g<0>\n", shown, count=1)


def _parted(tile: Tile, bounds: list[int]) -> Iterator[Tile]:
    """A tile at the bounds inside it; one that puts other characters in place stays whole."""
    inside = [] if tile.new else bounds[bisect_right(bounds, tile.start) : bisect_right(bounds, tile.end - 1)]
    edges = [tile.start, *inside, tile.end]
    for start, end in pairwise(edges):
        yield tile._replace(start=start, end=end)


def _piece(done: Cleaned, tile: Tile) -> Piece:
    text, start = done.page.text, tile.start
    old = text[start : tile.end]
    return Piece(
        start,
        tile.end,
        "keep" if tile.new is None else done.kinds[tile.rule],
        old,
        old if tile.new is None else tile.new,
        tile.rule,
        next((s.part for s in done.speeches if s.start <= start < s.end), None),
        tuple(dict.fromkeys(name for (_, name), f in cited(done).items() if f.start <= start < f.end)),
        not start or text[start - 1] in "\r\n",
    )


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
