"""Photos in answers: taken from anybody, so never kept as they came."""

import hashlib
from datetime import datetime

from django.db import transaction

from quen.kernel.picture import drawn, opened
from quen.kernel.sentences import gettext_noop
from quen.surveys.answer import response_held
from quen.surveys.errors import BadAnswer
from quen.surveys.find import form_of
from quen.surveys.photo_models import Photo
from quen.surveys.scales import Band, QuestionKind

_LARGE, _SMALL = 1_600, 240


@transaction.atomic
def keep_photo(*, response: int, question: str, content: bytes, at: datetime) -> Photo:
    """What the file shows, drawn anew; another one for the same question takes its place.

    Place and time the camera wrote into it are gone. Raises NoSuchResponse, BadAnswer, BadPicture.
    """
    row = response_held(response, at=at)
    asked = {
        each.key for each in form_of(row.version).following(Band(row.band) if row.band else None)
        if each.kind == QuestionKind.PHOTO
    }  # fmt: skip
    if question not in asked:
        raise BadAnswer(gettext_noop("No photo was asked for here."))
    image = opened(content)
    large = drawn(image, _LARGE)
    facts = {
        "large": large, "small": drawn(image, _SMALL), "digest": hashlib.sha256(large).hexdigest()[:16], "taken_at": at,
    }  # fmt: skip
    photo, _is_new = Photo.objects.update_or_create(response=row, question=question, defaults=facts)
    row.answers = {**row.answers, question: photo.digest}
    row.save(update_fields=["answers"])
    return photo
