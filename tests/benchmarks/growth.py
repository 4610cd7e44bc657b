"""What a page costs by its length, up to a megabyte of text: a table, and docs/growth.svg."""

from pathlib import Path
from time import perf_counter

from cleaners import clean
from cleaners.page import Page

PLOT = Path(__file__).parents[2] / "docs" / "growth.svg"
LENGTHS = (3_000, 10_000, 50_000, 100_000, 340_000)
PAGES = {
    "Simplified": "今天的会议内容很实在,大家回去以后要认真抓好落实,不能只停在嘴上,老百姓看的是行动。",
    "Traditional": "今天的會議內容很實在,大家回去以後要認真抓好落實,不能隻停在嘴上,老百姓看的是行動。",
}


def table() -> str:
    """Milliseconds by length, and microseconds a character."""
    times = {name: [(length, _clean(sentence, length)) for length in LENGTHS] for name, sentence in PAGES.items()}
    PLOT.write_text(_plot(times), "utf-8")
    rows = "".join(
        f"| {name} | {n:,} | {1000 * s:.0f} | {1e6 * s / n:.2f} |\n"
        for name, points in times.items()
        for n, s in points
    )
    return f"| page | characters | ms | µs a character |\n|---|---|---|---|\n{rows}\n![growth](growth.svg)\n"


def _clean(sentence: str, length: int) -> float:
    paragraph = sentence * 6 + "\n"
    page = Page("同志们:\n" + paragraph * (length // len(paragraph)))
    start = perf_counter()
    clean(page)
    return perf_counter() - start


def _plot(times: dict[str, list[tuple[int, float]]], width: int = 640, height: int = 360) -> str:
    """A line a page, milliseconds over characters."""
    most = max(seconds for points in times.values() for _, seconds in points)
    lines = ""
    for (name, points), colour in zip(times.items(), ("#1b6e8c", "#b5451b"), strict=True):
        at = [(60 + (width - 90) * n / LENGTHS[-1], height - 40 - (height - 80) * s / most) for n, s in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        lines += f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        lines += "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in at)
        lines += f'<text x="{at[-1][0] - 90:.0f}" y="{at[-1][1] - 10:.0f}" fill="{colour}">{name}</text>'
    axes = f'<path d="M60 20V{height - 40}H{width - 20}" fill="none" stroke="#888"/>'
    labels = f'<text x="60" y="16">{1000 * most:.0f} ms</text><text x="{width - 190}" y="{height - 14}">{LENGTHS[-1]:,} characters</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="13">{axes}{lines}{labels}</svg>\n'
