"""A page's account as the tables hold it: packed as a whole, and its readable part as rows."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import zstandard

from cleaners.chinese.fold import fold
from cleaners.draft import Draft
from cleaners.tiles import Kind, Tile
from warehouse.errors import Damaged
from warehouse.privacy.mask import mask, masked_slices
from warehouse.tables import packing


class EditRow(NamedTuple):
    """A row of `edits`: `page.text[start:end]` became `new`, both here with their contacts masked."""

    seq: int
    start: int
    end: int
    kind: Kind
    rule_id: str
    old: str
    new: str


def pack(draft: Draft) -> bytes:
    """The whole account of a page, compressed. Kept tiles are not stored: they are the gaps between the others.

    >>> from cleaners.tiles import Edit
    >>> unpack(pack(Draft.of("AB水印CD").edit([Edit(2, 4, "", "watermark/repeated")])))
    (Tile(start=0, end=2, new=None, rule=''), Tile(start=2, end=4, new='', rule='watermark/repeated'), \
Tile(start=4, end=6, new=None, rule=''))
    """
    ledger = draft.ledger
    names = sorted({tile.rule for tile in ledger})
    number = {name: i for i, name in enumerate(names)}
    ends = [0, *(tile.end for tile in ledger)]
    account = {
        "chars": len(draft.page),
        "rules": names,
        "skip": [tile.start - end for tile, end in zip(ledger, ends, strict=False)],
        "width": [tile.end - tile.start for tile in ledger],
        "rule": [number[tile.rule] for tile in ledger],
        "new": [tile.new for tile in ledger],
    }
    return packing.pack(json.dumps(account, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(account: bytes) -> tuple[Tile, ...]:
    """The tiles of a packed account; neighbouring kept tiles come back as one.

    Raises:
        Damaged: the bytes are no account, or one that runs backwards or past the end of its page.
    """
    try:
        held = json.loads(packing.unpack(account))
        rows = zip(held["skip"], held["width"], held["rule"], held["new"], strict=True)
        tiles = tuple(_tiles(rows, held["rules"], held["chars"]))
    except (zstandard.ZstdError, ValueError, TypeError, LookupError) as error:
        raise Damaged(f"the account cannot be read: {error}") from error
    if any(tile.end < tile.start for tile in tiles):
        raise Damaged("the account overlaps itself or runs past the end of the page")
    return tiles


def _tiles(rows: Iterator[tuple[int, int, int, str]], rules: list[str], chars: int) -> Iterator[Tile]:
    at = 0
    for skip, width, rule, new in rows:
        if skip:
            yield Tile(at, at + skip)
        at += skip
        yield Tile(at, at + width, new, rules[rule])
        at += width
    if at != chars:
        yield Tile(at, chars)


def readable_edits(draft: Draft, kinds: Mapping[str, Kind]) -> list[EditRow]:
    """The part of an account that people read: insertions, cuts and lifts of anything but white space, and respellings
    that change a word. Cuts of white space and respellings of script and marks are in the account alone.
    """
    page, shown = draft.page, [tile for tile in draft.ledger if _is_readable(tile, draft.page, kinds[tile.rule])]
    olds = masked_slices(page, ((tile.start, tile.end) for tile in shown))
    return [
        EditRow(seq, t.start, t.end, kinds[t.rule], t.rule, old, mask(t.new or ""))
        for seq, (t, old) in enumerate(zip(shown, olds, strict=True))
    ]


def _is_readable(tile: Tile, page: str, kind: Kind) -> bool:
    old = page[tile.start : tile.end]
    if kind == "insert":
        return True
    if kind == "respell":
        return _words(old) != _words(tile.new or "")
    return any(c.isprintable() and not c.isspace() for c in old)


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
