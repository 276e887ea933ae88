"""Charts as pictures for chats: SVG that holds its own colors and needs no font, and PNG of it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.deliveries import Body
from bot.messages.blocks import Chart, Message, Panel
from bot.render.runs import line_runs, plain

KEYS = "🟦🟧🟩🟥🟪🟫🟨⬛"
"""Before the words of series that stand on each other: the colors that they have in the picture."""

_COLORS = ["#1d6fa5", "#d9822b", "#3f9142", "#c0392b", "#7461c2", "#8a5a33", "#d9b310", "#303030"]
_INK, _PAPER = "#555", "#fff"
_WIDTH, _MARGIN = 640, 16  # units of the drawing
_PANEL, _HEAD, _FOOT = 90, 22, 20  # of a panel: its bars, what stands above, what stands below
_GAP = 0.2  # of a bar's place
_ZOOM = 2  # pixels to a unit
_DIGIT = 7  # units from one digit to the next

# Each in four by six units. Machines without any font are usual, and topics may be of any script:
# words stand beside the picture, where whoever reads them has the letters.
_DIGITS = (
    "M1 0h2l1 1v4l-1 1h-2l-1-1v-4z",
    "M1 1l1-1v6",
    "M0 1l1-1h2l1 1v1l-4 4h4",
    "M0 0h4l-2 2.4 2 1.2v1.4l-1 1h-2l-1-1",
    "M3 6v-6l-3 4h4",
    "M4 0h-4v2.5h3l1 1v1.5l-1 1h-2l-1-1",
    "M3.5 0h-2l-1.5 1.5v3.5l1 1h2l1-1v-1.5l-1-1h-3",
    "M0 0h4l-2.5 6",
    "M1 0h2l1 1v1l-1 1h-2l-1 1v1l1 1h2l1-1v-1l-1-1h-2l-1-1v-1z",
    "M.5 6h2l1.5-1.5v-3.5l-1-1h-2l-1 1v1.5l1 1h3",
)


def key_of(number: int) -> str:
    """Return the square in the color of a series, counted from 0."""
    return KEYS[number % len(KEYS)]


def picture_bodies(message: Message, surface: str) -> tuple[Body, ...]:
    """Return the charts in `message`, each a body: `{"picture": {"svg", "words"}}`."""
    return tuple(
        {"surface": surface, "picture": {"svg": chart_svg(block), "words": chart_words(block)}}
        for block in message.blocks
        if isinstance(block, Chart)
    )


def chart_words(chart: Chart) -> str:
    """Return what a chart says, for those who do not see it."""
    lines = (one.line for panel in chart.panels for one in panel.series)
    return "; ".join(plain(line_runs(line, str)) for line in lines)


def chart_svg(chart: Chart) -> str:
    """Return the panels one below the other; each has its highest sum above and days below."""
    height = _MARGIN + len(chart.panels) * (_HEAD + _PANEL + _FOOT)
    drawn = "".join(
        piece
        for number, panel in enumerate(chart.panels)
        for piece in _panel(panel, chart.days, number * (_HEAD + _PANEL + _FOOT) + _HEAD)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}"><path fill="{_PAPER}" d="M0 0h{_WIDTH}v{height}H0z"/>'
        f"{drawn}</svg>"
    )


def png(svg: str) -> bytes:
    """Return an SVG of ours as PNG."""
    import resvg_py  # loads what nobody needs who asks for no picture

    return resvg_py.svg_to_bytes(svg_string=svg, zoom=_ZOOM, skip_system_fonts=True)


def _panel(panel: Panel, days: tuple[str, ...], top: int) -> Iterator[str]:
    sums = [sum(counts) for counts in zip(*(one.counts for one in panel.series), strict=True)]
    most = max(sums, default=0) or 1
    foot, step = top + _PANEL, (_WIDTH - 2 * _MARGIN) / max(1, len(days))
    bar = step * (1 - _GAP)
    yield f'<path stroke="{_INK}" d="M{_MARGIN} {foot}H{_WIDTH - _MARGIN}"/>'
    yield from _number(most, _MARGIN, top - 10)
    for n, day in enumerate(days):
        left, height = _MARGIN + (n + _GAP / 2) * step, 0.0
        for number, series in enumerate(panel.series):
            share = series.counts[n] / most * _PANEL
            height += share
            yield (
                f'<rect fill="{_COLORS[number % len(_COLORS)]}" x="{left:.1f}"'
                f' y="{foot - height:.1f}" width="{bar:.1f}" height="{share:.1f}"/>'
            )
        of_month = int(day[-2:])
        width = len(str(of_month)) * _DIGIT - 3
        yield from _number(of_month, left + (bar - width) / 2, foot + 6)


def _number(number: int, left: float, top: float) -> Iterator[str]:
    for n, digit in enumerate(str(number)):
        yield (
            f'<path fill="none" stroke="{_INK}" stroke-linejoin="round" stroke-linecap="round"'
            f' transform="translate({left + n * _DIGIT:.1f} {top})" d="{_DIGITS[int(digit)]}"/>'
        )
