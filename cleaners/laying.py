"""Laying edits on tiles: how the edits of a stage change the tiles of a draft."""

from collections.abc import Iterator
from itertools import accumulate

from cleaners.errors import OverlappingEdits
from cleaners.tiles import Edit, Run, Tile


class Laying:
    """Edits being laid on tiles, from the first to the last."""

    def __init__(self, tiles: tuple[Tile, ...]) -> None:
        self.ahead = list(reversed(tiles))
        self.laid = list[Tile]()
        self.at = 0

    def all(self, edits: list[Edit]) -> list[Tile]:
        """All tiles after the edits, which come in order, are laid. Most of them follow one another in one tile."""
        i = 0
        while i < len(edits):
            start, end = edits[i][:2]
            if start < self.at:
                raise OverlappingEdits(f"{edits[i]} starts before {self.at}, where the edit before it ends")
            self._take_all_before(start)
            done = self._lay_in_one(edits, i) if start < end else 0
            if not done:
                self.laid += self._take(start)
                self.laid += _apply(edits[i], self._take(end), self.laid[-1].end if self.laid else 0)
            i += done or 1
        return self.laid + self.ahead[::-1]

    def _take_all_before(self, start: int) -> None:
        """Copies the tiles that end at or before a place in the text, except for empty ones right at it."""
        ahead, laid = self.ahead, self.laid
        while ahead:
            first, last, new = ahead[-1][:3]
            width = last - first if new is None else len(new)
            if self.at + width > start or (self.at == start and not width):
                return
            laid.append(ahead.pop())
            self.at += width

    def _lay_in_one(self, edits: list[Edit], i: int) -> int:
        """Lays the edits from the i-th on that lie in the next tile, if it is kept or a run; how many they were."""
        if not self.ahead or not (self.ahead[-1].new is None or isinstance(self.ahead[-1], Run)):
            return 0
        whole = self.ahead[-1]
        here, there, shift, done = whole.start, whole.end, whole.start - self.at, 0
        lay, tile = self.laid.append, tuple.__new__
        while i + done < len(edits):
            start, end, new, rule, by_character = edits[i + done]
            begin, stop = start + shift, end + shift
            if stop > there or begin < here or start >= end:
                break
            if begin > here:
                lay(tile(Tile, (here, begin, None, "")) if whole[2] is None else _part(whole, here, begin))
            lay(tile(Run if by_character else Tile, (begin, stop, new, rule)))
            here, done = stop, done + 1
        if done:
            self.ahead.pop()
            self.at = here - shift
            if here < there:
                self.ahead.append(_part(whole, here, there))
        return done

    def _take(self, until: int) -> list[Tile]:
        """The next tiles up to a place in the text, the last of them split there."""
        taken = list[Tile]()
        while self.at < until:
            tile = self.ahead.pop()
            if self.at + tile.width > until:
                tile, rest = tile.split(until - self.at)
                self.ahead.append(rest)
            taken.append(tile)
            self.at += tile.width
        return taken


def _part(tile: Tile, start: int, end: int) -> Tile:
    """A part of a tile that is kept, or of a run."""
    if tile.new is None:
        return Tile(start, end)
    return Run(start, end, tile.new[start - tile.start : end - tile.start], tile.rule)


def _apply(edit: Edit, covered: list[Tile], here: int) -> list[Tile]:
    """The tiles that stand in place of those that an edit covers, from page offset `here` on."""
    if not covered:
        return [Tile(here, here, edit.new, edit.rule)] if edit.new else []
    if edit.by_character:
        return list(_by_character(edit, covered))
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


def _by_character(edit: Edit, covered: list[Tile]) -> Iterator[Tile]:
    """The covered tiles, respelled where the edit differs from what they read."""
    at = 0
    for tile in covered:
        new, at = edit.new[at : at + tile.width], at + tile.width
        if tile.new is None:
            yield Run(tile.start, tile.end, new, edit.rule)
        elif new == tile.new:
            yield tile
        else:
            # One by one: where a tile is longer or shorter than what it stands for, each has a place of its own.
            changed = [i for i, (old, c) in enumerate(zip(tile.new, new, strict=True)) if old != c]
            yield from Laying((tile,)).all([Edit(i, i + 1, new[i], edit.rule) for i in changed])
