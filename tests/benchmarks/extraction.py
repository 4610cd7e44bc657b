"""From the bytes of HTML pages to their text: qinggao beside general extractors, speed and F1."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from cleaners import clean, read
from tests.benchmarks.timing import in_turn
from tests.goldens import PAGES
from tests.measures import f1

_ROUNDS = 5


class Case(NamedTuple):
    """A page and the text that is to be found on it."""

    data: bytes
    text: str
    gold: str


def table() -> str:
    """Pages a second of each tool, the ratio to trafilatura's, and mean F1."""
    cases = _cases()
    tools = _tools()
    times = in_turn(
        {name: lambda tool=tool: [tool(c) for c in cases] for name, tool in tools.items()},  # type: ignore[misc]
        _ROUNDS,
    )
    peer = times["trafilatura"]
    rows = ""
    for name, tool in tools.items():
        found = mean(f1(tool(case) or "", case.gold) for case in cases)
        speed, ratio = 1000 * len(cases) / times[name], peer / times[name]
        rows += f"| {name} | {speed:.0f} | {ratio:.2f} | {'' if name.startswith('floor') else f'{found:.3f}'} |\n"
    whose = "real ones" if "QINGGAO_GOLD" in os.environ else "of our own, golden as qinggao made it"
    return (
        f"{len(cases)} pages, {whose}.\n\n| tool | pages a second | times trafilatura | F1 |\n|---|---|---|---|\n{rows}"
    )


def _cases() -> list[Case]:
    """Real pages with their gold from the folder in QINGGAO_GOLD, else the golden pages with theirs."""
    folder = os.environ.get("QINGGAO_GOLD")
    if folder:
        pages = Path(folder, "pages")
        rows = [json.loads(line) for line in (pages / "INDEX.jsonl").read_text("utf-8").splitlines()]
        found = [(pages / r["file"], pages / r["gold"]) for r in rows if r["file"].endswith("html") and r.get("gold")]
    else:
        found = [(page, page.with_name("fair.txt")) for page in sorted(PAGES.glob("*/page.html"))]
    cases = [(page.read_bytes(), gold.read_text("utf-8")) for page, gold in found]
    return [Case(data, data.decode(read(data).source.encoding, "replace"), gold) for data, gold in cases]


def _tools() -> dict[str, Callable[[Case], str | None]]:
    """Those that do not decode are given the text that qinggao decoded: the best they could have."""
    import lxml.html
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    return {
        "qinggao": lambda case: "\n".join(speech.body for speech in clean(read(case.data)).speeches),
        "trafilatura": lambda case: trafilatura.extract(case.text),
        "resiliparse": lambda case: extract_plain_text(case.text, main_content=True),
        "floor: lxml's tree": lambda case: str(lxml.html.fromstring(case.text.encode()) is not None),
    }
