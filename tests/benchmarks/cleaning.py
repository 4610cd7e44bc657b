"""clean() by stage, beside a general extractor on the same pages as minimal HTML, and beside the floor."""

from collections.abc import Callable
from html import escape

from cleaners import BUILT_IN, clean, read
from cleaners.chinese.fold import fold
from cleaners.clean import STAGES, lay
from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.view import View
from tests.benchmarks.pages import sample_files
from tests.benchmarks.timing import in_turn


def table() -> str:
    """Milliseconds for all sample pages together, and the ratio to trafilatura's time."""
    pages = [read(path.read_bytes()) for path in sample_files()]
    times = in_turn(_whole(pages)) | _stages(pages)
    peer = times["trafilatura.extract"]
    characters = sum(len(page.text) for page in pages)
    rows = "".join(f"| {name} | {ms:.2f} | {ms / peer:.2f} |\n" for name, ms in times.items())
    return f"{len(pages)} pages, {characters:,} characters.\n\n| what | ms | of trafilatura |\n|---|---|---|\n{rows}"


def _whole(pages: list[Page]) -> dict[str, Callable[[], object]]:
    import opencc
    import trafilatura

    converter = opencc.OpenCC("t2s")
    html = [_as_html(page.text) for page in pages]
    data = [page.text.encode() for page in pages]
    return {
        "qinggao: clean(read())": lambda: [clean(read(d)) for d in data],
        "qinggao: clean()": lambda: [clean(page) for page in pages],
        "trafilatura.extract": lambda: [trafilatura.extract(h) for h in html],
        "floor: fold, convert, join": lambda: ["".join(converter.convert(fold(p.text)).split("\n")) for p in pages],
    }


def _as_html(text: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return f"<html><head><title>page</title></head><body>{body}</body></html>"


def _stages(pages: list[Page]) -> dict[str, float]:
    """The time of each stage, on drafts that the stages before it have made ready."""
    drafts, times = [Draft.of(page.text) for page in pages], dict[str, float]()
    keys = [fold(page.text) for page in pages]
    for stage in STAGES:
        rules = [rule for rule in BUILT_IN.rules if rule.stage == stage]
        views = lambda drafts=drafts: [View(*given) for given in zip(pages, drafts, keys, strict=True)]  # noqa: E731
        times |= in_turn({f"stage: {stage}": lambda views=views, rules=rules: [lay(v, rules) for v in views()]})
        drafts = [lay(view, rules) for view in views()]
    return times
