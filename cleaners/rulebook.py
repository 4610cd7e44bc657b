"""All rules, in the order in which they run: the built-in ones, those of sites, and what a warehouse has learned."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from cleaners import layout
from cleaners.fields import front_matter, markup, page, split, text
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
    notices,
    preview,
    shop,
    source_code,
    watermark,
    whole_page,
    word_marks,
)
from cleaners.page import Page
from cleaners.rules.rule import Rule, Stage
from cleaners.rules.scan import LONGEST, Scan
from cleaners.sites import site
from cleaners.spelling import marks, script

if TYPE_CHECKING:
    from pathlib import Path

# For each stage, the rules of which modules run, in order. All rules of a stage see one view; the first claim counts.
ORDER: dict[Stage, tuple[tuple[Rule, ...], ...]] = {
    # By the marks beside the text; the view's text is still the whole page's.
    "body": (
        markup.RULES,  # the head's dates, links to members: they stand in what the next rule cuts
        html_marks.RULES,  # what a browser hides, replies, and all outside the main text
        links.RULES,  # lists of links, adverts and notes inside it
        word_marks.RULES,  # headers, footers, watermarks and hidden runs of Word
        whole_page.RULES,  # encyclopedias and lists of other pages
    ),
    # Noise anywhere in a line, so that lines read as they were written.
    "inline": (
        layout.RULES,  # invisible characters and odd line ends, which split words and lines
        source_code.RULES,  # tags, entities and glosses left in the text
        jammer.RULES,  # before watermarks: random characters stand between their copies
        watermark.RULES,  # addresses and site names stamped into the text
        forum.RULES,  # records of edits, bars
        article.RULES,  # page numbers in the midst of a line
        credits.RULES,  # editors and sources glued to the end of a line
        preview.RULES,  # the end of a preview, glued to its last line
    ),
    # Whole lines: strict rules first, which show where the furniture is; then what stands in its frame.
    "line": (
        forum.RULES,  # post lines part a thread: what is beneath the first is replies
        article.RULES,  # ways on: paths, pagers, neighbours, related texts
        credits.RULES,  # editors, reporters, sources
        audience.RULES,  # tags, buttons to share, counts
        imprint.RULES,  # rights and the page's foot
        editor.RULES,  # leads and outros, which judge by where the prose begins and ends
        shop.RULES,  # sizes, prices, terms
        preview.RULES,  # notices that text is missing
        buttons.RULES,  # rows of buttons, after the rules that name what they cut
        notices.RULES,  # what the page says to its visitor
        split.RULES,  # parts of a page, of the lines that are left
        page.RULES,  # title, dates, people: before the lines that hold them go
        front_matter.RULES,  # the lines under each title
        frame.RULES,  # what stands over the title and below the text
        whole_page.RULES,  # last: pages on which nothing is left that reads as a speech
    ),
    # Paragraphs, of what is left.
    "layout": (layout.RULES,),
    # Spelling comes last: to cut first is seventy times cheaper.
    "script": (script.RULES,),
    "marks": (marks.RULES,),
    # What the fair text states of itself.
    "facts": (text.RULES,),
}


class Rulebook:
    """Rules in the order in which they run; `with_sites` says whether site files are asked as well."""

    def __init__(self, rules: tuple[Rule, ...], with_sites: bool = True) -> None:
        self.rules = rules
        self.with_sites = with_sites

    @cached_property
    def scans(self) -> dict[Stage, Scan]:
        """For each stage a search for the hints of all its rules at once, except for those of sites."""
        return {stage: _scan(rules) for stage, rules in self._table.items()}

    def site_of(self, page: Page) -> "site.Site | None":
        """The described site that a page comes from."""
        domain = site.domain_of(page.key, page.source.url) if self.with_sites else None
        return site.describe(domain) if domain else None

    def at(self, of: "site.Site | None") -> dict[Stage, list[Rule]]:
        """The rules for a page of a site, by stage; the site's own first."""
        return _by_stage((*site.RULES, *of.rules, *self.rules)) if of else self._table

    @cached_property
    def _table(self) -> dict[Stage, list[Rule]]:
        return _by_stage(self.rules)

    def with_learned(self, learned: Iterable[Rule]) -> "Rulebook":
        """The same with rules that a warehouse has learned, asked before the built-in ones."""
        return Rulebook((*learned, *self.rules), self.with_sites)

    def without_sites(self) -> "Rulebook":
        return Rulebook(self.rules, with_sites=False)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the cleaners' sources, tables and site files, with OpenCC's version, and with the rules."""
        from hashlib import blake2b
        from importlib.metadata import version

        digest = blake2b(f"OpenCC {version('opencc')}\0{self.with_sites}".encode(), digest_size=16)
        for path in _sources():
            digest.update(path.name.encode() + path.read_bytes())
        for rule in self.rules:
            digest.update(f"{rule.id}\0{rule.kind}\0{rule.pattern}".encode())
        return digest.hexdigest()


def _sources() -> list["Path"]:
    """Every source, table and site file of the package, in order."""
    from pathlib import Path

    return sorted(p for p in Path(__file__).parent.rglob("*") if p.suffix in (".py", ".toml"))


def _by_stage(rules: Iterable[Rule]) -> dict[Stage, list[Rule]]:
    table: dict[Stage, list[Rule]] = {stage: [] for stage in ORDER}
    for rule in rules:
        table[rule.stage].append(rule)
    return table


def _scan(rules: Iterable[Rule]) -> Scan:
    hinted = [(hint, rule.longest or LONGEST + 1) for rule in rules for hint in rule.hints or ()]
    return Scan((hint for hint, _ in hinted), (hint for hint, longest in hinted if longest > LONGEST))


STAGES: tuple[Stage, ...] = tuple(ORDER)
BUILT_IN = Rulebook(
    tuple(rule for stage, modules in ORDER.items() for rules in modules for rule in rules if rule.stage == stage)
)
