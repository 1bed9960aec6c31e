"""A reward's picture: what is uploaded is a stranger's file until it is drawn anew."""

import hashlib

from django.db import transaction

from quen.kernel.picture import drawn, opened
from quen.rewards.models import Picture, Reward

_LARGE, _SMALL = 1_200, 320


@transaction.atomic
def set_picture(*, reward: Reward, content: bytes) -> Picture:
    """Take what the file shows, not the file: no hidden facts, no second meaning. Raises BadPicture."""
    image = opened(content)
    large = drawn(image, _LARGE)
    picture, _is_new = Picture.objects.update_or_create(
        reward=reward,
        defaults={
            "large": large,
            "small": drawn(image, _SMALL),
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
