"""From the bytes of HTML pages to their text: qinggao beside general extractors, speed and F1."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from cleaners import clean, read
from tests.benchmarks.pages import gold_folder, whose
from tests.benchmarks.peers import peers
from tests.benchmarks.plot import scatter
from tests.benchmarks.timing import page_by_page, ratios
from tests.goldens import PAGES
from tests.measures import f1

_PEER, _FLOOR = "trafilatura", "floor: lxml's tree"
PLOT = Path(__file__).parents[2] / "docs" / "extraction.svg"


class Case(NamedTuple):
    """A page and the text that is to be found on it."""

    data: bytes
    text: str
    gold: str


def table() -> str:
    """Pages a second of each tool, how many times trafilatura's that is, and mean F1; and a plot of them."""
    cases, tools = _cases(), _tools()
    found = {name: mean(f1(tool(case) or "", case.gold) for case in cases) for name, tool in tools.items()}
    found.pop(_FLOOR)
    times = page_by_page(tools, cases)
    speed = {name: 1000 * len(cases) / sum(took) for name, took in times.items()}
    PLOT.write_text(scatter({n: (speed[n], found[n]) for n in found}, "pages a second", "F1", "qinggao"), "utf-8")
    rows = ""
    for name, took in times.items():
        in_all, of_median = ratios(times[_PEER], took)
        accuracy = f"{found[name]:.3f}" if name in found else ""
        rows += f"| {name} | {speed[name]:.0f} | {in_all:.2f} | {of_median:.2f} | {accuracy} |\n"
    head = "| tool | pages a second | times trafilatura, in all | times trafilatura, median page | F1 |\n|---|---|---|---|---|\n"
    note = "" if gold_folder() else ", and their gold is as qinggao made it"
    return f"{len(cases)} pages, {whose()}{note}.\n\n{head}{rows}\n![speed and F1](extraction.svg)\n"


def _cases() -> list[Case]:
    """Real pages with their gold from the folder in QINGGAO_GOLD, else the golden pages with theirs."""
    gold = gold_folder()
    if gold:
        pages = gold / "pages"
        rows = [json.loads(line) for line in (pages / "INDEX.jsonl").read_text("utf-8").splitlines()]
        found = [(pages / r["file"], pages / r["gold"]) for r in rows if r["file"].endswith("html") and r.get("gold")]
    else:
        found = [(page, page.with_name("fair.txt")) for page in sorted(PAGES.glob("*/page.html"))]
    cases = [(page.read_bytes(), fair.read_text("utf-8")) for page, fair in found]
    return [Case(data, data.decode(read(data).source.encoding, "replace"), fair) for data, fair in cases]


def _tools() -> dict[str, Callable[[Case], str | None]]:
    """Those that do not decode are given the text that qinggao decoded: the best they could have."""
    import lxml.html

    return {
        "qinggao": lambda case: "\n".join(speech.body for speech in clean(read(case.data)).speeches),
        **{name: partial(_on_text, tool) for name, tool in peers().items()},
        _FLOOR: lambda case: str(lxml.html.fromstring(case.text.encode()) is not None),
    }


def _on_text(tool: Callable[[str], str | None], case: Case) -> str | None:
    return tool(case.text)
