"""Whom a request of a person is about, and every room's word on what it keeps of persons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from quen.kernel.personal import Kept, Person
from quen.kernel.phone import national
from quen.messages.zalo_users import numbers_of
from quen.people.find import root_of
from quen.people.models import Customer, Identity, IdentityKind

_REACHED = (IdentityKind.PHONE, IdentityKind.EMAIL)


@dataclass(frozen=True)
class Room:
    """What a room declares in its `personal.py`."""

    name: str
    kept: tuple[Kept, ...] = ()
    nobody: frozenset[str] = field(default_factory=frozenset)
    erase_more: Callable[[Person], None] | None = None
    tell_more: Callable[[Person], "Told"] | None = None


Told = tuple[str, list[dict[str, object]]]
"""A heading, and rows under it."""


@cache
def rooms() -> tuple[Room, ...]:
    """Every room that keeps anything, the lowest first."""
    return tuple(_rooms())


def _rooms() -> Iterator[Room]:
    for config in apps.get_app_configs():
        if config.name.startswith("quen.") and find_spec(f"{config.name}.personal"):
            said = import_module(f"{config.name}.personal")
            yield Room(
                config.name,
                getattr(said, "KEPT", ()),
                getattr(said, "NOBODY", frozenset()),
                getattr(said, "erase_more", None),
                getattr(said, "tell_more", None),
            )


def person_of(customer: int) -> Person:
    """The whole person behind a customer's number: the one it counts as, and all merged into her.

    Raises NoSuchCustomer.
    """
    root = root_of(customer).pk
    names = dict(Customer.objects.filter(Q(pk=root) | Q(root=root)).order_by("pk").values_list("pk", "name"))
    everyone = [root, *(each for each in names if each != root)]
    values = Identity.objects.filter(customer__in=everyone, kind__in=_REACHED).values_list("value", flat=True)
    reached = frozenset(_spellings(values))
    at_zalo = numbers_of(customers=everyone, phones=reached)
    return Person(everyone, frozenset(filter(None, names.values())), reached | at_zalo)


def _spellings(values: QuerySet[Identity, str]) -> Iterator[str]:
    for value in values:
        yield value
        if value.startswith("+"):
            yield national(value).replace(" ", "")


def rows_of(kept: Kept, person: Person) -> QuerySet[Model]:
    """The rows of one table that are about her."""
    model = apps.get_model(kept.model)
    hers = Q(pk__in=[])
    for look_up in kept.of:
        hers |= Q(**{f"{look_up}__in": person.customers})
    for look_up in kept.at:
        hers |= Q(**{f"{look_up}__in": person.addresses})
    rows: QuerySet[Model] = model._default_manager.filter(hers)
    return rows.distinct() if any("__" in each for each in kept.of + kept.at) or len(kept.of) > 1 else rows
