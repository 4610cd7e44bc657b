"""The evaluation gate: `make eval`. Figures over pages with independent gold texts, held against pinned floors.

The project's own pages stand in tests/evaluation: page.txt, fair.txt (speeches parted by =====) and fields.json, a
list with an object a speech, written without a look at what the cleaners give. With QINGGAO_GOLD set, scraped
pages are measured as well. A figure worse than its floor in tests/floors.json fails; `--pin` pins what is reached, `--fields` counts by field.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from cleaners import clean, read
from cleaners.speech import Cleaned, Speech
from tests import measures

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
# Figures of which less is better; of the others more is.
COSTS = {
    "errors in 10,000 characters",
    "marks wrongly widened",
    "fields invented",
    "account faults",
    "speeches too many or few",
}


class Case(NamedTuple):
    """A page with the speeches that it should give: each with its text, and the fields that are wanted."""

    page: Path
    speeches: list[tuple[str, dict[str, Any]]]


def own_cases() -> list[Case]:
    """The project's own pages."""
    cases = []
    for folder in sorted((HERE / "evaluation").iterdir()):
        texts = (folder / "fair.txt").read_text("utf-8").strip("\n").split("\n=====\n")
        fields = json.loads((folder / "fields.json").read_text("utf-8"))
        cases.append(Case(folder / "page.txt", list(zip(texts, fields, strict=True))))
    return cases


def gold_cases(folder: Path) -> list[Case]:
    """Scraped pages with gold texts, in a folder of files seeds/ and gold/."""
    cases = []
    for path in sorted((folder / "gold").glob("0*.json")):
        gold = json.loads(path.read_text("utf-8"))
        speeches = [("\n".join(s["body"]), _wanted(s)) for s in gold["speeches"]]
        cases.append(Case(folder / "seeds" / gold["file"], speeches))
    return cases


def _wanted(gold: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in Speech._fields if name in gold and name not in ("body", "gap", "heading")]
    return {name: {"any": [gold[name] or None, *gold.get(f"{name}_accept", [])]} for name in names}


def figures(cases: list[Case]) -> dict[str, float]:
    """All figures over some cases."""
    count = Counter[str]()
    for case in cases:
        done = clean(read(case.page.read_bytes(), name=case.page.name))
        count["faults"] += len(account_faults(done))
        count["miscounted"] += abs(len(done.speeches) - len(case.speeches))
        for speech, (text, fields) in zip(done.speeches, case.speeches, strict=False):
            _measure(count, speech, text, fields)
    return {
        "errors in 10,000 characters": round(10_000 * count["errors"] / max(1, count["chars"]), 2),
        "marks restored %": round(100 * count["marks"] / max(1, count["all marks"]), 2),
        "marks wrongly widened": count["wrong marks"],
        "paragraphs %": round(100 * count["paragraphs"] / max(1, count["all paragraphs"]), 2),
        "fields right %": round(100 * count["right"] / max(1, count["fields"]), 2),
        "fields invented": count["invented"],
        "speeches too many or few": count["miscounted"],
        "account faults": count["faults"],
    }


def _measure(count: Counter[str], speech: Speech, text: str, fields: dict[str, Any]) -> None:
    right, marks, wrong = measures.wide_marks(speech.body, text)
    kept, paragraphs = measures.paragraphs(speech.body, text)
    count.update({"errors": measures.errors(speech.body, text), "chars": len(measures.loose(text)), "marks": right})
    count.update({"all marks": marks, "wrong marks": wrong, "paragraphs": kept, "all paragraphs": paragraphs})
    for name, wanted in fields.items():
        value = getattr(speech, name)
        fits = measures.accepted(value, wanted)
        count.update(
            {"fields": 1, "right": fits, "invented": bool(value) and not fits and measures.accepted(None, wanted)}
        )


def by_field(cases: list[Case]) -> dict[str, Counter[str]]:
    """For each field how often it was given, given right, and missing where the page has it."""
    table: dict[str, Counter[str]] = {}
    for case in cases:
        done = clean(read(case.page.read_bytes()))
        for speech, (_, fields) in zip(done.speeches, case.speeches, strict=False):
            for name, wanted in fields.items():
                value, row = getattr(speech, name), table.setdefault(name, Counter())
                fits = measures.accepted(value, wanted)
                row.update({"given": bool(value), "right": bool(value) and fits, "missing": not value and not fits})
    return table


def account_faults(done: Cleaned) -> list[str]:
    """What is wrong with an account: gaps, kinds against their nature, a text that is not the bodies."""
    faults, at = [], 0
    for tile in done.draft.tiles:
        faults += [f"gap at {at}"] if tile.start != at else []
        at = tile.end
        if tile.new is not None:
            kind = done.kinds[tile.rule]
            faults += [f"{tile} adds"] if tile.new and kind in ("cut", "lift") else []
            faults += [f"{tile} inserts ink"] if kind == "insert" and tile.new.strip() else []
    faults += ["does not end with the page"] if at != len(done.page.text) else []
    faults += ["is not the bodies"] if done.draft.text != "\n".join(s.body for s in done.speeches) else []
    return faults


def measured() -> dict[str, dict[str, float]]:
    """The figures of every set at hand."""
    gold = os.environ.get("QINGGAO_GOLD")
    return {"own": figures(own_cases())} | ({"gold": figures(gold_cases(Path(gold)))} if gold else {})


def below(found: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """The figures that are worse than their floors, in words."""
    return [
        f"{group}: {name} is {value}, the floor is {floors[group][name]}"
        for group, values in found.items()
        for name, value in values.items()
        if (value > floors[group][name] if name in COSTS else value < floors[group][name])
    ]


def main(arguments: list[str]) -> int:
    """Print the figures beside their floors; 1 if any is worse."""
    if "--fields" in arguments:
        gold = os.environ.get("QINGGAO_GOLD")
        for name, row in by_field(own_cases() + (gold_cases(Path(gold)) if gold else [])).items():
            print(f"| {name} | {row['given']} | {row['right']} | {row['missing']} |")
        return 0
    found = measured()
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    if "--pin" in arguments:
        floors |= found
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    for group, values in found.items():
        print(
            group,
            *(f"  {value:>10,} (floor {floors[group][name]:,})  {name}" for name, value in values.items()),
            sep="\n",
        )
    worse = below(found, floors)
    print(*worse, sep="\n")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
