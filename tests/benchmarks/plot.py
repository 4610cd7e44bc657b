"""Plots as SVG: points of a name over two measures, the first on a logarithmic scale."""

from collections.abc import Mapping
from math import log10

_WIDTH, _HEIGHT, _LEFT, _FOOT = 640, 360, 60, 40


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
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif"'
        f' font-size="13">{axes}{drawn}{bounds}{names}</svg>\n'
    )
