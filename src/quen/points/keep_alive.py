"""A visit keeps points alive, where the programme lets them end by inactivity."""

from datetime import datetime

from django.db.models import Q

from quen.enrolment.versions import launched
from quen.points.models import Account, Lot
from quen.programme import Programme
from quen.shops.clock import day_of, start_of


def keep_alive(*, account: int, programme: Programme, at: datetime) -> int:
    """Move the ends of the lots still alive at a visit to where inactivity would now end them; how many were moved.

    Only lots given under a version that ends by inactivity; under other programmes nothing happens, and no query.
    Call within the transaction of the visit, the account locked.
    """
    ends = programme.expiry.expires_on(day_of(at)) if programme.expiry.after == "inactivity" else None
    if ends is None:
        return 0
    until = start_of(ends)
    alive = Lot.objects.filter(
        Q(remaining__gt=0) | Q(reserved__gt=0), account=account, expires_at__gt=at, expires_at__lt=until,
        version__in=[version.version for version, _, _ in launched() if version.expiry.after == "inactivity"],
    )  # fmt: skip
    return alive.update(expires_at=until)


def kept_alive(lots: list[Lot], account: Account) -> None:
    """Give lots that get points back the end their siblings have by now: the visits since count for them too."""
    ending = {version.version for version, _, _ in launched() if version.expiry.after == "inactivity"}
    late = [lot for lot in lots if lot.version in ending and lot.expires_at is not None]
    if not late:
        return
    siblings = Lot.objects.filter(account=account, version__in=ending, expires_at__isnull=False)
    ends = siblings.order_by("-expires_at").values_list("expires_at", flat=True).first()
    Lot.objects.filter(pk__in=[lot.pk for lot in late], expires_at__lt=ends).update(expires_at=ends)
