"""Charts as inline SVG that follow the width of the page.

Horizontal places are percentages and heights are pixels, so letters keep their size on a phone. No colour carries
meaning alone: the second of two series is hatched, and every chart has its numbers or its table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_ROW, _BAR = 30, 18
_LONGEST = 62  # percent of the width; the rest is for the number behind the bar
_HEIGHT, _AXIS, _TOP = 180, 24, 18
_LABELS = 6  # as many as fit beside each other on a phone


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length, and what to write at its end."""

    name: str
    value: float
    text: str


@dataclass(frozen=True)
class Stack:
    """One column of two parts, and its full description for those who point at it or hear it."""

    name: str
    lower: float
    upper: float
    text: str


@dataclass(frozen=True)
class Point:
    """A value over time; None where it is not known."""

    name: str
    value: float | None
    text: str


def bars(title: str, values: Sequence[Bar]) -> SafeString:
    """Horizontal bars with the name above and the number behind each, so that long names fit a phone."""
    longest = max((bar.value for bar in values), default=0) or 1
    rows = format_html_join(
        "",
        '<text x="0" y="{}" class="name">{}</text><rect x="0" y="{}" width="{}%" height="{}" rx="3" class="a"/>'
        '<text x="{}%" dx="6" y="{}" class="value">{}</text>',
        (
            (
                place * (_ROW + _BAR) + 14,
                bar.name,
                place * (_ROW + _BAR) + 20,
                f"{_LONGEST * bar.value / longest:.2f}",
                _BAR,
                f"{_LONGEST * bar.value / longest:.2f}",
                place * (_ROW + _BAR) + 34,
                bar.text,
            )
            for place, bar in enumerate(values)
        ),
    )
    return _svg(title, len(values) * (_ROW + _BAR), rows)


def stacks(title: str, columns: Sequence[Stack]) -> SafeString:
    """Columns of two parts over time, the upper one hatched."""
    highest = max((column.lower + column.upper for column in columns), default=0) or 1
    step = 100 / max(len(columns), 1)

    def part(place: int, value: float, below: float, css: str) -> tuple[str, str, str, str, str]:
        height, bottom = _HEIGHT * value / highest, _HEIGHT * below / highest
        left = f"{place * step + step * 0.12:.2f}"
        return left, f"{_TOP + _HEIGHT - bottom - height:.2f}", f"{step * 0.76:.2f}", f"{height:.2f}", css

    shapes = format_html_join(
        "",
        '<g><title>{}</title><rect x="{}%" y="{}" width="{}%" height="{}" class="{}"/>'
        '<rect x="{}%" y="{}" width="{}%" height="{}" class="{}"/></g>',
        (
            (
                column.text,
                *part(place, column.lower, 0, "a"),
                *part(place, column.upper, column.lower, "b"),
            )
            for place, column in enumerate(columns)
        ),
    )
    return _svg(title, _TOP + _HEIGHT + _AXIS, shapes + _axis([column.name for column in columns]))


def line(title: str, points: Sequence[Point], *, top: float) -> SafeString:
    """A value over time, up to `top`; a gap where it is not known. The last known value is written out."""
    step = 100 / max(len(points), 1)
    places = [
        (f"{place * step + step / 2:.2f}", f"{_TOP + _HEIGHT * (1 - point.value / top):.2f}", point)
        for place, point in enumerate(points)
        if point.value is not None
    ]
    neighbours = [
        (x1, y1, x2, y2)
        for (x1, y1, a), (x2, y2, b) in pairwise(places)
        if points.index(b) - points.index(a) == 1
    ]
    lines = format_html_join("", '<line x1="{}%" y1="{}" x2="{}%" y2="{}" class="line"/>', neighbours)
    dots = format_html_join(
        "",
        '<circle cx="{}%" cy="{}" r="4" class="dot"><title>{}</title></circle>',
        ((x, y, point.text) for x, y, point in places),
    )
    last = format_html_join(
        "",
        '<text x="{}%" y="{}" dy="-10" class="value middle">{}</text>',
        ((x, y, point.text) for x, y, point in _told(places)),
    )
    return _svg(title, _TOP + _HEIGHT + _AXIS, lines + dots + last + _axis([point.name for point in points]))


def _told(places: Sequence[tuple[str, str, Point]]) -> list[tuple[str, str, Point]]:
    """The highest and the lowest point are worth a number of their own."""
    if not places:
        return []
    by_value = sorted(places, key=lambda place: place[2].value or 0.0)
    return [by_value[-1]] if len(by_value) == 1 else [by_value[0], by_value[-1]]


def _axis(names: Sequence[str]) -> SafeString:
    every = -(-len(names) // _LABELS) or 1
    step = 100 / max(len(names), 1)
    base = _TOP + _HEIGHT
    labels = format_html_join(
        "",
        '<text x="{}%" y="{}" class="axis middle">{}</text>',
        (
            (f"{place * step + step / 2:.2f}", base + 17, name)
            for place, name in enumerate(names)
            if place % every == 0
        ),
    )
    return format_html('<line x1="0" y1="{0}" x2="100%" y2="{0}" class="base"/>{1}', base + 0.5, labels)


def _svg(title: str, height: int, inside: SafeString) -> SafeString:
    return format_html(
        '<svg role="img" aria-label="{}" width="100%" height="{}">{}</svg>', title, height, inside
    )
