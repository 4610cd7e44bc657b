"""The rules that are at hand: the built-in ones, those of sites, and whatever a warehouse has learned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from cleaners import layout, metadata, sites
from cleaners.noise import article, buttons, forum, frame, jammer, markup, preview, shop, watermark, whole_page
from cleaners.rules import Rule, Stage
from cleaners.view import View


@dataclass(frozen=True)
class Rulebook:
    """Rules in order of priority; `with_sites` says whether site files are asked as well."""

    rules: tuple[Rule, ...]
    with_sites: bool = True

    def at(self, stage: Stage, view: View) -> list[Rule]:
        """The rules of a stage, those of the page's site first."""
        domain = sites.domain_of(view) if self.with_sites else None
        own = (*sites.RULES, *sites.describe(domain)[1]) if domain else ()
        return [rule for rule in (*own, *self.rules) if rule.stage == stage]

    def without_sites(self) -> "Rulebook":
        return replace(self, with_sites=False)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every change to the cleaners' sources, tables and site files, and to these rules."""
        from hashlib import blake2b

        digest = blake2b(digest_size=16)
        for source in sorted(_sources(files("cleaners"))):
            digest.update(source.encode())
        for rule in self.rules:
            digest.update(f"{rule.id}\0{rule.kind}\0{rule.pattern}\0{self.with_sites}".encode())
        return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[str]:
    """The name and text of every source in a folder of the package."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield f"{entry.name}\0{entry.read_text('utf-8')}"


BUILT_IN = Rulebook(
    (
        *layout.RULES,
        *markup.RULES,
        *jammer.RULES,
        *watermark.RULES,
        *forum.RULES,
        *article.RULES,
        *shop.RULES,
        *preview.RULES,
        *buttons.RULES,
        *metadata.RULES,
        *frame.RULES,
        *whole_page.RULES,
    )
)
