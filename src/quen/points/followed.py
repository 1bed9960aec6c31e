"""The reader that shares what households put together: a moment after someone earned, or left."""

from django.db.models import Q

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.people.events import HouseholdLeft
from quen.people.models import Customer
from quen.points.account import held_all
from quen.points.events import PointsEarned
from quen.points.models import Account
from quen.points.pool import contribute, leave_pool


def pool_reader() -> Reader:
    """Follows `points.earned` and `household.left`. One query where nobody in the batch shares."""
    return Reader(
        name="pools", take=_share, kinds=frozenset({PointsEarned.kind, HouseholdLeft.kind}), batch=10_000
    )


def _share(batch: Batch) -> None:
    if not Account.objects.filter(Q(pooled_percent__gt=0) | Q(household__isnull=False)).exists():
        return
    sharing = set(Account.objects.filter(pooled_percent__gt=0).values_list("customer", flat=True))
    _hold(batch)
    for event in batch:
        if event.kind == HouseholdLeft.kind and event.customer and event.subject:
            leave_pool(customer=event.customer, household=event.subject, at=event.happened_at, by=SYSTEM)
        elif event.customer in sharing and event.subject:
            contribute(earned=event.subject, at=event.happened_at, by=SYSTEM)


def _hold(batch: Batch) -> None:
    """Lock every account the batch may move points of at once, so that its many steps keep the one order."""
    events = list(batch)
    left = [event for event in events if event.kind == HouseholdLeft.kind]
    people = Customer.objects.filter(pk__in={event.customer for event in events})
    leavers = people.filter(pk__in=[event.customer for event in left])
    accounts = Account.objects.filter(
        Q(customer__in=people.values("pk"), pooled_percent__gt=0)
        | Q(customer__in=leavers.values("pk"))
        | Q(customer__in=leavers.values("root"))
        | Q(household__in=people.values("household"))
        | Q(household__in=[event.subject for event in left if event.subject])
    )
    held_all(accounts.values_list("pk", flat=True))
