"""Marks of clean speeches flattened to ASCII and put back: how many return, and how many appear that were not there."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.view import View
from cleaners.spelling.marks import RULES
from cleaners.tiles import Edit

SPEECHES = Path(__file__).parent / "speeches"
FLAT = {
    "\uff0c": ",",
    "\uff1a": ":",
    "\uff1b": ";",
    "\uff1f": "?",
    "\uff01": "!",
    "\uff08": "(",
    "\uff09": ")",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "……": "...",
    "——": "--",
}
NAMES = {
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "?": "question",
    "!": "exclamation",
    "(": "bracket",
    ")": "bracket",
    '"': "quote",
    "'": "quote",
    "...": "ellipsis",
    "--": "dash",
}


class Flattened(NamedTuple):
    """A text with its marks flattened, and by its place what each mark was: (end, mark, name)."""

    text: str
    marks: dict[int, tuple[int, str, str]]


def flattened(fair: str, flat: dict[str, str]) -> Flattened:
    """A fair text as a careless copy has it."""
    text, marks, at = "", dict[int, tuple[int, str, str]](), 0
    for match in re.finditer("|".join(flat), fair):
        text += fair[at : match.start()]
        marks[len(text)] = (len(text) + len(flat[match[0]]), match[0], NAMES[flat[match[0]]])
        text, at = text + flat[match[0]], match.end()
    return Flattened(text + fair[at:], marks)


def edits(text: str) -> Iterator[Edit]:
    view = View(Page(text), Draft.of(text))
    return (Edit(*span, rule.id) for rule in RULES for span in rule.find(view))


def table() -> str:
    """By mark: how many were flattened, how many came back, and how many other characters a rule changed."""
    lost, back, wrong = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(SPEECHES.glob("*.txt")):
        fair = path.read_text("utf-8").strip()
        _count(flattened(fair, FLAT), lost, back, wrong)
    names = sorted(lost | wrong, key=lambda name: -lost[name])
    rows = [_row(name, lost[name], back[name], wrong[name]) for name in names]
    rows.append(_row("all", lost.total(), back.total(), wrong.total()))
    return "| mark | flattened | restored | share | wrongly changed |\n|---|---|---|---|---|\n" + "".join(rows)


def _count(copy: Flattened, lost: Counter[str], back: Counter[str], wrong: Counter[str]) -> None:
    """Add up a copy's marks."""
    lost += Counter(name for _, _, name in copy.marks.values())
    for edit in edits(copy.text):
        end, mark, name = copy.marks.get(edit.start, (0, "", edit.rule.partition("/")[2]))
        (back if (end, mark) == (edit.end, edit.new) else wrong)[name] += 1


def _row(name: str, lost: int, back: int, wrong: int) -> str:
    share = f"{back / lost:.2%}" if lost else ""
    return f"| {name} | {lost} | {back} | {share} | {wrong} |\n"
