"""A customer by her number, as herself or as whom she now counts."""

from typing import Any

from django.db.models import Q, QuerySet

from quen.kernel.sentences import gettext_noop
from quen.people.errors import NoSuchCustomer
from quen.people.models import Customer


def root_of(customer: int) -> Customer:
    """The customer this one now counts as, herself where she was not merged. Raises NoSuchCustomer."""
    found = Customer.objects.filter(pk=customer).select_related("root").first()
    if found is None:
        raise no_such(customer)
    return found.root or found


Group = QuerySet[Customer, Any]
"""Numbers of customers who are one person, to be asked inside another query."""


def group_of(root: int) -> Group:
    """The root and all merged into her, as a part of another query: none of its own."""
    return Customer.objects.filter(Q(pk=root) | Q(root=root)).values("pk")


def everyone_in(root: int) -> list[int]:
    """The root and all merged into her."""
    return list(
        Customer.objects.filter(Q(pk=root) | Q(root=root)).order_by("pk").values_list("pk", flat=True)
    )


def locked(customer: int) -> Customer:
    """The customer's own row, held until the transaction ends. Raises NoSuchCustomer."""
    found = Customer.objects.select_for_update(of=("self",)).filter(pk=customer).first()
    if found is None:
        raise no_such(customer)
    return found


def root_held(customer: int) -> int:
    """Whom the customer counts as, which stays so until the transaction ends: no merge of hers ends meanwhile.

    Hold her before members and accounts, as merging does. Raises NoSuchCustomer.
    """
    rows = Customer.objects.select_for_update(of=("self",), no_key=True).filter(pk=customer)
    found = rows.values_list("pk", "root").first()
    if found is None:
        raise no_such(customer)
    return found[1] or found[0]


def no_such(customer: int) -> NoSuchCustomer:
    """The refusal for a number nobody has."""
    return NoSuchCustomer(
        gettext_noop("There is no customer number %(customer)s. Search by name or phone instead."),
        customer=customer,
    )
