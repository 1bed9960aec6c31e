"""Answers leave the house in a file: who took which is part of the story."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.surveys.events import AnswersExported


@transaction.atomic
def tell_of_export(*, answers: int, file_format: str, query: str, at: datetime, by: Actor) -> None:
    """Record that so many answers, found by the list's `query`, are about to be written into a file."""
    emit(AnswersExported(at=at, by=by, answers=answers, file_format=file_format, query=query))
