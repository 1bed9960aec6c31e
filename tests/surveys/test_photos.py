"""A photo in an answer is a stranger's file until it is drawn anew, and goes with the answer."""

import io
from datetime import datetime

import pytest
from PIL import Image

from quen.kernel.picture import BadPicture
from quen.surveys.errors import BadAnswer, BadSurvey
from quen.surveys.form import Question, SurveyForm, refuse_unfit
from quen.surveys.models import Response, Survey
from quen.surveys.photo_models import Photo
from quen.surveys.photos import keep_photo
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import QuestionKind
from tests import world as cast
from tests.surveys.lan_answers import lan_is_asked, taps

ASKS = Question("seen", QuestionKind.PHOTO, {"vi": "Cho chúng tôi xem", "en": "Show us"})
FORM = SurveyForm((READY_MADE["stars"].form.first, ASKS), {})


def photograph(kind: str = "JPEG", size: tuple[int, int] = (2_000, 1_000), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def survey(world: cast.World, now: datetime) -> Survey:
    return make_survey(name="Ảnh", form=FORM, at=now, by=world.by_mai)


@pytest.fixture
def response(world: cast.World, survey: Survey, now: datetime) -> Response:
    return taps(lan_is_asked(world, survey, now), 2, now)


def test_it_is_drawn_anew_without_place_and_words(response: Response, now: datetime) -> None:
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[2] = (10.0, 46.0, 0.0)  # where it was taken
    content = photograph(exif=exif) + b"<?php system($_GET[0]); ?>"
    photo = keep_photo(response=response.pk, question="seen", content=content, at=now)
    large = Image.open(io.BytesIO(photo.large))
    assert (large.format, large.size, dict(large.getexif())) == ("WEBP", (1_600, 800), {})
    assert b"script" not in photo.large and b"php" not in photo.large
    response.refresh_from_db()
    assert response.answers["seen"] == photo.digest


def test_another_takes_its_place_and_it_goes_with_the_answer(response: Response, now: datetime) -> None:
    keep_photo(response=response.pk, question="seen", content=photograph(), at=now)
    second = keep_photo(response=response.pk, question="seen", content=photograph("PNG", (50, 60)), at=now)
    assert list(Photo.objects.values_list("digest")) == [(second.digest,)]
    response.delete()
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload='alert(1)'/>", b"GIF89a" + b"\0" * 40, b"\x89PNG\r\n\x1a\n" + b"x" * 99]
)
def test_what_is_no_photo_is_refused(response: Response, now: datetime, content: bytes) -> None:
    with pytest.raises(BadPicture, match="no picture"):
        keep_photo(response=response.pk, question="seen", content=content, at=now)
    assert not Photo.objects.exists()


def test_too_large_a_bomb_and_where_none_was_asked(response: Response, now: datetime) -> None:
    with pytest.raises(BadPicture, match="8 MB"):
        keep_photo(response=response.pk, question="seen", content=b"x" * (8 * 1024 * 1024 + 1), at=now)
    with pytest.raises(BadPicture, match="pixels"):
        keep_photo(response=response.pk, question="seen", content=photograph("PNG", (8_000, 6_000)), at=now)
    with pytest.raises(BadAnswer):
        keep_photo(response=response.pk, question="score", content=photograph(), at=now)


def test_a_survey_does_not_begin_with_a_photo() -> None:
    with pytest.raises(BadSurvey):
        refuse_unfit(SurveyForm((ASKS,), {}))
