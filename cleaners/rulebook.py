"""The rules that are at hand: the built-in ones, those of sites, and whatever a warehouse has learned."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from cleaners import layout
from cleaners.fields import front_matter as front
from cleaners.fields import markup as markup_facts
from cleaners.fields import page as metadata
from cleaners.fields import split
from cleaners.fields import text as facts
from cleaners.noise import (
    article,
    audience,
    buttons,
    credits,
    editor,
    forum,
    frame,
    html_marks,
    imprint,
    jammer,
    links,
    markup,
    notices,
    preview,
    shop,
    watermark,
    whole_page,
    word_marks,
)
from cleaners.rules.rule import Rule
from cleaners.sites import site as site_files
from cleaners.spelling import marks as punctuation
from cleaners.spelling import script

if TYPE_CHECKING:
    from pathlib import Path


class Rulebook:
    """Rules in order of priority; `with_sites` says whether site files are asked as well."""

    def __init__(self, rules: tuple[Rule, ...], with_sites: bool = True) -> None:
        self.rules = rules
        self.with_sites = with_sites

    def site_of(self, page_key: str, url: str | None) -> "site_files.Site | None":
        """The described site that a page comes from."""
        domain = site_files.domain_of(page_key, url) if self.with_sites else None
        return site_files.describe(domain) if domain else None

    def at(self, site: "site_files.Site | None") -> list[Rule]:
        """The rules for a page of a site, the site's own first."""
        return [*site_files.RULES, *site.rules, *self.rules] if site else list(self.rules)

    def with_learned(self, learned: Iterable[Rule]) -> "Rulebook":
        """The same with rules that a warehouse has learned, asked before the built-in ones."""
        return Rulebook((*learned, *self.rules), self.with_sites)

    def without_sites(self) -> "Rulebook":
        return Rulebook(self.rules, with_sites=False)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every change to the cleaners' sources, tables and site files, and to these rules."""
        from hashlib import blake2b

        digest = blake2b(digest_size=16)
        for path in _sources():
            digest.update(path.name.encode() + path.read_bytes())
        for rule in self.rules:
            digest.update(f"{rule.id}\0{rule.kind}\0{rule.pattern}\0{self.with_sites}".encode())
        return digest.hexdigest()


def _sources() -> list["Path"]:
    """Every source, table and site file of the package, in order."""
    from pathlib import Path

    return sorted(p for p in Path(__file__).parent.rglob("*") if p.suffix in (".py", ".toml"))


BUILT_IN = Rulebook(
    (
        *layout.RULES,
        *markup_facts.RULES,
        *html_marks.RULES,
        *links.RULES,
        *word_marks.RULES,
        *markup.RULES,
        *jammer.RULES,
        *watermark.RULES,
        *forum.RULES,
        *article.RULES,
        *credits.RULES,
        *audience.RULES,
        *imprint.RULES,
        *editor.RULES,
        *shop.RULES,
        *preview.RULES,
        *buttons.RULES,
        *notices.RULES,
        *split.RULES,
        *metadata.RULES,
        *front.RULES,
        *frame.RULES,
        *whole_page.RULES,
        *script.RULES,
        *punctuation.RULES,
        *facts.RULES,
    )
)
