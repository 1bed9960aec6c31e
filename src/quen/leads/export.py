"""Leads leave the house in a file: who took which is part of the story."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.leads.events import LeadsExported


@transaction.atomic
def tell_of_export(*, leads: int, file_format: str, query: str, at: datetime, by: Actor) -> None:
    """Record that so many leads, found by the list's `query`, are about to be written into a file."""
    emit(LeadsExported(at=at, by=by, leads=leads, file_format=file_format, query=query))
