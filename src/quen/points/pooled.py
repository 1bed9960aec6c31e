"""What a household has put together, and who shares how much of what she earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from quen.people.models import Customer
from quen.points.lots import soonest_first
from quen.points.models import Account, Lot
from quen.points.reads import Balance, balance_from


@dataclass(frozen=True)
class Sharer:
    """One of the household; so many percent of what she earns go into its points."""

    customer: Customer
    percent: int


@dataclass(frozen=True)
class Pool:
    """A household's points. `balance` is None as long as nobody ever shared."""

    sharers: Sequence[Sharer]
    balance: Balance | None

    def percent_of(self, customer: int) -> int:
        """What this one shares."""
        return next((one.percent for one in self.sharers if one.customer.pk == customer), 0)


def pool_of(*, household: int, at: datetime) -> Pool:
    """The points of a household at that moment. Four queries."""
    living = list(Customer.objects.filter(household=household, root=None).order_by("pk").defer("search"))
    shares = dict(Account.objects.filter(customer__in=living).values_list("customer", "pooled_percent"))
    account = Account.objects.filter(household=household).first()
    balance = None
    if account is not None:
        holding = Lot.objects.filter(~Q(remaining=0) | Q(reserved__gt=0), account=account)
        balance = balance_from(list(soonest_first(holding)), at)
    return Pool([Sharer(one, shares.get(one.pk, 0)) for one in living], balance)
