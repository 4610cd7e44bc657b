"""The marked-up draft as one self-contained HTML page: no script, style, font or picture from elsewhere.

Its `del` and `ins` are the account: the text of the draft without all `ins` is the original page, and without all `del`
it is the fair copies.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from cleaners.speech import Cleaned
from flows.explain.families import FAMILIES, GROUND
from flows.explain.pieces import GLYPHS_SAY, Piece, glyphs, index_at, pieces
from flows.explain.summary import KINDS, balance, equation, facts, flags, label_of, labels, name_of, origin, tallies

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def html(done: Cleaned, whys: Mapping[str, str]) -> str:
    """The original page with every change marked and its reason at hand, the rules, the fields and the flags."""
    found = pieces(done)
    first = {piece.rule: i for i, piece in reversed([*enumerate(found)])}
    return _environment().get_template("draft.html").render(
        name=name_of(done),
        origin=origin(done),
        equation=equation(done),
        kept=balance(done).get("keep", 0),
        flags=flags(done),
        speeches={speech.part: speech for speech in done.speeches},
        stretches=list(_stretches(found)),
        facts=[(fact, index_at(found, fact.source.start) if fact.source else None) for fact in facts(done)],
        tallies=[(tally, first[tally.rule]) for tally in tallies(done, whys)],
        families={name: family for name, family in FAMILIES.items() if any(p.family == name for p in found)},
        whys=whys,
        signs=GLYPHS_SAY,
        ground=GROUND,
    )  # fmt: skip


def _stretches(found: list[Piece]) -> Iterator[tuple[int | None, list[tuple[int, Piece, str]]]]:
    """The pieces, speech by speech, each with its number and the labels of the fields that begin there."""
    before = [(), *(piece.fields for piece in found)]
    labelled = [(i, p, "" if p.fields == before[i] else _label(p)) for i, p in enumerate(found)]
    for part, group in groupby(labelled, key=lambda row: row[1].part):
        yield part, list(group)


def _label(piece: Piece) -> str:
    return "、".join(labels(piece.fields))


def _exact(text: str) -> "Markup":
    """Text that an HTML parser reads back character for character: unescaped carriage returns become line feeds."""
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;"))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["exact"] = _exact
    made.globals.update(KINDS=KINDS, field=label_of, glyphs=glyphs, label_of=_label)
    return made
