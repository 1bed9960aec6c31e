"""Change what is known of a customer; the event keeps what was known before."""

from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.timezone import localdate

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.people.events import CustomerEdited
from quen.people.facts import Facts, checked, written
from quen.people.find import locked
from quen.people.models import Customer
from quen.people.search import refresh_search


@transaction.atomic
def edit_customer(*, customer: int, by: Actor, at: datetime, **facts: Unpack[Facts]) -> Customer:
    """Set these facts, and only these. Nothing changed, nothing written. Raises NoSuchCustomer, UnknownFact."""
    found = locked(customer)
    wanted = checked(facts, today=localdate(at))
    changed = {field: value for field, value in wanted.items() if getattr(found, field) != value}
    if not changed:
        return found
    before = {field: written(getattr(found, field)) for field in changed}
    after = {field: written(value) for field, value in changed.items()}
    _write(found, changed)
    emit(CustomerEdited(at=at, by=by, customer=found.pk, before=before, after=after))
    return found


def _write(customer: Customer, changed: dict[str, object]) -> None:
    for field, value in changed.items():
        setattr(customer, field, value)
    if "name" in changed:
        customer.named_at = None  # staff gave it: no later sale renames her
        changed = {**changed, "named_at": None}
    customer.save(update_fields=list(changed))
    if "name" in changed:
        refresh_search([customer.pk])
