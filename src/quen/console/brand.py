"""The business's own colour on our pages."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

is_colour = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z")


def ink_on(colour: str) -> str:
    """White or near-black, whichever is the better to read on ``#rrggbb``; "" where that is no colour.

    Contrast as WCAG 2.2 defines it, from relative luminance.
    """
    try:
        is_colour(colour)
    except ValidationError:
        return ""
    light = _luminance(colour) + 0.05
    return "#fff" if 1.05 / light >= light / (_luminance("#171512") + 0.05) else "#171512"


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
