"""What a site file knows: the site's name, noise of its own, and what stands where on its HTML pages."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from cleaners.chinese.dates import DATE_TIME, iso
from cleaners.chinese.fold import fold
from cleaners.errors import BadRule
from cleaners.page import Mark, Page
from cleaners.patterns import compiled
from cleaners.rules.examples import faults
from cleaners.rules.found import Reading, Span, Value
from cleaners.rules.patterned import inline_rule, line_rule
from cleaners.rules.rule import Finder, Found, Rule
from cleaners.rules.view import View
from cleaners.sites.selectors import select, words_of

_FOLDER = os.path.dirname(__file__)
_PLACES = ("body", "title", "date", "author")
_MAKE = {"line": line_rule, "text": inline_rule}
_AUTHOR_LABEL = r"\s*(?:(?:作者|撰稿|文)\s?[:/]\s?)?"
_WHY = {"date": "站点文件所指的发布时间, 记入字段", "author": "站点文件所指的作者, 记入字段"}


class Site(NamedTuple):
    """A described site; `selectors` name its body, title, date and author on HTML pages, several each in order."""

    domain: str
    name: str
    rules: tuple[Rule, ...]
    selectors: Mapping[str, tuple[str, ...]]

    def marked(self, page: Page) -> Page:
        """The page with `site` marks on what the selectors name; of several selectors the first with text counts."""
        marks = ((place, self.found(page, place)) for place in self.selectors)
        return page.with_marks(Mark(m.start, m.end, "site", place) for place, m in marks if m)

    def found(self, page: Page, place: str) -> Mark | None:
        """The hull of what the first selector for a place finds with text in it."""
        for selector in self.selectors.get(place, ()):
            marks = [mark for mark in select(page, selector) if page.text[mark.start : mark.end].strip()]
            if marks:
                # A text may lie in several containers, one for each sheet, and is all of them. Else the first counts.
                last = marks[-1] if place == "body" else marks[0]
                return marks[0]._replace(end=max(last.end, marks[0].end))
        return None


@cache
def known() -> dict[str, str]:
    """The path of every site file, by domain."""
    names = [name for name in os.listdir(_FOLDER) if name.endswith(".toml")]
    return {name.removesuffix(".toml"): os.path.join(_FOLDER, name) for name in sorted(names)}


@cache
def describe(domain: str) -> Site:
    """A described site.

    Raises BadRule where its file is wrong.
    """
    return read_site(known()[domain])


def read_site(path: str) -> Site:
    """The site that a file of any folder describes; its name is the domain.

    Raises BadRule where the file is wrong, which names it, and OSError where it cannot be read.
    """
    import tomllib

    domain = os.path.basename(path).removesuffix(".toml")
    with open(path, "rb") as file:
        try:
            row = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise BadRule(f"{path}: {error}") from error
    unknown = row.keys() - {"name", "cut", "html"} | row.get("html", {}).keys() - set(_PLACES)
    if unknown or not row.get("name"):
        raise BadRule(
            f"{path}: a site has a name, [html] with {', '.join(_PLACES)}, and [[cut]]s; not {sorted(unknown)}"
        )
    try:
        selectors = {place: _selectors(value) for place, value in row.get("html", {}).items()}
        rules = (*(_rule(domain, cut) for cut in row.get("cut", ())), *_readers(domain, selectors))
    except BadRule as error:
        raise BadRule(f"{path}: {error}") from error
    return Site(domain, row["name"], rules, selectors)


def domain_of(key: str, url: str | None) -> str | None:
    """The described site that a page comes from: by its address, else by its domain in the text."""
    low = key.encode("ascii", "replace").lower().decode() if "." in key else ""
    return next((d for d in known() if url and d in url), None) or next((d for d in known() if d in low), None)


def _selectors(value: str | list[str]) -> tuple[str, ...]:
    selectors = (value,) if isinstance(value, str) else tuple(value)
    for selector in selectors:
        words_of(selector)
    return selectors


def _rule(domain: str, row: Mapping[str, Any]) -> Rule:
    """A cut: a `line` or a `text` pattern with its examples, or what a `selector` names."""
    finder = next((f for f in (*_MAKE, "selector") if f in row), None)
    if finder is None or not {"id", "why"} <= row.keys():
        raise BadRule(f"a cut needs id, why, and a selector, line or text; this one has {sorted(row)}")
    id = f"site/{domain}/{row['id']}"
    if finder == "selector":
        words_of(row["selector"])
        return Rule(id, "cut", row["why"], _selected(row["selector"]), "body", row["selector"])
    rule = _MAKE[finder](id, row["why"], row[finder], row.get("cuts", ()), row.get("keeps", ()))
    for fault in faults(rule):
        raise BadRule(f"{fault}, which is not what its examples say")
    return rule


def _selected(selector: str) -> Callable[[View], Iterator[Span]]:
    def find(view: View) -> Iterator[Span]:
        yield from (Span(mark.start, mark.end) for mark in select(view.page, selector) if mark.end > mark.start)

    return find


def _readers(domain: str, selectors: Mapping[str, tuple[str, ...]]) -> Iterator[Rule]:
    """The rules that read the date and the author where the selectors say. No other reading replaces theirs."""
    for place, name, read in (("date", "published", _date), ("author", "author", _author)):
        if place in selectors:
            id, pattern = f"site/{domain}/{place}", " | ".join(selectors[place])
            yield Rule(id, "lift", _WHY[place], _reading(place, name, read), "body", pattern, is_final=True)


def _reading(place: str, name: str, read: Callable[[str], Value | None]) -> Finder:
    def find(view: View) -> Iterator[Found]:
        for mark in view.marks("site", place):
            found = read(view.text[mark.start : mark.end])
            if found:
                start, end = mark.start + found.start, mark.start + found.end
                yield Reading(name, found.value, start, end)
                yield Span(start, end)

    return find


def _date(text: str) -> Value | None:
    match = compiled(DATE_TIME).search(fold(text))
    day = iso(match[0]) if match else None
    return Value(day[1] or day[0], *match.span()) if match and day else None


def _author(text: str) -> Value | None:
    label = compiled(_AUTHOR_LABEL).match(fold(text))
    start, end = label.end() if label else 0, len(text.rstrip())
    return Value(text[start:end], start, end) if end > start else None


def _named(view: View) -> Iterator[Reading]:
    """The described site that the page names; its name in the text is for other rules to cut."""
    domain = domain_of(view.key, view.page.source.url)
    if domain:
        at = max(0, view.key.lower().find(domain))
        end = at + len(domain) if domain in view.key.lower() else at
        yield Reading("site_domain", domain, at, end)
        yield Reading("site_name", describe(domain).name, at, end)


RULES = (Rule("page/site", "read", "本页的网站, 记入字段", _named, "inline"),)
