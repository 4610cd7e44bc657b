"""Proving a page without cleaning it again: its bytes are those that came, its account balances and gives its copies."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from sqlite_utils import Database

from cleaners.chinese.characters import han
from cleaners.draft import Draft, replay
from cleaners.tiles import Kind, Tile
from warehouse.duplicates import postings
from warehouse.errors import Damaged, MissingOriginal
from warehouse.likeness.fingerprint import fingerprint
from warehouse.proof.faults import Row, differing
from warehouse.tables import ledger
from warehouse.tables.originals import Originals

_COPIES = """
SELECT part, start, "end", best, body, c.chars, text_id, key, han, sampled, c.speech_id, t.speech_id AS text_speech
FROM copies c JOIN speeches s ON s.id = c.speech_id LEFT JOIN texts t ON t.id = text_id WHERE page_id = ? ORDER BY part
"""
_EDITS = 'SELECT seq, start, "end", kind, rule_id, old, new FROM edits WHERE page_id = ? ORDER BY seq'


class Known(NamedTuple):
    """What is known of the whole shelf while pages are proved: the kind of each rule, the number of postings of each
    text.
    """

    kinds: Mapping[str, Kind]
    postings: Mapping[int, int]

    @classmethod
    def of(cls, db: Database) -> "Known":
        return cls({row["id"]: row["kind"] for row in db.query("SELECT id, kind FROM rules")}, postings.sizes(db))


def page_faults(db: Database, originals: Originals, page: Row, known: Known) -> Iterator[str]:
    """What is wrong with a page, its copies, their texts, and its readable edits."""
    try:
        data, text = originals.data(page["sha256"]), originals.text(page["sha256"])
        draft = Draft(text, ledger.unpack(page["account"]))
    except (MissingOriginal, Damaged) as error:
        yield str(error)
        return
    if sha256(data).hexdigest() != page["sha256"] or len(data) != page["bytes"]:
        yield "the kept bytes are not those that came"
    faults = [*_account_faults(draft, page["chars"], known.kinds)]
    yield from faults or [
        *_copy_faults(db, draft, page["id"], known),
        *_edit_faults(db, draft, page["id"], known.kinds),
    ]


def _account_faults(draft: Draft, chars: int, kinds: Mapping[str, Kind]) -> Iterator[str]:
    if len(draft.page) != chars or (draft.tiles[-1].end if draft.tiles else 0) != chars:
        yield "the text and the account are not of one length"
    for tile in draft.ledger:
        kind = kinds.get(tile.rule)
        if kind is None:
            yield f"the account names a rule that is not there: {tile.rule}"
        elif not _fits_kind(tile, kind):
            yield f"{tile.start}-{tile.end}: {tile.rule} does what no {kind} does"


def _fits_kind(tile: Tile, kind: Kind) -> bool:
    new = tile.new or ""
    if kind == "insert":
        return tile.start == tile.end and new.isspace()
    if kind == "respell":
        return tile.start < tile.end and bool(new)
    return not new


def _copy_faults(db: Database, draft: Draft, page_id: int, known: Known) -> Iterator[str]:
    copies = list(db.query(_COPIES, [page_id]))
    bodies = [replay(draft, copy["start"], copy["end"]) for copy in copies]
    if "\n".join(bodies) != draft.text:
        yield "the account does not replay to the bodies of the page's copies"
    if [copy["part"] for copy in copies] != list(range(len(copies))):
        yield "its parts are not numbered from 0 on"
    for copy, body in zip(copies, bodies, strict=True):
        yield from (f"part {copy['part']}{what}" for what in _text_faults(db, copy, body, known))


def _text_faults(db: Database, copy: Row, body: str, known: Known) -> Iterator[str]:
    print_ = fingerprint(body)
    if (copy["best"] and body != copy["body"]) or print_.key != copy["key"]:
        yield " does not replay to the text that it is a copy of"
    if copy["speech_id"] != copy["text_speech"]:
        yield " is a copy of another speech than its text"
    due = {"chars": len(body), "han": han(body), "sampled": len(print_.sample)}
    yield from (f": {what}" for what in differing(copy, due, "its text gives"))
    if not postings.holds(db, copy["text_id"], print_.sample, known.postings.get(copy["text_id"], 0)):
        yield ": the index of shingles does not hold its text as it is"


def _edit_faults(db: Database, draft: Draft, page_id: int, kinds: Mapping[str, Kind]) -> Iterator[str]:
    held = [ledger.EditRow(**row) for row in db.query(_EDITS, [page_id])]
    if held != ledger.readable_edits(draft, kinds):
        yield "the readable edits do not agree with the account"
