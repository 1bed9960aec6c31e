"""Bars as SVG, black on white, to be scanned off a phone."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quen.cards.printed.code128 import QUIET_MODULES, bars_of, modules_of


def bars_svg(number: str) -> SafeString:
    """Code 128 for scanners that read no QR codes."""
    whole = modules_of(number) + 2 * QUIET_MODULES
    bars = format_html_join(
        "",
        '<rect x="{}" y="0" width="{}" height="30"/>',
        ((QUIET_MODULES + at, width) for at, width in bars_of(number)),
    )
    return format_html(
        '<svg class="m-bars" viewBox="0 0 {} 30" preserveAspectRatio="none" shape-rendering="crispEdges" '
        'aria-hidden="true" focusable="false">{}</svg>',
        whole,
        bars,
    )
