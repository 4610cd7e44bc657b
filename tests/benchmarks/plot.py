"""Plots as SVG: points of a name over two measures, and lines of a name over one; costs on a logarithmic scale."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10

_WIDTH, _HEIGHT, _LEFT, _FOOT = 640, 360, 60, 40
_RIGHT, _TOP, _LINE = 110, 30, 15
_COLOURS = ("#1b6e8c", "#b5451b", "#5a7d2a", "#7a4a9e", "#a07c1c", "#333333")


def scatter(points: Mapping[str, tuple[float, float]], x_name: str, y_name: str, ours: str) -> str:
    """An SVG with a point a name; `ours` is the one to be found first."""
    xs, ys = zip(*points.values(), strict=True)
    low, high = log10(min(xs)) - 0.1, log10(max(xs)) + 0.25
    least = min(ys) - 0.05
    drawn = ""
    for name, (x, y) in points.items():
        across = _LEFT + (_WIDTH - _LEFT - 90) * (log10(x) - low) / (high - low)
        down = 20 + (_HEIGHT - _FOOT - 20) * (1 - (y - least) / (1.02 - least))
        colour = "#b5451b" if name == ours else "#1b6e8c"
        drawn += f'<circle cx="{across:.1f}" cy="{down:.1f}" r="4" fill="{colour}"/>'
        drawn += f'<text x="{across + 7:.1f}" y="{down + 4:.1f}" fill="{colour}">{name}</text>'
    axes = f'<path d="M{_LEFT} 20V{_HEIGHT - _FOOT}H{_WIDTH - 20}" fill="none" stroke="#888"/>'
    bounds = f'<text x="8" y="26">1.0</text><text x="8" y="{_HEIGHT - _FOOT}">{least:.2f}</text>'
    names = f'<text x="{_WIDTH - 260}" y="{_HEIGHT - 14}">{x_name} ({min(xs):.0f} to {max(xs):.0f})</text>'
    names += f'<text x="{_LEFT + 8}" y="18">{y_name}</text>'
    return _svg(axes + drawn + bounds + names)


def lines(xs: Sequence[float], series: Mapping[str, Sequence[float]], x_name: str, y_name: str) -> str:
    """An SVG with a line a name over the same measure; heights on a logarithmic scale, so that small ones show."""
    ys = [y for line in series.values() for y in line]
    ticks = list(_ticks(min(ys), max(ys)))

    def across(x: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * x / xs[-1]

    def down(y: float) -> float:
        return _TOP + (_HEIGHT - _FOOT - _TOP) * log10(ticks[-1] / y) / log10(ticks[-1] / ticks[0])

    drawn = "".join(_rule(down(tick), f"{tick:,.0f}") for tick in ticks)
    drawn += "".join(f'<text x="{across(x):.0f}" y="{_HEIGHT - 22}" text-anchor="middle">{x:,.0f}</text>' for x in xs)
    drawn += f'<text x="8" y="16">{y_name}</text><text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 6}" text-anchor="end">{x_name}</text>'
    lows = _apart({name: down(line[-1]) for name, line in series.items()})
    for (name, line), colour in zip(series.items(), _COLOURS, strict=False):
        drawn += _line([(across(x), down(y)) for x, y in zip(xs, line, strict=True)], colour)
        drawn += f'<text x="{_WIDTH - _RIGHT + 10}" y="{lows[name] + 4:.0f}" fill="{colour}">{name}</text>'
    return _svg(drawn)


def _ticks(low: float, high: float) -> Iterator[float]:
    """Ones, twos and fives of each power of ten, from one that is no higher than the lowest to one no lower than the highest."""
    steps = [10.0**power * step for power in range(-3, 9) for step in (1, 2, 5)]
    first = max(step for step in steps if step <= low)
    last = min(step for step in steps if step >= high)
    return (step for step in steps if first <= step <= last)


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Heights of names, moved down where they would stand on each other."""
    apart, least = dict[str, float](), 0.0
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        apart[name] = max(height, least)
        least = apart[name] + _LINE
    return apart


def _rule(down: float, name: str) -> str:
    line = f'<path d="M{_LEFT} {down:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
    return f'{line}<text x="{_LEFT - 6}" y="{down + 4:.0f}" text-anchor="end" fill="#666">{name}</text>'


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'


def _svg(drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif"'
        f' font-size="13">{drawn}</svg>\n'
    )
