"""`qinggao rules`: the rules, what each does and why, and what a new pattern would cut."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import click

from flows.exits import UNREADABLE, reporting
from flows.terminal import say

if TYPE_CHECKING:
    from cleaners.page import Page
    from cleaners.rules.rule import Rule

NOTHING = 1


@click.group()
def rules() -> None:
    """The rules by which pages are cleaned; try a pattern of your own."""


@rules.command("list")
@click.argument("word", default="")
def list_rules(word: str) -> None:
    """List the rules in the order in which they run; with WORD only those whose id, reason or pattern has it.

    \b
        qinggao rules list
        qinggao rules list 水印
    """
    found = list(_having(word))
    say(chain.from_iterable(map(str.splitlines, _listed(found))) if found else [f"No rule has {word}."])
    sys.exit(0 if found else NOTHING)


@rules.command()
@click.argument("id")
def show(id: str) -> None:
    """Show all of a rule: what it does and why, where it is written, its pattern, its examples.

    \b
        qinggao rules show article/related
    """
    with reporting(2):
        lines = list(_described(_rule_named(id)))
    say(lines)


@rules.command("try")
@click.argument("pattern")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option(
    "--inline", is_flag=True, help="Cut what matches anywhere in a line, or its first group; not whole lines."
)
def try_pattern(pattern: str, paths: tuple[str, ...], inline: bool) -> None:
    """Show what a pattern would cut on pages, and what becomes of that now. Nothing is changed.

    PATTERN is a regular expression. It must match a whole line, and is written in Simplified characters and half-width
    marks; it finds Traditional and full-width text too.

    Exit code 0: it would cut something; 1: nothing; 2: it is no pattern; 3: a page was unreadable.

    \b
        qinggao rules try "本文由.{2,12}整理" pages/*.html
        qinggao rules try --inline "【.{2,8}首发】" page.txt
    """
    with reporting(2):
        trials = list(_trials(pattern, paths, inline))
    for trial in trials:
        say([trial.text if trial.fault else f"{trial.place}: {trial.text}  ({trial.now})"], err=trial.fault)
    found = [trial for trial in trials if not trial.fault]
    kept = sum(trial.now == "kept now" for trial in found)
    pages = len({trial.path for trial in found})
    say([f"{len(found):,} places on {pages:,} of {len(paths):,} pages; {kept:,} kept now"])
    sys.exit(UNREADABLE if len(found) < len(trials) else 0 if found else NOTHING)


class Trial(NamedTuple):
    """Text that a pattern would cut and the fate it has now; or a file that is no page."""

    path: str
    line: int
    text: str
    now: str
    fault: bool = False

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


def _trials(pattern: str, paths: Iterable[str], inline: bool) -> Iterator[Trial]:
    from cleaners.rules.patterned import inline_rule, line_rule
    from flows.pages import reason, shown, worked

    rule = (inline_rule if inline else line_rule)("learned/trial", "试验", pattern)
    for path, cuts in worked(paths, lambda page: list(_cuts(page, rule))):
        if isinstance(cuts, list):
            yield from (Trial(shown(path), *cut) for cut in cuts)
        else:
            yield Trial(shown(path), 0, reason(path, cuts), "", fault=True)


def _cuts(page: "Page", rule: "Rule") -> Iterator[tuple[int, str, str]]:
    """What a rule would cut of a page: the line, the text, and the fate that it has now."""
    from cleaners import BUILT_IN, clean

    now = clean(page).draft
    for tile in clean(page, BUILT_IN.with_learned([rule])).draft.ledger:
        if tile.rule == rule.id:
            line = page.text.count("\n", 0, tile.start) + 1
            fate = next((other.rule for other in now.ledger if other.start <= tile.start < other.end), "kept now")
            yield line, " ".join(page.text[tile.start : tile.end].split()), fate


def _having(word: str) -> "Iterator[Rule]":
    return (
        rule for rule in _all_rules() if not word or any(word in text for text in (rule.id, rule.why, rule.pattern))
    )


def _all_rules() -> "Iterator[Rule]":
    """The built-in rules in their order, then those of sites."""
    from cleaners import BUILT_IN
    from cleaners.sites.site import describe, known

    yield from BUILT_IN.rules
    yield from (rule for domain in known() for rule in describe(domain).rules)


def _listed(found: "list[Rule]") -> Iterator[str]:
    """The rules as a table for each stage."""
    from itertools import groupby

    from flows.explain.table import table

    width = shutil.get_terminal_size().columns
    for stage, of_stage in groupby(found, lambda rule: rule.stage):
        yield f"{stage}:"
        yield from table([(f"  {rule.id}", rule.kind, rule.why) for rule in of_stage], width)


def _rule_named(id: str) -> "Rule":
    from difflib import get_close_matches

    from cleaners.errors import BadRule

    known = {rule.id: rule for rule in _all_rules()}
    if id not in known:
        near = get_close_matches(id, known, cutoff=0.5)
        raise BadRule(
            f"No rule is called {id}. {f'Near: {chr(44).join(near)}.' if near else 'See qinggao rules list.'}"
        )
    return known[id]


def _described(rule: "Rule") -> Iterator[str]:
    """All of a rule, a line each."""
    yield f"{rule.id}  {rule.kind}  stage {rule.stage}  {home_of(rule)}"
    yield rule.why
    if rule.pattern:
        yield f"pattern  {rule.pattern}"
    yield from (f"cuts     {line}" for line in rule.cuts)
    yield from (f"keeps    {line}" for line in rule.keeps)


def home_of(rule: "Rule") -> str:
    """The file that a rule is written in: of a site its own, else the module whose RULES has it."""
    if rule.family == "site":
        return f"cleaners/sites/{rule.id.split('/')[1]}.toml"
    homes = [name for name, module in list(sys.modules.items()) if rule in getattr(module, "RULES", ())]
    # A module that takes in another's rules is loaded after that one.
    return homes[0].replace(".", "/") + ".py"
