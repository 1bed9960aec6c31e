"""Customers who live and buy together: join, leave, split."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit, emit_all
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.errors import NotInHousehold
from quen.people.events import HouseholdJoined, HouseholdLeft
from quen.people.find import locked
from quen.people.models import Customer, Household


@transaction.atomic
def join_household(*, customer: int, of: int, by: Actor, at: datetime) -> Household:
    """Let a customer count with the household of another; where that one has none, the two found one.

    A customer who was in another household leaves it. Raises NoSuchCustomer, NotInHousehold.
    """
    if customer == of:
        raise NotInHousehold(
            gettext_noop("A household begins with two customers. Choose another one to live with.")
        )
    first, second = (locked(one) for one in sorted((customer, of)))
    joining, host = (first, second) if first.pk == customer else (second, first)
    if host.household is None:
        _move([host], Household.objects.create(name=tidy(host.name)), by, at)
    household = host.household
    assert household is not None
    if joining.household_id != household.pk:
        _move([joining], household, by, at)
    return household


@transaction.atomic
def leave_household(*, customer: int, by: Actor, at: datetime) -> None:
    """Let a customer count alone. The household ends with its last customer. Raises NotInHousehold."""
    leaving = locked(customer)
    if leaving.household_id is None:
        raise NotInHousehold(gettext_noop("%(customer)s belongs to no household."), customer=str(leaving))
    _move([leaving], None, by, at)


@transaction.atomic
def split_household(*, household: int, customers: Iterable[int], by: Actor, at: datetime) -> Household:
    """Let these customers of a household found one of their own. Raises NotInHousehold, and moves nobody then."""
    leaving = [locked(customer) for customer in sorted(set(customers))]
    if not leaving or any(customer.household_id != household for customer in leaving):
        raise NotInHousehold(
            gettext_noop("Choose customers of this household only. Open it again: someone may have left.")
        )
    founded = Household.objects.create(name=tidy(leaving[0].name))
    _move(leaving, founded, by, at)
    return founded


def _move(customers: list[Customer], to: Household | None, by: Actor, at: datetime) -> None:
    left = {customer.household_id for customer in customers if customer.household_id}
    emit_all(
        HouseholdLeft(at=at, by=by, customer=customer.pk, subject=customer.household_id)
        for customer in customers
        if customer.household_id
    )
    for customer in customers:
        customer.household = to
        customer.save(update_fields=["household"])
        if to is not None:
            emit(HouseholdJoined(at=at, by=by, customer=customer.pk, subject=to.pk))
    Household.objects.filter(pk__in=left, customers=None).delete()
