"""From the finished draft to speeches: each part's body, fields and gap, and the flags of the page."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cleaners.body.locate import locate
from cleaners.chinese.characters import han
from cleaners.draft import Draft, Tile
from cleaners.fields.text import Fact, facts, is_redacted
from cleaners.page import Page
from cleaners.patterns import compiled
from cleaners.rules.rule import Rule
from cleaners.rules.view import Reading
from cleaners.speech import Cleaned, Completeness, Field, Gap, Speech
from cleaners.spelling.script import decide

_PLAIN = (
    *("title", "genre", "event_date", "author", "speaker", "speaker_role", "poster", "occasion", "organ", "level"),
    *("category", "site_name", "site_domain", "heading"),
)
_FIELDS = {*_PLAIN, "published", "tags"}
_FURNITURE = {"layout", "forum", "article", "page", "shop", "preview", "gate", "markup", "split", "html", "word"}
_NO_TEXT = {"page/no-speech": "no-speech", "page/not-chinese": "not-chinese"}
_AFTER_TEXT = {"article/related", "article/prev-next", "article/footer", "article/share", "forum/login", "forum/reply"}
_NOTICES = ("gate/", "preview/")
_SENTENCE = "[。!?;！？；]"


class Place(NamedTuple):
    """Where a part starts on the page, and what was read of it, in page coordinates."""

    start: int
    readings: dict[str, Reading]


def assemble(page: Page, draft: Draft, common: dict[str, Reading], places: list[Place], rules: list[Rule]) -> Cleaned:
    """The outcome of cleaning a page: `common` was read of the whole page, `rules` were asked."""
    ends = [*(place.start for place in places[1:]), len(page.text)]
    signs = [t for t in draft.ledger if t.rule in _AFTER_TEXT or t.rule.startswith(_NOTICES)]
    found = [_speech(draft, place, end, common, signs) for place, end in zip(places, ends, strict=True)]
    speeches = tuple(s._replace(part=i) for i, s in enumerate(s for s in found if s.body))
    fields = {name: Field(r.start, r.end, r.rule) for name, r in common.items()}
    cited = {t.rule for t in draft.ledger} | {f.rule for f in fields.values()}
    cited |= {f.rule for s in speeches for f in s.fields.values()}
    kinds = {rule.id: rule.kind for rule in rules if rule.id in cited}
    return Cleaned(page, draft, speeches, fields, tuple(_flags(page, draft)), kinds, decide(page.text))


def _speech(draft: Draft, place: Place, end: int, common: dict[str, Reading], signs: list[Tile]) -> Speech:
    """The speech of one part: what was read of the page, of the part, and what its text states."""
    first, last = draft.offset(place.start), draft.offset(end)
    raw = draft.text[first:last]
    body, first = raw.strip("\n"), first + len(raw) - len(raw.lstrip("\n"))
    given = common | place.readings
    named = {name: r.value for name, r in given.items()}
    stated = {f.name: _cited(draft, f, first, given) for f in facts(named, body)}
    readings = stated | given
    start, stop = draft.page_span(first, first + len(body))
    cited = {name: Field(r.start, r.end, r.rule) for name, r in readings.items() if name in _FIELDS}
    speech = Speech(0, start, stop, body, cited)
    values = {name: r.value for name, r in readings.items()}
    published = values.get("published")
    completeness, gap = _gap(draft, signs, place.start, end, body)
    plain: dict[str, Any] = {name: values.get(name) for name in _PLAIN}
    return speech._replace(
        **plain,
        title_origin="page" if "title" in given else "derived" if "title" in values else None,
        completeness=completeness,
        gap=gap,
        published=published and published[:10],
        published_time=published if published and len(published) > 10 else None,
        tags=tuple(values.get("tags", "").split()),
        redacted=is_redacted("\n".join([body, *named.values()])),
    )


def _cited(draft: Draft, fact: Fact, first: int, given: dict[str, Reading]) -> Reading:
    """A fact with its place on the page: within the body, or a title, subtitle or heading as a whole."""
    if fact.place != "body":
        return given[fact.place]._replace(value=fact.value, rule=fact.rule)
    return Reading(fact.value, *draft.page_span(first + fact.start, first + fact.end), fact.rule)


def _gap(draft: Draft, signs: list[Tile], start: int, end: int, body: str) -> tuple[Completeness, Gap | None]:
    """Whether a part lacks text, and where, by the notices that were cut: a gate weighs more than a preview."""
    held = draft.text[: draft.offset(end)].rstrip("\n")
    mine = [t for t in signs if start <= t.start < end]
    ends = [t.start for t in mine if t.rule in _AFTER_TEXT and draft.offset(t.start) >= len(held)]
    notices = [t for t in mine if t.rule.startswith(_NOTICES) and start <= t.start < min(ends, default=end)]
    notices = [t for t in notices if t.end > t.start]
    if not notices:
        return "complete", None
    gates = [t for t in notices if t.rule.startswith("gate/")]
    notice = (gates or notices)[0]
    before = draft.text[draft.offset(start) : draft.offset(notice.start)].strip("\n")
    evidence = draft.page[notice.start : notice.end].strip()
    if not before:
        gap = Gap("start", None, evidence)
    else:
        gap = Gap("end" if len(before) >= len(body) else "middle", before.count("\n"), evidence)
    return "gated" if gates else "truncated", gap


def _flags(page: Page, draft: Draft) -> Iterator[str]:
    """What a person should look at: no speech, damage, and the guard rails against cutting too much."""
    rules = {t.rule for t in draft.ledger}
    if not draft.text:
        yield next((flag for rule, flag in _NO_TEXT.items() if rule in rules), "no-speech")
    if page.source.replaced * 100 > len(page.text):
        yield "damaged"
    body = locate(page) if page.source.media_type == "text/html" else None
    # What a browser hides in the midst of a text may be the rest of it.
    gone = [
        t
        for t in draft.ledger
        if (not t.new and t.rule.partition("/")[0] not in _FURNITURE)
        or (t.rule == "html/hidden" and body and body.start <= t.start < body.end)
    ]
    others = [page.text[t.start : t.end] for t in gone]
    if any(han(cut) > 80 and len(compiled(_SENTENCE).findall(cut)) >= 3 for cut in others):
        yield "review/long-cut"
    if others and sum(map(han, others)) > 0.3 * max(1, han(page.text)):
        yield "review/heavy-cut"
