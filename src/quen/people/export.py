"""Customers leave the house in a file: who took which ones is part of the story."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.people.events import CustomersExported


@transaction.atomic
def tell_of_export(*, customers: int, file_format: str, query: str, by: Actor, at: datetime) -> None:
    """Record that so many customers, found by the list's `query`, are about to be written into a file."""
    emit(CustomersExported(at=at, by=by, customers=customers, file_format=file_format, query=query))
