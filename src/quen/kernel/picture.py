"""A picture from outside: what is uploaded is a stranger's file until it is drawn anew."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class BadPicture(QuenError):
    """The file is no picture, or one that is not taken."""


def opened(content: bytes) -> Image.Image:
    """Decoded by its own first bytes, whatever its name says; sizes are looked at before a pixel is drawn.

    Raises BadPicture.
    """
    if len(content) > LARGEST_FILE:
        raise BadPicture(
            gettext_noop("The picture is larger than %(most)s MB. Choose a smaller one."),
            most=LARGEST_FILE >> 20,
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise BadPicture(gettext_noop("The picture has too many pixels. Make it smaller first."))
            return ImageOps.exif_transpose(image).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombWarning,
    ) as error:
        raise BadPicture(gettext_noop("This is no picture we can read. Use a JPEG, PNG or WebP.")) from error


def drawn(image: Image.Image, most: int) -> bytes:
    """As WebP of at most so many pixels either way: no hidden facts, no second meaning."""
    smaller = image.copy()
    smaller.thumbnail((most, most))
    file = io.BytesIO()
    smaller.save(file, "WEBP", quality=82)
    return file.getvalue()
