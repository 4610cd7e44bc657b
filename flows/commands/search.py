"""`qinggao search`: prints each hit with its facts and passage, and marks the words on a terminal."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TextIO

from flows.commands.shelf import opened
from flows.terminal import as_json, safe, wants_colour
from warehouse.errors import explained
from warehouse.search.passage import Span
from warehouse.search.query import Filters, Hit, search

_MARKED = "\x1b[1;31m{}\x1b[0m"


def hits_of(db: str, query: str, filters: Filters, limit: int) -> list[Hit]:
    """The best hits in a warehouse.

    Raises:
        NotAWarehouse: there is no file of that name.
        BadQuery: there is nothing to look for, or a date is not a date.
    """
    with explained(Path(db)), closing(opened(db)) as shelf:
        return search(shelf, query, filters=filters, limit=limit)


def write(hits: Iterable[Hit], style: str, out: TextIO) -> None:
    """Print hits as jsonl, or as text with a blank line between them."""
    if style == "jsonl":
        out.writelines(as_json(hit._asdict()) + "\n" for hit in hits)
        return
    colour = wants_colour(out)
    out.write("\n".join(_text(hit, colour) for hit in hits))


def _text(hit: Hit, colour: bool) -> str:
    """Three lines: the id and title, the facts, the passage."""
    facts = (hit.event_date or hit.first_published, hit.genre, hit.level, hit.organ, hit.speaker)
    lines = (
        f"#{hit.id} {_marked(hit.title or '无题', hit.title_spans, colour)}",
        "  ".join(safe(fact) for fact in facts if fact),
        _marked(hit.passage, hit.spans, colour),
    )
    return "".join(f"{line}\n" for line in lines if line)


def _marked(text: str, spans: Sequence[Span], colour: bool) -> str:
    """The text, safe to print, with the spans in bold red if there is colour."""
    done, at = [], 0
    for start, end in spans if colour else ():
        done += [safe(text[at:start]), _MARKED.format(safe(text[start:end]))]
        at = end
    return "".join([*done, safe(text[at:])])
