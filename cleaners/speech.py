"""What comes out (清稿): the speeches of a page, the fields that were read, and where."""

from typing import Literal, NamedTuple

from cleaners.draft import Draft, Kind
from cleaners.page import Page

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
    """One speech of a page. What the page does not say is None.

    `start` and `end` are the hull of its text on the page; `body` is paragraphs joined by a line break;
    dates are ISO 8601; `fields` cites the place of every value that the page gave.
    """

    part: int
    start: int
    end: int
    body: str
    fields: dict[str, Field]
    heading: str | None = None
    title: str | None = None
    title_origin: Literal["page", "derived", "supplied"] | None = None
    genre: str | None = None
    completeness: Completeness = "complete"
    gap: Gap | None = None
    published: str | None = None
    published_time: str | None = None
    event_date: str | None = None
    author: str | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    poster: str | None = None
    occasion: str | None = None
    organ: str | None = None
    level: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    site_name: str | None = None
    site_domain: str | None = None
    redacted: bool = False


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
