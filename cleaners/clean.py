"""Page ▶ fair copies: the stages in order, each seeing one view, its edits laid at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cleaners.draft import Draft, Edit
from cleaners.fold import fold
from cleaners.lazy import compiled
from cleaners.page import Page
from cleaners.rulebook import BUILT_IN, Rulebook
from cleaners.rules import Rule, Span, Stage
from cleaners.speech import Cleaned, Completeness, Field, Gap, Speech
from cleaners.view import Reading, View, han

STAGES: tuple[Stage, ...] = ("inline", "line", "layout")
_FURNITURE = {"layout", "forum", "article", "page", "shop", "preview", "gate", "markup"}
_NO_TEXT = {"page/no-speech": "no-speech", "page/not-chinese": "not-chinese"}
_AFTER_TEXT = {"article/related", "article/prev-next", "article/footer", "article/share", "forum/login", "forum/reply"}
_SENTENCE = "[。!?;]"


def clean(page: Page, rules: Rulebook = BUILT_IN) -> Cleaned:
    """The fair copies of a page, with the account of every character.

    >>> done = clean(Page("同志们:\\n  抓落实要靠督查,也要靠作风。\\n\\n上一篇:工作总结\\n"))
    >>> done.speeches[0].body
    '同志们:\\n抓落实要靠督查,也要靠作风。'
    >>> [(t.start, t.end, t.rule) for t in done.draft.ledger if "layout" not in t.rule]
    [(23, 32, 'article/prev-next')]
    """
    draft, readings, key = Draft.of(page.text), dict[str, Reading](), fold(page.text)
    at_hand = rules.of(key, page.source.url)
    for stage in STAGES:
        view = View(page, draft, key)
        draft = lay(view, [rule for rule in at_hand if rule.stage == stage])
        readings |= {name: _on_page(view, r) for name, r in view.fields.items()}
    return _finish(page, draft, readings, at_hand)


def lay(view: View, rules: Iterable[Rule]) -> Draft:
    """The draft with the edits of one stage's rules laid on."""
    return view.draft.edit(_edits(view, rules))


def _edits(view: View, rules: Iterable[Rule]) -> Iterator[Edit]:
    """The edits of a stage. What two rules claim goes to the first."""
    taken = list[tuple[int, int]]()
    for rule in rules:
        for span in list(rule.find(view)):
            for start, end in _untaken(span, taken):
                yield Edit(start, end, span.new, rule.id)
            view.claim(span.start, span.end, rule.id)


def _untaken(span: Span, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a span that nobody has taken yet; they are taken now."""
    at, parts = span.start, list[tuple[int, int]]()
    i = max(0, bisect_right(taken, (span.start, -1)) - 1)
    for start, end in taken[i:]:
        if start >= span.end:
            break
        if end > at:
            if start > at:
                parts.append((at, start))
            at = max(at, end)
    if at < span.end:
        parts.append((at, span.end))
    taken.extend(parts)
    taken.sort()
    return parts


def _on_page(view: View, reading: Reading) -> Reading:
    """A reading with its place in page coordinates."""
    start, end = view.draft.page_span(reading.start, reading.end)
    return reading._replace(start=start, end=end)


def _finish(page: Page, draft: Draft, readings: dict[str, Reading], rules: list[Rule]) -> Cleaned:
    fields = {name: Field(r.start, r.end, r.rule) for name, r in readings.items()}
    cited = {t.rule for t in draft.ledger} | {f.rule for f in fields.values()}
    kinds = {rule.id: rule.kind for rule in rules if rule.id in cited}
    speeches = (_speech(draft, readings, fields),) if draft.text else ()
    return Cleaned(page, draft, speeches, fields, tuple(_flags(page, draft)), kinds)


def _speech(draft: Draft, readings: dict[str, Reading], fields: dict[str, Field]) -> Speech:
    value = {name: reading.value for name, reading in readings.items()}
    start, end = draft.page_span(0, len(draft.text))
    completeness, gap = _gap(draft)
    published = value.get("published")
    return Speech(
        part=0,
        start=start,
        end=end,
        body=draft.text,
        fields=fields,
        title=value.get("title"),
        title_origin="page" if "title" in value else None,
        completeness=completeness,
        gap=gap,
        published=published and published[:10],
        published_time=published if published and len(published) > 10 else None,
        author=value.get("author"),
        poster=value.get("poster"),
        site_name=value.get("site_name"),
        site_domain=value.get("site_domain"),
    )


def _gap(draft: Draft) -> tuple[Completeness, Gap | None]:
    """Whether text is missing, and where, by the notices that were cut: a gate weighs more than a preview."""
    notices = [t for t in draft.ledger if t.rule.startswith(("gate/", "preview/")) and t.end > t.start]
    ends = [t.start for t in draft.ledger if t.rule in _AFTER_TEXT and draft.text_before(t.start) == draft.text]
    notices = [t for t in notices if t.start < min(ends, default=len(draft.page))]
    if not notices:
        return "complete", None
    gates = [t for t in notices if t.rule.startswith("gate/")]
    notice = (gates or notices)[0]
    before = draft.text_before(notice.start).rstrip("\n")
    paragraph = before.count("\n") if before else None
    evidence = draft.page[notice.start : notice.end].strip()
    if paragraph is None:
        gap = Gap("start", None, evidence)
    else:
        gap = Gap("end" if len(before) >= len(draft.text) else "middle", paragraph, evidence)
    return "gated" if gates else "truncated", gap


def _flags(page: Page, draft: Draft) -> Iterator[str]:
    """What a person should look at: no speech, damage, and the guard rails against cutting too much."""
    rules = {t.rule for t in draft.ledger}
    if not draft.text:
        yield next((flag for rule, flag in _NO_TEXT.items() if rule in rules), "no-speech")
    if page.source.replaced * 100 > len(page.text):
        yield "damaged"
    others = [
        page.text[t.start : t.end] for t in draft.ledger if t.rule.partition("/")[0] not in _FURNITURE and not t.new
    ]
    if any(han(cut) > 80 and len(compiled(_SENTENCE).findall(cut)) >= 3 for cut in others):
        yield "review/long-cut"
    if others and sum(map(han, others)) > 0.3 * max(1, han(page.text)):
        yield "review/heavy-cut"
