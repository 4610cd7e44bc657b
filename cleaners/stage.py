"""One stage of cleaning: its rules find, and what they find is recorded and laid on the draft."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cleaners.draft import Draft
from cleaners.rules.found import Cited, Reading, Span
from cleaners.rules.rule import Rule
from cleaners.rules.view import Part, View
from cleaners.tiles import Edit


def lay(view: View, rules: Iterable[Rule]) -> Draft:
    """The draft with the edits of the rules laid on. What they read is recorded in the view's fields and parts."""
    return view.draft.edit(_edits(view, rules))


def _edits(view: View, rules: Iterable[Rule]) -> Iterator[Edit]:
    """The edits of a stage. What two rules claim goes to the first. A rule with hints runs only where one is."""
    taken = list[tuple[int, int]]()
    for rule in rules:
        is_asked = rule.hints is None or rule.is_always_asked or view.has(rule.hints, rule.longest)
        found = list(rule.find(view)) if is_asked else ()
        if not found:
            continue
        spans = sorted([span for span in found if isinstance(span, Span)])
        if len(spans) < len(found):
            _record(view, rule, (one for one in found if not isinstance(one, Span)))
        if spans:
            view.claim(spans, rule)
            mine = list(_laid(rule, spans, taken))
            yield from mine
            taken += [edit[:2] for edit in mine if edit.start < edit.end]
            taken.sort()


def _laid(rule: Rule, spans: list[Span], taken: list[tuple[int, int]]) -> Iterator[Edit]:
    """The edits of a rule: its spans in order, without what is taken; where its own overlap, the first one counts."""
    at = place = 0
    edit, places, id, by_character = tuple.__new__, len(taken), rule.id, rule.by_character
    for span in spans:
        start, end, new = span
        low = start if start > at else at
        if start == end and new:
            yield Edit(start, end, new, id)
        elif low < end:
            while place < places and taken[place][1] <= low:
                place += 1
            if place == places or taken[place][0] >= end:
                if not new or low == start:
                    yield edit(Edit, (low, end, new, id, by_character))
            else:
                yield from (Edit(first, last, new, id, by_character) for first, last in _untaken(span, taken, at))
        at = at if at > end else end


def _untaken(span: Span, taken: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The parts of a span, from `at` on, that no rule has taken yet. A respelling is done whole or not at all."""
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


def _record(view: View, rule: Rule, found: Iterable[Reading | Part]) -> None:
    """Notes the parts of the page, and the readings: of each field the first in a stage counts."""
    found = list(found)
    view.parts = [part for part in found if isinstance(part, Part)] or view.parts
    for reading in found:
        if isinstance(reading, Reading):
            fields = view.fields if reading.part is None else view.parts[reading.part].fields
            fields.setdefault(reading.name, Cited(reading.value, reading.start, reading.end, rule.id, reading.cites))
