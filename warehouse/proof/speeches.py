"""Proving speeches: which texts form one follows from the relations, and each row from the copies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from warehouse.duplicates.grouping import Group
from warehouse.duplicates.merged import Merged, merged
from warehouse.duplicates.settle import grouped, relation_to_best
from warehouse.duplicates.union import roots
from warehouse.errors import Damaged, MissingOriginal
from warehouse.proof.faults import REBUILD, RESTORE, Fault, Row, differing
from warehouse.tables.originals import Originals

# Those without copies are told of elsewhere.
_TEXTS = "SELECT id, speech_id FROM texts WHERE id IN (SELECT text_id FROM copies)"
_PAIRS = "SELECT text_id, other_id FROM relations WHERE kind IN ('same', 'part')"
_COPIES = "SELECT id, best, relation, coverage, best_coverage FROM copies WHERE speech_id = ?"
_ORIGINS = "SELECT name, copy_id FROM speech_fields WHERE speech_id = ?"
_TAGS = "SELECT name FROM speeches_tags JOIN tags ON tags.id = tag_id WHERE speech_id = ?"
# Groups are formed of so many texts at a time.
_TOGETHER = 200
_WHY = "its copies give"


def speech_faults(db: Database, originals: Originals) -> Iterator[Fault]:
    """What is wrong with the speeches, but for their bodies, works and index entries."""
    homes = dict(db.execute(_TEXTS).fetchall())
    left = {id for (id,) in db.execute("SELECT id FROM speeches").fetchall()}
    for group in _groups(db, homes):
        speech = homes[group.texts[0]]
        if speech not in left or any(homes[text] != speech for text in group.texts):
            texts = ", ".join(map(str, group.texts))
            yield Fault(f"speech {speech}", f"other texts than {texts} are its own, as these are one speech", REBUILD)
        else:
            yield from (Fault(f"speech {speech}", *fault) for fault in _group_faults(db, originals, speech, group))
        left.discard(speech)
    for speech in sorted(left):
        yield Fault(f"speech {speech}", "it has no text", REBUILD)


def _groups(db: Database, texts: Mapping[int, int]) -> Iterator[Group]:
    """The speeches that all texts form, of a few of those that relations connect at a time."""
    connected = defaultdict[int, list[int]](list)
    for text, root in roots(texts, (pair for pair in db.execute(_PAIRS).fetchall() if {*pair} <= texts.keys())).items():
        connected[root].append(text)
    some = list[int]()
    for one in connected.values():
        some += one
        if len(some) >= _TOGETHER:
            yield from grouped(db, some)
            some = []
    yield from grouped(db, some)


def _group_faults(db: Database, originals: Originals, speech: int, group: Group) -> Iterator[tuple[str, str]]:
    try:
        due = merged(db, originals, group.texts)
    except (MissingOriginal, Damaged) as error:
        yield str(error), RESTORE
        return
    except (ValueError, TypeError, AttributeError) as error:
        yield f"what its copies give cannot be read: {error}", RESTORE
        return
    held = next(db.query("SELECT * FROM speeches WHERE id = ?", [speech]))
    row = {**due.row, "is_compilation": int(group.is_compilation)}
    faults = [*differing(held, row, _WHY), *_copy_faults(db, speech, due), *_annotation_faults(db, speech, due)]
    yield from ((what, REBUILD) for what in faults)


def _copy_faults(db: Database, speech: int, due: Merged) -> Iterator[str]:
    best, best_text = due.copies[0]
    copies = {copy["id"]: copy for copy in db.query(_COPIES, [speech])}
    for id, text in due.copies:
        relation, ours, theirs = (None, None, None) if id == best else relation_to_best(db, text, best_text)
        row: Row = {"best": int(id == best), "relation": relation, "coverage": ours, "best_coverage": theirs}
        held = copies.get(id)
        # A copy of another speech than its text is found at its page.
        yield from (
            f"copy {id}: {what}" for what in (differing(held, row, "its text's relations give") if held else ())
        )


def _annotation_faults(db: Database, speech: int, due: Merged) -> Iterator[str]:
    if dict(db.execute(_ORIGINS, [speech]).fetchall()) != due.origins:
        yield "speech_fields does not name the copies that give its fields"
    if sorted(name for (name,) in db.execute(_TAGS, [speech]).fetchall()) != sorted(due.tags):
        yield "its tags are not those of its copies"
