"""Text pages to fair copies, beside a general extractor on the same pages as minimal HTML, and beside a floor."""

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from statistics import median
from time import process_time
from typing import NamedTuple
from unicodedata import normalize

from cleaners import BUILT_IN, Rulebook, clean, read
from cleaners.rules.rule import Rule, Span
from cleaners.rules.view import View
from tests.benchmarks.pages import sample_files, whose
from tests.benchmarks.timing import ROUNDS, forget, page_by_page, ratios

_PEER = "trafilatura.extract"
_ROUNDS = 3 * ROUNDS


class Case(NamedTuple):
    """A page as each tool gets it."""

    data: bytes
    text: str
    html: str


def table() -> str:
    """Milliseconds for all pages together, and the ratio to trafilatura's time: in all, and of the median page."""
    cases, tools = [_case(path.read_bytes()) for path in sample_files()], _tools()
    for tool in tools.values():
        for case in cases:
            tool(case)
    times = page_by_page(tools, cases, _ROUNDS)
    rows = "".join(_row(name, sum(took), *ratios(took, times[_PEER])) for name, took in times.items())
    rows += "".join(_row(name, ms, ms / sum(times[_PEER])) for name, ms in _stages(cases).items())
    characters = sum(len(case.text) for case in cases)
    return (
        f"{len(cases)} pages, {characters:,} characters; {whose()}.\n\n"
        f"| what | ms | of trafilatura, in all | of trafilatura, median page |\n|---|---|---|---|\n{rows}"
    )


def _row(name: str, ms: float, in_all: float, of_median: float | None = None) -> str:
    return f"| {name} | {ms:.2f} | {in_all:.2f} | {'' if of_median is None else f'{of_median:.2f}'} |\n"


def _case(data: bytes) -> Case:
    text = read(data).text
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return Case(text.encode(), text, f"<html><head><title>page</title></head><body>{body}</body></html>")


def _tools() -> dict[str, Callable[[Case], object]]:
    """Only one of them cleans: a second would find what the first one kept of the page."""
    import opencc
    import trafilatura

    converter = opencc.OpenCC("t2s")
    return {
        "qinggao: clean(read())": lambda case: clean(read(case.data)),
        "of this read()": lambda case: read(case.data),
        _PEER: lambda case: trafilatura.extract(case.html),
        "floor: normalize, convert, join": lambda case: "".join(
            converter.convert(normalize("NFKC", case.text)).split()
        ),
    }


class Meter:
    """The processor time that each stage takes, from its first rule to the next stage's first."""

    def __init__(self) -> None:
        self.spent = Counter[str]()
        self._stage, self._since = "", process_time()

    def enter(self, stage: str) -> None:
        """From now on the time is this stage's."""
        if stage != self._stage:
            now = process_time()
            self.spent[self._stage] += now - self._since
            self._stage, self._since = stage, now

    def watched(self, rule: Rule) -> Rule:
        """The same rule, which tells when its stage begins."""

        def find(view: View) -> Iterable[Span]:
            self.enter(rule.stage)
            return rule.find(view)

        return rule._replace(find=find)


def _stages(cases: list[Case]) -> dict[str, float]:
    """Milliseconds of each stage on all pages, the median over rounds; what follows the last stage counts as its own."""
    rounds = list[Counter[str]]()
    for _ in range(_ROUNDS):
        meter = Meter()
        rules = Rulebook(tuple(map(meter.watched, BUILT_IN.rules)))
        forget()
        for case in cases:
            page = read(case.data)
            meter.enter("before the first")
            clean(page, rules)
            meter.enter("")
        del meter.spent[""]
        rounds.append(meter.spent)
    return {f"stage: {stage}": 1000 * median(spent[stage] for spent in rounds) for stage in rounds[0]}
