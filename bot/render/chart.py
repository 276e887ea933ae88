"""Charts: drawn as SVG for pages, and as letters for chats. No color is set: the page does that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.render.runs import clean

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDTH, _HEIGHT, _HEAD, _FOOT = 480, 160, 14, 28  # units of the drawing
_GUTTER = 42  # before the bars, for numbers
_GAP = 0.2  # of a bar's place
_LABELS = 4  # at most so many names below: they are larger on phones
_STEPS = (1, 2, 3, 4, 6, 8, 10)  # times a power of ten: what a scale may end with
_UNITS = ((10**9, "G"), (10**6, "M"), (10**4, "k"))  # from where on numbers are shortened


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and how high each of its layers is, from below."""

    name: str
    layers: tuple[int, ...]

    @property
    def total(self) -> int:
        """How high it is."""
        return sum(self.layers)


def bars_svg(
    bars: Sequence[Bar], *, title: str, layers: Sequence[str] = (), label: str = ""
) -> str:
    """Return stacked bars as SVG; the layers have the classes `layer-0`, `layer-1` and so on.

    Args:
        bars: From left to right.
        title: What it shows.
        layers: What each layer is called; none: they have no names.
        label: What it says to those who do not see it; the title, if there is none.
    """
    top = _scale(max((bar.total for bar in bars), default=0))
    step = (_WIDTH - _GUTTER) / max(1, len(bars))
    drawn = [
        piece
        for n, bar in enumerate(bars)
        for piece in _bar(bar, _GUTTER + n * step, step, top, layers)
    ]
    every = max(1, -(-len(bars) // _LABELS))
    names = [
        f'<text x="{_GUTTER + (n + 0.5) * step:.1f}" y="{_HEIGHT + 22}" text-anchor="middle">'
        f"{_safe(bar.name)}</text>"
        for n, bar in enumerate(bars)
        if n % every == 0
    ]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img" class="chart"'
        f' aria-label="{_safe(label or title)}"><title>{_safe(title)}</title>'
        f"{''.join(_grid(top))}{''.join(drawn)}{''.join(names)}</svg>"
    )


def bars_text(values: Sequence[int]) -> str:
    """Return values as one line of block letters: `·▁▃█`; nothing is a dot."""
    top = max(values, default=0) or 1
    return "".join(
        _BLOCKS[min(len(_BLOCKS) - 1, (value * len(_BLOCKS) - 1) // top)] if value else "·"
        for value in values
    )


def _safe(text: str) -> str:
    return escape(clean(text))


def _scale(most: int) -> int:
    """Return a round number that is not below the highest bar."""
    power = 10 ** max(0, len(str(most)) - 1)
    return next((step * power for step in _STEPS if step * power >= most), most) or 1


def _grid(top: int) -> Iterator[str]:
    """Yield the lines at nothing, at half and at the end of the scale, each with its number."""
    for value in (0, top / 2, top):
        if value != int(value):
            continue
        y = _HEIGHT - value / top * (_HEIGHT - _HEAD)
        kind = "grid" if value else "axis"
        yield f'<path d="M{_GUTTER} {y:.1f}H{_WIDTH}" class="{kind}"/>'
        number = _short(int(value))
        yield f'<text x="{_GUTTER - 6}" y="{y + 4:.1f}" text-anchor="end">{number}</text>'


def _short(number: int) -> str:
    for unit, sign in _UNITS:
        if number >= unit:
            size = 1000 if sign == "k" else unit
            return f"{number / size:g}{sign}"
    return f"{number}"


def _bar(bar: Bar, left: float, step: float, top: int, layers: Sequence[str]) -> list[str]:
    pieces, foot = [], float(_HEIGHT)
    for number, value in enumerate(bar.layers):
        height = value / top * (_HEIGHT - _HEAD)
        if height:
            of = f" · {layers[number]}" if number < len(layers) else ""
            pieces.append(
                f'<rect x="{left + step * _GAP / 2:.1f}" y="{foot - height:.1f}"'
                f' width="{step * (1 - _GAP):.1f}" height="{height:.1f}" class="layer-{number}">'
                f"<title>{_safe(bar.name + of)}: {value}</title></rect>"
            )
        foot -= height
    return pieces
