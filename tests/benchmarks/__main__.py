"""All benchmarks in one run: `make bench`, which writes docs/benchmarks.md.

`python -m tests.benchmarks Extraction Start` measures and writes these sections alone.
"""

import platform
import sys
from datetime import date
from pathlib import Path

from tests.benchmarks import (
    cleaning,
    dump,
    duplicates,
    extraction,
    growth,
    intake,
    marks,
    reuse,
    script,
    searching,
    shelving,
    start,
)

TARGET = Path(__file__).parents[2] / "docs" / "benchmarks.md"
SECTIONS = {
    "Cleaning": (
        cleaning,
        "Text pages to fair copies, processor time, page by page in turn, the median over rounds; trafilatura gets the"
        " same text as minimal HTML. The aim is at most three times its time.",
    ),
    "Extraction": (
        extraction,
        "Bytes of HTML pages to text, processor time, page by page in turn, the median over rounds; tools that do not"
        " decode are given decoded text. The aims are 4 times trafilatura's pages a second in all, 2.8 in the median.",
    ),
    "Growth": (growth, "One pass each, in one process: the cost of a page is to grow with its length and no faster."),
    "Intake": (
        intake,
        "Whole runs into a new warehouse, in turn. One process shelves while the workers clean, so one worker uses two cores.",
    ),
    "Dump": (
        dump,
        "A crawler's dump of web pages into a new warehouse. The aims are 1.7 times with a second worker,"
        " and memory that stays flat and under 600 MB.",
    ),
    "Candidates": (
        duplicates,
        "Candidates for duplicates, one core, processor time; `python -m tests.benchmarks.duplicates` also fills 200,000.",
    ),
    "Shelving": (
        shelving,
        "Documents of the generator cleaned, judged and shelved, and what became of them;"
        " `python -m tests.benchmarks.shelving 20000` for more of them.",
    ),
    "Passages": (reuse, "Near-verbatim sentences across a shelf: recall by edits, cost and size of the index."),
    "Search": (
        searching,
        "Words on a shelf of 20,000 speeches, ours with rank and passage; ms at the 50th and 99th percentile.",
    ),
    "Script": (
        script,
        "30 speeches of our own turned Traditional and back: characters that came back wrong. The goal is under .1 %.",
    ),
    "Marks": (marks, "The same speeches with every mark flattened to ASCII, and restored."),
    "Start": (
        start,
        "User and system time of whole processes, in turn. The aim is 6.5 times a Python that does nothing.",
    ),
}


def main(names: list[str]) -> None:
    """Measure, print, write; with names only the sections of these names."""
    unknown = set(names) - set(SECTIONS)
    if unknown:
        sys.exit(f"No such section: {', '.join(unknown)}. There are: {', '.join(SECTIONS)}.")
    for title, (module, about) in SECTIONS.items():
        if not names or title in names:
            foot = f"`python -m tests.benchmarks {title}`, {date.today()}, Python {platform.python_version()}."
            text = f"{about}\n\n{module.table().strip()}\n\n{foot}\n"
            print(f"\n## {title}\n\n{text}", flush=True)
            _write(title, text)


def _write(title: str, text: str) -> None:
    """Puts a section into the document, in the place of the one before."""
    held = TARGET.read_text("utf-8") if TARGET.exists() else ""
    parts = (part.partition("\n\n") for part in held.split("\n## ")[1:])
    sections = {name: body for name, _, body in parts} | {title: text}
    whole = "".join(f"\n## {name}\n\n{sections[name].strip()}\n" for name in SECTIONS if name in sections)
    TARGET.write_text(
        f"# Benchmarks\n\nWritten by `make bench`; one section by the command at its foot.\n{whole}", "utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
