"""Checking the examples of a rule: whether it cuts what they say that it cuts, and nothing else."""

from collections.abc import Iterator

from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule
from cleaners.rules.view import View

_OPEN, _CLOSE = "⟦", "⟧"


def faults(rule: Rule) -> Iterator[str]:
    """The examples on which a rule does something else than they say, and what it does.

    >>> from cleaners.rules.patterned import inline_rule
    >>> list(faults(inline_rule("a/b", "水印", "某某网", cuts=["春耕⟦某某网⟧开始"], keeps=["某某网店"])))
    ['a/b cuts ⟦某某网⟧店']
    """
    for example in (*rule.cuts, *rule.keeps):
        line = plain(example)
        spans = sorted(found for found in rule.find(View(Page(line), Draft.of(line))) if isinstance(found, Span))
        wanted = _wanted(example) if example in rule.cuts else []
        if spans != wanted:
            yield f"{rule.id} cuts {_shown(line, spans)}"


def plain(example: str) -> str:
    """The line of an example, without the signs around what is cut."""
    return example.replace(_OPEN, "").replace(_CLOSE, "")


def _wanted(example: str) -> list[Span]:
    """The places that a rule should cut of an example: those between the signs, or the whole line where it has none."""
    if _OPEN not in example:
        return [Span(0, len(example))]
    head, *cuts = example.split(_OPEN)
    spans, at = list[Span](), len(head)
    for cut, _, rest in (part.partition(_CLOSE) for part in cuts):
        spans.append(Span(at, at + len(cut)))
        at += len(cut) + len(rest)
    return spans


def _shown(line: str, spans: list[Span]) -> str:
    """A line with signs around what is cut."""
    for start, end, _ in reversed(spans):
        line = f"{line[:start]}{_OPEN}{line[start:end]}{_CLOSE}{line[end:]}"
    return line if spans else f"nothing of {line}"
