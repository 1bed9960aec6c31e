"""Decide what tills may do while the line is down."""

from typing import TypedDict, Unpack

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change
from quen.till.errors import NotALimit
from quen.till.models import (
    MOST_LEASE_HOURS,
    MOST_OFFLINE_MINOR,
    MOST_OFFLINE_POINTS,
    MOST_REMEMBERED,
    TillSettings,
)


class Decided(TypedDict, total=False):
    """What may be changed."""

    offline_points: int
    offline_voucher_minor: int
    lease_hours: int
    remembered_customers: int


_ALLOWED = {
    "offline_points": (0, MOST_OFFLINE_POINTS),
    "offline_voucher_minor": (0, MOST_OFFLINE_MINOR),
    "lease_hours": (1, MOST_LEASE_HOURS),
    "remembered_customers": (0, MOST_REMEMBERED),
}


def till_settings() -> TillSettings:
    """What is in force; the defaults until somebody changes them."""
    return TillSettings.objects.filter(pk=1).first() or TillSettings(pk=1)


@transaction.atomic
def change_till_settings(*, by: Actor, **decided: Unpack[Decided]) -> TillSettings:
    """Write what differs, with its history. Raises NotALimit."""
    for name, value in decided.items():
        least, most = _ALLOWED[name]
        if not least <= int(str(value)) <= most:
            raise NotALimit(
                gettext_noop("Choose a number from %(least)s to %(most)s."), least=least, most=most
            )
    row, _is_new = TillSettings.objects.select_for_update().get_or_create(pk=1)
    change(row, dict(decided), of="till", by=by)
    return row
