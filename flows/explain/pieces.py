"""A cleaned page in pieces, each kept or changed in one way, in one speech or none, and in the same fields."""

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

# A carriage return has no sign: a line feed follows it, as one without is respelled.
GLYPHS = {" ": "·", "\u3000": "□", "\t": "→", "\n": "⏎", "\r": ""} | dict.fromkeys(INVISIBLE, "◌")
GLYPHS_SAY = "· 空格  □ 全角空格  → 制表符  ⏎ 换行  ◌ 看不见的字符"


class Piece(NamedTuple):
    """`page[start:end]` is `old` on the page and `new` in the fair copy; `part` is the number of its speech."""

    start: int
    end: int
    kind: Kind | Literal["keep"]
    old: str
    new: str
    rule: str
    part: int | None
    fields: tuple[str, ...]
    fresh: bool  # at the start of a line

    @property
    def family(self) -> str:
        return family_of(self.rule)

    @property
    def gone(self) -> bool:
        """Whether it is not in the fair copy."""
        return self.kind in ("cut", "lift")

    @property
    def blank(self) -> bool:
        """Whether it is white space that a layout rule took, which is shown by signs."""
        return self.gone and self.family == "layout" and all(c in GLYPHS or c.isspace() for c in self.old)

    @property
    def signs(self) -> str:
        """The signs for its white space."""
        return glyphs(self.old, self.fresh)

    @property
    def light(self) -> bool:
        """Whether it only respells script or marks and changes no word: a page may have thousands of these."""
        return self.kind == "respell" and _words(self.old) == _words(self.new)


def pieces(done: Cleaned) -> list[Piece]:
    """The pieces of a page, in order, without gap or overlap. Adjacent cuts by one rule are one piece. What is kept,
    cut or lifted is split at the bounds of speeches and fields.
    """
    spans = [(s.start, s.end) for s in done.speeches] + [(f.start, f.end) for f in cited(done).values()]
    bounds = sorted({bound for span in spans for bound in span})
    return [_piece(done, part) for tile in joined_tiles(done) for part in _split(tile, bounds)]


def joined_tiles(done: Cleaned) -> list[Tile]:
    """The tiles, with adjacent ones joined if they were kept, cut or lifted by the same rule."""
    joined = list[Tile]()
    for tile in done.draft.tiles:
        last = joined[-1] if joined else None
        if last and not tile.new and (last.new, last.rule) == (tile.new, tile.rule):
            joined[-1] = last._replace(end=tile.end)
        else:
            joined.append(tile)
    return joined


def cited(done: Cleaned) -> dict[tuple[int | None, str], Field]:
    """Every field read from the page, by speech and name. On a page without speeches the speech is None."""
    if not done.speeches:
        return {(None, name): field for name, field in done.fields.items()}
    return {(speech.part, name): field for speech in done.speeches for name, field in speech.fields.items()}


def index_at(found: list[Piece], offset: int) -> int:
    """The index of the piece with the character at this offset of the page."""
    return bisect_right(found, offset, key=lambda piece: piece.start) - 1


def glyphs(text: str, fresh: bool) -> str:
    """White space as signs. Unless it is at the start of a line (`fresh`), its first line break still breaks the line.

    >>> glyphs("\\n\\n  ", fresh=False), glyphs("\\n      ", fresh=True)
    ('⏎\\n⏎··', '⏎·×6')
    """
    shown = "".join(GLYPHS.get(c, "·") for c in text)
    shown = re.sub(r"(.)\1{4,}", lambda run: f"{run[1]}×{len(run[0])}", shown)
    return shown if fresh or "\n" not in text else re.sub(r"⏎(×\d+)?", "\\g<0>\n", shown, count=1)


def _split(tile: Tile, bounds: list[int]) -> Iterator[Tile]:
    """A tile split at the bounds inside it; one with other characters in its place stays whole."""
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
