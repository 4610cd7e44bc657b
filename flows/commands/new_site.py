"""`qinggao sites new`: a draft of a site's file, from what was found on one of its pages."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cleaners import BUILT_IN, clean
from cleaners.chinese.characters import han
from cleaners.errors import NotText
from cleaners.page import Mark, Page
from cleaners.patterns import compiled
from cleaners.sites.selectors import select
from cleaners.speech import Cleaned
from flows.pages import worked

_KINDS = ("block", "heading", "named")
_SHOWN = 30
# An element may hold so many Han characters more than what it is to point at.
_SLACK = {"body": 200, "title": 8, "date": 30, "author": 12}


def draft_of(path: str) -> list[str]:
    """The lines of a site's file.

    Raises:
        OSError, Unreadable: the file cannot be read.
        NotText: it is no HTML page, or has no text.
    """
    [(_, done)] = worked([path], lambda page: clean(page, BUILT_IN.without_sites()))
    if not isinstance(done, Cleaned):
        raise done
    if not done.page.is_html or not done.speeches:
        raise NotText(f"{path}: a draft needs an HTML page with a text. Save one of the site's pages with a speech.")
    return list(_lines(path, done))


def _lines(path: str, done: Cleaned) -> Iterator[str]:
    host = (urlsplit(done.page.source.url or "").hostname or "").removeprefix("www.")
    name = next((speech.site_name for speech in done.speeches if speech.site_name), None)
    domain = host or "example.com"
    yield f"# Drafted from {path}. The file's own name is to be the site's domain: {domain}.toml"
    yield f'name = "{name or domain}"'
    yield ""
    yield "[html]"
    spans = _spans(done)
    for place in _SLACK:
        selector = _selector(done.page, *spans[place], _SLACK[place]) if place in spans else None
        if selector:
            yield f'{place} = "{selector}"  # {_shown(done.page, *spans[place])}'
        else:
            yield f'# {place} = ""  # {"nothing with an id or class holds it alone" if place in spans else "not found"}'


def _spans(done: Cleaned) -> dict[str, tuple[int, int]]:
    """Where the text, its title, date and author stand on the page, as far as they were found."""
    found, page = {"body": (done.speeches[0].start, done.speeches[-1].end)}, done.page
    for place, name in (("title", "title"), ("date", "published"), ("author", "author")):
        field = done.speeches[0].fields.get(name)
        if field and page.text[field.start : field.end].strip():
            found[place] = field.start, field.end
    return found


def _selector(page: Page, start: int, end: int, slack: int) -> str | None:
    """A selector whose first find holds a span and little else, the simplest of the tightest."""
    size = han(page.text[start:end])
    holders = sorted(
        (mark for kind in _KINDS for mark in page.marks_of(kind) if mark.start <= start and end <= mark.end),
        key=lambda mark: mark.end - mark.start,
    )
    for mark in holders:
        if han(page.text[mark.start : mark.end]) - size > slack:
            return None
        for selector in _names(mark):
            if _first(page, selector)[:2] == mark[:2]:
                return selector
    return None


def _names(mark: Mark) -> Iterator[str]:
    """Selectors for an element, those first that other pages of its site will have too: numbered ids they have not."""
    tag, *rest = compiled(r"(?=[#.])").split(mark.value)
    steady = [part for part in rest if not compiled(r"\d").search(part)]
    yield from (tag + part for part in sorted(steady, reverse=True))
    if mark.kind == "heading":
        yield tag
    yield from (tag + part for part in rest if part not in steady)


def _first(page: Page, selector: str) -> Mark:
    """The first element with text that a selector finds: the one that a site's file would take."""
    found = (mark for mark in select(page, selector) if page.text[mark.start : mark.end].strip())
    return next(found, Mark(0, 0, ""))


def _shown(page: Page, start: int, end: int) -> str:
    text = " ".join(page.text[start:end].split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text):,} characters)"
