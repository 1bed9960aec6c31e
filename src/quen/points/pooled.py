"""What a household has put together, and who shares how much of what she earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

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
    """The points of a household at that moment. Two queries."""
    own = Account.objects.filter(customer=OuterRef("pk")).values("pooled_percent")[:1]
    is_open = Exists(Account.objects.filter(household=household))
    living = Customer.objects.filter(household=household, root=None).order_by("pk").defer("search")
    rows = list(living.annotate(percent=Coalesce(Subquery(own), 0), is_open=is_open))
    holding = Lot.objects.filter(~Q(remaining=0) | Q(reserved__gt=0), account__household=household)
    balance = balance_from(list(soonest_first(holding)), at)
    return Pool(
        sharers=[Sharer(one, one.percent) for one in rows],
        balance=balance if any(one.is_open for one in rows) else None,
    )
