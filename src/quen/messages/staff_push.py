"""Notices for staff: the browsers on which each of them asked for some."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from quen.messages.push import checked_endpoint
from quen.messages.staff_push_models import StaffSubscription

MOST = 5
"""Browsers of one of the staff; the oldest make room."""


@transaction.atomic
def ask_for_staff_push(
    *, staff: int, endpoint: str, p256dh: str, auth: str, at: datetime
) -> StaffSubscription:
    """Send her notices there from now on; asked again it is the same one, and the one who asked last has it.

    Raises BadAddress or BadSetting for what no browser gives.
    """
    digest = checked_endpoint(endpoint, p256dh=p256dh, auth=auth)
    said = {"staff_id": staff, "endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    row, _is_new = StaffSubscription.objects.update_or_create(
        digest=digest, defaults=said, create_defaults={**said, "asked_at": at}
    )
    hers = StaffSubscription.objects.filter(staff=staff)
    kept = list(hers.order_by("-asked_at", "-pk").values_list("pk", flat=True)[:MOST])
    hers.exclude(pk__in=kept).delete()
    return row


def forget_of_staff(*, endpoint: str, staff: int | None = None) -> bool:
    """Nothing goes there any more; whether anything did. `staff`: only where it is hers."""
    rows = StaffSubscription.objects.filter(endpoint=endpoint)
    gone, _each = (rows if staff is None else rows.filter(staff=staff)).delete()
    return gone > 0


def goes_there(*, digest: str, staff: int) -> bool:
    """Whether her notices go to this browser."""
    return StaffSubscription.objects.filter(digest=digest, staff=staff).exists()


def end_on_browser(*, digest: str, of: int | None = None, but: int | None = None) -> None:
    """Send none to this browser: those of one of the staff (`of`), or of everyone but one."""
    rows = StaffSubscription.objects.filter(digest=digest)
    (rows if of is None else rows.filter(staff=of)).exclude(staff=but or 0).delete()


def subscriptions_of_staff(staff: Collection[int]) -> dict[int, list[StaffSubscription]]:
    """Each one's browsers. One query."""
    found: dict[int, list[StaffSubscription]] = {}
    for row in StaffSubscription.objects.filter(staff__in=staff).order_by("-asked_at", "-pk"):
        found.setdefault(row.staff_id, []).append(row)
    return found
