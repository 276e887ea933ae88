"""Charts: drawn as SVG for pages, and as letters for chats. No color is set: the page does that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDTH, _HEIGHT, _FOOT = 640, 160, 18  # units of the drawing
_GAP = 0.2  # of a bar's place
_LABELS = 8  # at most so many names below


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and how high each of its layers is, from below."""

    name: str
    layers: tuple[int, ...]

    @property
    def total(self) -> int:
        """How high it is."""
        return sum(self.layers)


def bars_svg(bars: Sequence[Bar], *, title: str) -> str:
    """Return stacked bars as SVG; the layers have the classes `layer-0`, `layer-1` and so on."""
    top = max((bar.total for bar in bars), default=0) or 1
    step = _WIDTH / max(1, len(bars))
    drawn = [piece for n, bar in enumerate(bars) for piece in _bar(bar, n * step, step, top)]
    every = max(1, -(-len(bars) // _LABELS))
    names = [
        f'<text x="{(n + 0.5) * step:.1f}" y="{_HEIGHT + _FOOT - 4}" text-anchor="middle">'
        f"{escape(bar.name)}</text>"
        for n, bar in enumerate(bars)
        if n % every == 0
    ]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img" class="chart"'
        f' aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'<path d="M0 {_HEIGHT}H{_WIDTH}" class="axis"/><text x="0" y="10">{top}</text>'
        f"{''.join(drawn)}{''.join(names)}</svg>"
    )


def bars_text(values: Sequence[int]) -> str:
    """Return values as one line of block letters: `·▁▃█`; nothing is a dot."""
    top = max(values, default=0) or 1
    return "".join(
        _BLOCKS[min(len(_BLOCKS) - 1, (value * len(_BLOCKS) - 1) // top)] if value else "·"
        for value in values
    )


def _bar(bar: Bar, left: float, step: float, top: int) -> list[str]:
    pieces, foot = [], float(_HEIGHT)
    for number, value in enumerate(bar.layers):
        height = value / top * (_HEIGHT - 14)
        if height:
            pieces.append(
                f'<rect x="{left + step * _GAP / 2:.1f}" y="{foot - height:.1f}"'
                f' width="{step * (1 - _GAP):.1f}" height="{height:.1f}" class="layer-{number}">'
                f"<title>{escape(bar.name)}: {value}</title></rect>"
            )
        foot -= height
    return pieces
