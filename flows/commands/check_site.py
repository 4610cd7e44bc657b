"""`qinggao sites check`: whether a site's file finds on a page what it describes."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.clean import clean
from cleaners.errors import BadRule
from cleaners.page import Mark, Page
from cleaners.rulebook import BUILT_IN
from cleaners.sites.site import Site, describe, known, read_site
from flows.pages import worked

_SHOWN = 40


class Finding(NamedTuple):
    """A selector or cut of a site's file, and what it finds on a page; empty if nothing."""

    what: str
    found: str

    def __str__(self) -> str:
        return f"{'found    ' if self.found else 'NOT FOUND'}  {self.what}{': ' if self.found else ''}{self.found}"


def check_file(path: str, site: str) -> list[Finding]:
    """What each selector and each cut of a site finds on a saved page. The site is a domain or a .toml file.

    Raises BadRule where there is no such site or its file is wrong, and Unreadable or OSError for the page.
    """
    described = _site_named(site)
    [(_, found)] = worked([path], lambda page: [*_places(page, described), *_cuts(page, described)])
    if not isinstance(found, list):
        raise found
    return found


def _site_named(name: str) -> Site:
    if name.endswith(".toml"):
        return read_site(name)
    if name not in known():
        raise BadRule(f"No file describes {name}. Known: {', '.join(known())}. A .toml file can be named as well.")
    return describe(name)


def _places(page: Page, site: Site) -> Iterator[Finding]:
    for place, selectors in site.selectors.items():
        mark = site.found(page, place)
        yield Finding(f"{place} ({' | '.join(selectors)})", _shown(page, mark) if mark else "")


def _cuts(page: Page, site: Site) -> Iterator[Finding]:
    """What each cut takes when the page is cleaned with the site's rules."""
    rules = [rule for rule in site.rules if rule.kind == "cut"]
    done = clean(site.marked(page), BUILT_IN.without_sites().with_learned(site.rules))
    for rule in rules:
        cut = [page.text[t.start : t.end] for t in done.draft.ledger if t.rule == rule.id]
        what = f"cut {os.path.basename(rule.id)} ({rule.pattern})"
        yield Finding(what, f"{sum(map(len, cut)):,} characters in {len(cut):,} places" if cut else "")


def _shown(page: Page, mark: Mark) -> str:
    text = " ".join(page.text[mark.start : mark.end].split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text):,} characters)"
