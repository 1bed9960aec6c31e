"""Questions about the business and its stores."""

from django.db.models import Exists

from quen.shops.models import Business, Staff, Store, StoreAlias
from quen.shops.roles import Role


def current_business() -> Business | None:
    """The business of this installation, None before set-up."""
    return Business.objects.filter(id=1).first()


def business_with_owner() -> tuple[Business | None, bool]:
    """The business, and whether it has an active owner, in one query; two before set-up."""
    owners = Staff.objects.filter(role=Role.OWNER, is_active=True)
    business = Business.objects.annotate(has_owner=Exists(owners)).filter(id=1).first()
    return business, bool(business.has_owner) if business is not None else is_set_up()


def is_set_up() -> bool:
    """Whether the business has an active owner. A business alone may stem from an import on the command line."""
    return Staff.objects.filter(role=Role.OWNER, is_active=True).exists()


def stores_by_name() -> dict[str, int]:
    """The stores' numbers by the search keys of their names and of all they were ever called by. Two queries."""
    return {
        **dict(StoreAlias.objects.values_list("key", "store")),
        **dict(Store.objects.values_list("key", "pk")),
    }
