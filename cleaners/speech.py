"""What comes out (清稿): the speeches of a page, with their fields and where each was read."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from cleaners.draft import Draft
from cleaners.fields.table import FIELDS, READ
from cleaners.page import Page
from cleaners.tiles import Kind

Completeness = Literal["complete", "truncated", "gated"]


class Field(NamedTuple):
    """Where a value was read: `page.text[start:end]`, by which rule."""

    start: int
    end: int
    rule: str


class Gap(NamedTuple):
    """Where text is missing: after which paragraph of the body (from 0, None at the start), and what says so."""

    where: Literal["start", "middle", "end"]
    paragraph: int | None
    evidence: str


class Speech(NamedTuple):
    """One speech of a page.

    `start` and `end` are the hull of its text on the page; `body` is paragraphs joined by a line break. `values` holds
    every field that was read, by name, dates in ISO 8601, and `fields` cites the place of every value that the page gave.
    Every field of the table of fields is an attribute too, None where the page does not say it.

    >>> speech = Speech(0, 0, 3, "同志们", {"genre": "讲话"}, {})
    >>> speech.genre, speech.speaker, speech.completeness
    ('讲话', None, 'complete')
    """

    part: int
    start: int
    end: int
    body: str
    values: Mapping[str, str]
    fields: Mapping[str, Field]
    title_origin: Literal["page", "derived", "supplied"] | None = None
    completeness: Completeness = "complete"
    gap: Gap | None = None
    published_time: str | None = None
    tags: tuple[str, ...] = ()
    redacted: bool = False

    def __getattr__(self, name: str) -> str | None:
        if name in READ:
            return self.values.get(name)
        raise AttributeError(name)

    def all_fields(self) -> Iterator[tuple[str, object]]:
        """Every field of the table with its value, in the table's order."""
        yield from ((name, getattr(self, name)) for name in FIELDS)


class Cleaned(NamedTuple):
    """The fair copies of a page with its whole account.

    `flags` are words for review, such as "no-speech", "not-chinese", "damaged" or "review/heavy-cut";
    `kinds` gives the kind of every rule that stands in the account;
    `script` is that of the page as it arrived: Hans, Hant, mixed, ja or unknown.
    """

    page: Page
    draft: Draft
    speeches: tuple[Speech, ...]
    fields: dict[str, Field]
    flags: tuple[str, ...]
    kinds: dict[str, Kind]
    script: str
