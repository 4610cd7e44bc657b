"""`clean`: takes a page through the stages, each of which sees one view and lays all its edits at once."""

from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate

from cleaners.assemble import Place, assemble, bodies
from cleaners.draft import Draft
from cleaners.fields.table import SPELLED
from cleaners.page import Page
from cleaners.rulebook import BUILT_IN, Rulebook
from cleaners.rules.found import Cited
from cleaners.rules.rule import Rule, Stage
from cleaners.rules.view import Part, View
from cleaners.speech import Cleaned
from cleaners.stage import lay

_CONTEXT = 400
_UNPARTED: tuple[Stage, ...] = ("body", "inline", "line")
_SPELLING: tuple[Stage, ...] = ("script", "marks")


def clean(page: Page, rules: Rulebook = BUILT_IN) -> Cleaned:
    """The fair copies of a page, with the account of every character.

    >>> done = clean(Page("同志们:\\n  抓落实要靠督查,也要靠作风。\\n\\n上一篇:工作总结\\n"))
    >>> done.speeches[0].body
    '同志们：\\n抓落实要靠督查，也要靠作风。'
    >>> [(t.start, t.end, t.rule) for t in done.draft.ledger if t.rule.startswith("article")]
    [(23, 32, 'article/prev-next')]
    """
    site = rules.site_of(page)
    page = site.marked(page) if site else page
    at_work = _Cleaning(page, rules, rules.at(site))
    for stage in at_work.table:
        at_work.run(stage)
    return assemble(page, at_work.draft, at_work.common, at_work.places, at_work.rules)


class _Cleaning:
    """A page being cleaned: its draft so far, what was read of the whole page, and of each of its parts.

    What was read is in page coordinates here, and in those of the view's text within a stage.
    """

    def __init__(self, page: Page, rulebook: Rulebook, table: Mapping[Stage, list[Rule]]) -> None:
        self.page = page
        self.draft = Draft.of(page.text)
        self.common = dict[str, Cited]()
        self.places = [Place(0, {})]
        self.table = table
        self._scans = rulebook.scans
        self._before: View | None = None

    @cached_property
    def rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rules in self.table.values() for rule in rules}

    def run(self, stage: Stage) -> None:
        """Runs the rules of a stage."""
        view = View(self.page, self.draft, self._scans[stage], self._parts(stage), self._before)
        self.draft = lay(view, self.table[stage])
        self._before = view
        if view.fields:
            self._outdo(_on_page(view, view.fields, self.common))
        if stage == "line":
            self.places = [_place(view, part) for part in view.parts]
        elif stage == "facts":
            self.places = [
                place._replace(stated=_on_page(view, part.fields, self.common | place.read))
                for place, part in zip(self.places, view.parts, strict=True)
            ]
        elif stage == "layout":
            self._spell()

    def _parts(self, stage: Stage) -> list[Part]:
        """The parts that a stage sees: from the layout on they are known."""
        if stage in _UNPARTED:
            return []
        return [
            Part(0, None, start, end, {name: c.value for name, c in (self.common | place.read).items()})
            for place, (start, end) in zip(self.places, bodies(self.draft, self.places), strict=True)
        ]

    def _outdo(self, readings: Mapping[str, Cited]) -> None:
        """Replaces earlier readings, as a later stage sees a cleaner text; the readings of final rules stay."""
        final = {name for name, cited in self.common.items() if self.rules[cited.rule].is_final}
        self.common |= {name: cited for name, cited in readings.items() if name not in final}

    def _spell(self) -> None:
        """Spells the readings in the way in which the text will be spelled."""
        how = ("all",) if self.page.is_html else ("all", "typed")
        stages = [[rule for rule in self.table[stage] if rule.spells in how] for stage in _SPELLING]
        self.places = [place._replace(read=self._spelled(place.read, stages)) for place in self.places]
        self.common = self._spelled(self.common, stages)

    def _spelled(self, read: dict[str, Cited], stages: list[list[Rule]]) -> dict[str, Cited]:
        """The readings, spelled. A few words do not show their script, so some of the text is judged with them."""
        plain = {name: cited.value for name, cited in read.items() if name in SPELLED and not cited.value.isascii()}
        if not plain:
            return read
        page = Page("\n".join([*plain.values(), self.draft.text[:_CONTEXT]]))
        draft = Draft.of(page.text)
        for rules in stages:
            draft = lay(View(page, draft), rules)
        ends = list(accumulate(len(value) + 1 for value in plain.values()))
        spans = [
            (draft.offset(end - 1 - len(value)), draft.offset(end - 1))
            for end, value in zip(ends, plain.values(), strict=True)
        ]
        spelled = {name: draft.text[start:end] for name, (start, end) in zip(plain, spans, strict=True)}
        return read | {name: read[name]._replace(value=value) for name, value in spelled.items()}


def _on_page(view: View, fields: Mapping[str, Cited], given: Mapping[str, Cited]) -> dict[str, Cited]:
    """Readings of a view in page coordinates; one that cites another field gets the place of that field."""
    found = dict[str, Cited]()
    for name, cited in fields.items():
        start, end = given[cited.cites][1:3] if cited.cites else view.draft.page_span(cited.start, cited.end)
        found[name] = Cited(cited.value, start, end, cited.rule)
    return found


def _place(view: View, part: Part) -> Place:
    """A part in page coordinates: from its heading on, or from its first line."""
    first = part.heading or (view.lines[part.first] if 0 < part.first < len(view.lines) else None)
    start = view.draft.page_span(first.start, first.end)[0] if first else 0
    return Place(start, _on_page(view, part.fields, {}))
