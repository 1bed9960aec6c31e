"""The reader that shares what households put together: a moment after someone earned, or left."""

from django.db.models import Q

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.people.events import HouseholdLeft
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
    for event in batch:
        if event.kind == HouseholdLeft.kind and event.customer and event.subject:
            leave_pool(customer=event.customer, household=event.subject, at=event.happened_at, by=SYSTEM)
        elif event.customer in sharing and event.subject:
            contribute(earned=event.subject, at=event.happened_at, by=SYSTEM)
