"""From the finished draft to speeches: the body, fields and gap of each part, and the flags of the page."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaners.body.locate import located
from cleaners.chinese.characters import han
from cleaners.draft import Draft
from cleaners.fields.table import FIELDS, READ
from cleaners.fields.text import is_redacted
from cleaners.page import Page
from cleaners.patterns import compiled
from cleaners.rules.found import Cited
from cleaners.rules.rule import Rule
from cleaners.speech import Cleaned, Completeness, Field, Gap, Speech
from cleaners.spelling.script import decide
from cleaners.tiles import Tile

_SENTENCE = "[。!?;！？；]"
_DAY = len("2020-05-07")


class Place(NamedTuple):
    """Where a part starts on the page, what was read of it there, and what its own text states, in page coordinates."""

    start: int
    read: dict[str, Cited]
    stated: Mapping[str, Cited] = {}


def assemble(
    page: Page, draft: Draft, common: dict[str, Cited], places: list[Place], rules: Mapping[str, Rule]
) -> Cleaned:
    """The outcome of cleaning a page: `common` was read of the whole page, `rules` are those that were at work."""
    ends = [*(place.start for place in places[1:]), len(page.text)]
    signs = [t for t in draft.taken if (rule := rules[t.rule]).missing or "text" in rule.ends]
    found = [
        _speech(draft, place, end, span, common, signs, rules)
        for place, end, span in zip(places, ends, bodies(draft, places), strict=True)
    ]
    speeches = tuple(s._replace(part=i) for i, s in enumerate(s for s in found if s.body))
    fields = {name: Field(*cited[1:4]) for name, cited in common.items()}
    read = {field.rule for one in (fields, *(s.fields for s in speeches)) for field in one.values()}
    kinds = {id: rule.kind for id, rule in rules.items() if id in draft.rules or id in read}
    return Cleaned(page, draft, speeches, fields, tuple(_flags(page, draft, rules)), kinds, decide(page.text))


def bodies(draft: Draft, places: Sequence[Place]) -> list[tuple[int, int]]:
    """Where the body of each part stands in the draft's text, without the line breaks around it."""
    starts = [draft.offset(place.start) for place in places]
    text, spans = draft.text, list[tuple[int, int]]()
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        bare = text[start:end].lstrip("\n")
        first = end - len(bare)
        spans.append((first, first + len(bare.rstrip("\n"))))
    return spans


def _speech(
    draft: Draft,
    place: Place,
    end: int,
    span: tuple[int, int],
    common: dict[str, Cited],
    signs: list[Tile],
    rules: Mapping[str, Rule],
) -> Speech:
    """The speech of one part: what was read of the page, of the part, and what its text states."""
    body = draft.text[slice(*span)]
    given = common | place.read
    read = {**place.stated, **given}
    completeness, gap = _gap(draft, _between(signs, place.start, end), rules, end, span)
    published = read["published"].value if "published" in read else ""
    return Speech(
        0,
        *draft.page_span(*span),
        body,
        {name: read[name].value[: _DAY if name == "published" else None] for name in READ if name in read},
        {name: Field(*cited[1:4]) for name, cited in read.items() if name in FIELDS},
        title_origin="page" if "title" in given else "derived" if "title" in read else None,
        completeness=completeness,
        gap=gap,
        published_time=published if len(published) > _DAY else None,
        tags=tuple(read["tags"].value.split()) if "tags" in read else (),
        redacted=is_redacted("\n".join([body, *(cited.value for cited in given.values())])),
    )


def _between(signs: list[Tile], start: int, end: int) -> list[Tile]:
    """The signs that begin in a part of the page."""
    return signs[bisect_left(signs, (start,)) : bisect_left(signs, (end,))]


def _gap(
    draft: Draft, signs: list[Tile], rules: Mapping[str, Rule], end: int, span: tuple[int, int]
) -> tuple[Completeness, Gap | None]:
    """Whether a part lacks text, and where, by the notices that were cut: a gate weighs more than a preview."""
    ends = (t.start for t in signs if "text" in rules[t.rule].ends and draft.offset(t.start) >= span[1])
    last = next(ends, end)
    notices = [t for t in signs if rules[t.rule].missing and t.end > t.start and t.start < last]
    if not notices:
        return "complete", None
    gates = [t for t in notices if rules[t.rule].missing == "gated"]
    notice = (gates or notices)[0]
    before = draft.text[span[0] : draft.offset(notice.start)].strip("\n")
    evidence = draft.page[notice.start : notice.end].strip()
    if not before:
        gap = Gap("start", None, evidence)
    else:
        gap = Gap("end" if len(before) >= span[1] - span[0] else "middle", before.count("\n"), evidence)
    return "gated" if gates else "truncated", gap


def _flags(page: Page, draft: Draft, rules: Mapping[str, Rule]) -> Iterator[str]:
    """What a person should look at: no speech, damage, and the guard rails against cutting too much."""
    if not draft.text:
        yield next((rules[id].flag for id in sorted(draft.rules) if rules[id].flag), "no-speech")
    if page.source.replaced * 100 > len(page.text):
        yield "damaged"
    unsure = [(tile, rule) for tile in draft.taken if (rule := rules[tile[3]]).furniture is not True]
    cuts = [page.text[tile.start : tile.end] for tile, rule in unsure if _may_be_text(page, tile, rule)]
    if any(han(cut) > 80 and len(compiled(_SENTENCE).findall(cut)) >= 3 for cut in cuts):
        yield "review/long-cut"
    if cuts and sum(map(han, cuts)) > 0.3 * max(1, han(page.text)):
        yield "review/heavy-cut"


def _may_be_text(page: Page, tile: Tile, rule: Rule) -> bool:
    """Whether what a rule took may be text after all: what is hidden within the main text may be the rest of it."""
    if rule.furniture != "outside":
        return not rule.furniture
    found = located(page)
    return found is not None and found.start <= tile.start < found.end
