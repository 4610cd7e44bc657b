"""The pieces of an account: tiles that cover a page, and edits that are laid on them."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

DIFFERENT = re.compile(rb"[^\0]+")
_MARKED = bytes((0, *(255,) * 255))
Kind = Literal["read", "cut", "lift", "insert", "respell"]


class Edit(NamedTuple):
    """Puts `new` in place of `draft.text[start:end]`, by a rule; with `by_character` only where the two differ."""

    start: int
    end: int
    new: str
    rule: str
    by_character: bool = False


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


class Run(Tile):
    """A tile for many: of a run of characters, those that `new` has otherwise are respelled, the others kept.

    A Traditional page has thousands of such places, and most who clean pages never look at them one by one.
    """


def told_apart(page: str, tile: Run) -> Iterator[Tile]:
    """The run as single tiles: those that keep and those that respell."""
    at, new = tile.start, tile.new or ""
    for run in DIFFERENT.finditer(differences(page[tile.start : tile.end], new)):
        start, end = tile.start + run.start(), tile.start + run.end()
        if start > at:
            yield Tile(at, start)
        yield Tile(start, end, new[run.start() : run.end()], tile.rule)
        at = end
    if at < tile.end:
        yield Tile(at, tile.end)


def joined(tiles: Iterable[Tile]) -> tuple[Tile, ...]:
    """The tiles, kept ones that touch as one."""
    found = list[Tile]()
    for tile in tiles:
        if tile.new is None and found and found[-1].new is None:
            found[-1] = Tile(found[-1].start, tile.end)
        else:
            found.append(tile)
    return tuple(found)


def differences(old: str, new: str) -> bytes:
    """A byte for each place of two texts of one length: 0 where they agree.

    >>> differences("民眾路線", "民众路线")
    b'\\x00\\xff\\x00\\xff'
    """
    codes = (int.from_bytes(text.encode("utf-32-le", "surrogatepass"), "little") for text in (old, new))
    differ = (next(codes) ^ next(codes)).to_bytes(4 * len(old), "little")
    low, high, highest = (int.from_bytes(differ[i::4], "little") for i in range(3))
    return (low | high | highest).to_bytes(len(old), "little").translate(_MARKED)
