"""Page ▶ fair copies: the stages in order, each seeing one view, its edits laid at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cleaners.assemble import Place, assemble
from cleaners.chinese.fold import folded
from cleaners.draft import Draft, Edit
from cleaners.page import Page
from cleaners.rulebook import BUILT_IN, Rulebook
from cleaners.rules.rule import Rule, Span, Stage
from cleaners.rules.view import Part, Reading, View
from cleaners.speech import Cleaned

_SPELLED = {"title", "heading", "subtitle", "author", "speaker", "speaker_role", "category", "tags"}
_CONTEXT = 400
STAGES: tuple[Stage, ...] = ("body", "inline", "line", "layout", "respell")


def clean(page: Page, rules: Rulebook = BUILT_IN) -> Cleaned:
    """The fair copies of a page, with the account of every character.

    >>> done = clean(Page("同志们:\\n  抓落实要靠督查,也要靠作风。\\n\\n上一篇:工作总结\\n"))
    >>> done.speeches[0].body
    '同志们：\\n抓落实要靠督查，也要靠作风。'
    >>> [(t.start, t.end, t.rule) for t in done.draft.ledger if t.rule.startswith("article")]
    [(23, 32, 'article/prev-next')]
    """
    draft, readings, key = Draft.of(page.text), dict[str, Reading](), folded(page.text)
    places = [Place(0, {})]
    site = rules.site_of(key, page.source.url)
    page, at_hand = site.marked(page) if site else page, rules.at(site)
    for stage in STAGES:
        view = View(page, draft, key)
        view.part_starts = frozenset(draft.offset(place.start) for place in places[1:])
        draft = lay(view, [rule for rule in at_hand if rule.stage == stage])
        readings |= {name: r for name, r in _on_page(view, view.fields).items() if not _is_told(readings, name)}
        if stage == "line":
            places = [_place(view, part) for part in view.parts]
        if stage == "layout":
            respelling = [rule for rule in at_hand if rule.stage == "respell" and _spells_fields(page, rule)]
            places = [place._replace(readings=_spelled(place.readings, draft.text, respelling)) for place in places]
            readings = _spelled(readings, draft.text, respelling)
    return assemble(page, draft, readings, places, at_hand)


def lay(view: View, rules: Iterable[Rule]) -> Draft:
    """The draft with the edits of one stage's rules laid on."""
    return view.draft.edit(_edits(view, rules))


def _edits(view: View, rules: Iterable[Rule]) -> Iterator[Edit]:
    """The edits of a stage. What two rules claim goes to the first."""
    taken = list[tuple[int, int]]()
    edit = tuple.__new__
    for rule in rules:
        spans = sorted(rule.find(view))
        if not spans:
            continue
        mine, at, id = list[tuple[int, int]](), 0, rule.id
        place, places = 0, len(taken)
        for span in spans:
            start, end, new = span
            low = start if start > at else at
            if start == end and new:
                yield edit(Edit, (start, end, new, id))
            elif low < end:
                while place < places and taken[place][1] <= low:
                    place += 1
                if place == places or taken[place][0] >= end:
                    if not new or low == start:
                        mine.append((low, end))
                        yield edit(Edit, (low, end, new, id))
                else:
                    for first, last in _untaken(span, taken, at):
                        mine.append((first, last))
                        yield edit(Edit, (first, last, new, id))
            if end > at:
                at = end
        view.claim(spans, id)
        if mine:
            taken += mine
            taken.sort()


def _untaken(span: Span, taken: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The parts of a span, from `at` on, that no rule has taken yet. A respelling is had whole or not at all."""
    at, parts = max(at, span.start), list[tuple[int, int]]()
    i = max(0, bisect_right(taken, (at, -1)) - 1)
    while i < len(taken) and taken[i][0] < span.end:
        start, end = taken[i]
        if start > at:
            parts.append((at, start))
        at, i = max(at, end), i + 1
    if at < span.end:
        parts.append((at, span.end))
    return [] if span.new and parts != [(span.start, span.end)] else parts


def _on_page(view: View, fields: dict[str, Reading]) -> dict[str, Reading]:
    """Readings with their places in page coordinates."""
    spans = {name: view.draft.page_span(r.start, r.end) for name, r in fields.items()}
    return {name: r._replace(start=spans[name][0], end=spans[name][1]) for name, r in fields.items()}


def _is_told(readings: dict[str, Reading], name: str) -> bool:
    """Whether a field was read where a site's file says that it stands, which nothing outdoes."""
    return name in readings and readings[name].rule.startswith("site/")


def _spells_fields(page: Page, rule: Rule) -> bool:
    """Whether a rule holds for fields as well. The marks of a heading in HTML are as its editor set them."""
    return page.source.media_type != "text/html" or not rule.id.startswith("marks/")


def _spelled(readings: dict[str, Reading], text: str, rules: list[Rule]) -> dict[str, Reading]:
    """Values spelled as the text will be. A few words do not tell their script: some of the text goes with them."""
    plain = {name: r.value for name, r in readings.items() if name in _SPELLED and not r.value.isascii()}
    if not plain:
        return readings
    raw = "\n".join([*plain.values(), text[:_CONTEXT]])
    spelled = lay(View(Page(raw), Draft.of(raw)), rules).text.split("\n")
    return readings | {name: readings[name]._replace(value=value) for name, value in zip(plain, spelled, strict=False)}


def _place(view: View, part: Part) -> Place:
    """A part in page coordinates: from its heading on, or from its first line."""
    first = part.heading or (view.lines[part.first] if 0 < part.first < len(view.lines) else None)
    start = view.draft.page_span(first.start, first.end)[0] if first else 0
    return Place(start, _on_page(view, part.fields))
