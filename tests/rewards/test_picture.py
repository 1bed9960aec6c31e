"""A picture is a stranger's file until it is drawn anew."""

import io
from datetime import datetime

import pytest
from PIL import Image

from quen.kernel.picture import BadPicture
from quen.rewards.catalogue import add_reward
from quen.rewards.models import Picture, Reward, RewardKind
from quen.rewards.picture import set_picture
from tests import world as cast


def photograph(kind: str = "JPEG", size: tuple[int, int] = (2_000, 1_000), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def reward(world: cast.World, now: datetime) -> Reward:
    return add_reward(kind=RewardKind.GIFT, name="Bình nước", points=50, at=now, by=world.by_mai)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_in_two_sizes(reward: Reward, kind: str) -> None:
    picture = set_picture(reward=reward, content=photograph(kind))
    large, small = (Image.open(io.BytesIO(content)) for content in (picture.large, picture.small))
    assert (large.format, large.size, small.size) == ("WEBP", (1_200, 600), (320, 160))
    reward.refresh_from_db()
    assert reward.has_picture


def test_nothing_hidden_in_the_file_survives(reward: Reward) -> None:
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    content = photograph(exif=exif) + b"<?php system($_GET[0]); ?>"
    picture = set_picture(reward=reward, content=content)
    assert b"script" not in picture.large
    assert b"php" not in picture.large


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 40,
        photograph()[:200],
        b"\x89PNG\r\n\x1a\n" + b"x" * 99,
    ],
)
def test_what_is_no_picture_is_refused(reward: Reward, content: bytes) -> None:
    with pytest.raises(BadPicture, match="no picture"):
        set_picture(reward=reward, content=content)
    assert not Picture.objects.exists()


def test_a_file_too_large_and_a_bomb_of_pixels_are_refused(reward: Reward) -> None:
    with pytest.raises(BadPicture, match="8 MB"):
        set_picture(reward=reward, content=b"x" * (8 * 1024 * 1024 + 1))
    with pytest.raises(BadPicture, match="pixels"):
        set_picture(reward=reward, content=photograph("PNG", (8_000, 6_000)))
