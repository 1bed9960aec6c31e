"""Make a customer known."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.timezone import localdate

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.people.events import CustomerAdded
from quen.people.facts import Facts, checked
from quen.people.models import Customer
from quen.people.recognise import Recognition, keep_identity
from quen.people.search import refresh_search


@transaction.atomic
def create_customer(
    *, known_by: Iterable[Recognition] = (), by: Actor, at: datetime, **facts: Unpack[Facts]
) -> Customer:
    """Write a customer with what is known of her and how she is recognised.

    Raises IdentityTaken (which names the customer we know already) or UnknownFact, and writes nothing then.
    """
    customer = Customer.objects.create(**checked(facts, today=localdate(at)))
    for identity in dict.fromkeys(known_by):
        keep_identity(customer, identity)
    refresh_search([customer.pk])
    emit(CustomerAdded(at=at, by=by, customer=customer.pk, source=customer.source))
    return customer
