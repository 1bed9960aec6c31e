"""QR codes as SVG, to be scanned off a screen."""

import segno


def qr_svg(text: str) -> str:
    """A QR code that fills the width it is given; digits and capital letters alone make a small one."""
    drawn = segno.make_qr(text, error="m")
    return str(drawn.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))
