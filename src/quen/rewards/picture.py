"""A reward's picture: what is uploaded is a stranger's file until it is drawn anew."""

import hashlib
import io
import warnings

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from quen.kernel.sentences import gettext_noop
from quen.rewards.errors import BadPicture
from quen.rewards.models import Picture, Reward

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_LARGE, _SMALL = 1_200, 320


@transaction.atomic
def set_picture(*, reward: Reward, content: bytes) -> Picture:
    """Take what the file shows, not the file: no hidden facts, no second meaning. Raises BadPicture."""
    image = _opened(content)
    large = _drawn(image, _LARGE)
    picture, _is_new = Picture.objects.update_or_create(
        reward=reward,
        defaults={
            "large": large,
            "small": _drawn(image, _SMALL),
            "digest": hashlib.sha256(large).hexdigest()[:16],
        },
    )
    Reward.objects.filter(pk=reward.pk).update(has_picture=True)
    return picture


@transaction.atomic
def remove_picture(*, reward: Reward) -> None:
    """The reward has no picture any more."""
    Picture.objects.filter(reward=reward).delete()
    Reward.objects.filter(pk=reward.pk).update(has_picture=False)


def _opened(content: bytes) -> Image.Image:
    """Decoded by its own first bytes, whatever its name says; sizes are looked at before a pixel is drawn."""
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


def _drawn(image: Image.Image, most: int) -> bytes:
    smaller = image.copy()
    smaller.thumbnail((most, most))
    file = io.BytesIO()
    smaller.save(file, "WEBP", quality=82)
    return file.getvalue()
