"""Who is buying where and when: the facts a voucher is judged by beside the lines."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from quen.enrolment.models import Member
from quen.people.find import everyone_in, root_of
from quen.programme.fields import WEEKDAYS
from quen.shops.models import Store
from quen.shops.reads import current_business


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """`customer` is the root and `everyone` all who count as her; `minute` is of the shop's day."""

    at: datetime
    day: date
    minute: int
    weekday: str
    store: int
    store_name: str
    channel: str
    customer: int | None
    everyone: frozenset[int]
    is_member: bool
    tier: str
    tags: frozenset[str]
    currency: str


def occasion(*, customer: int | None, store: int, channel: str = "", at: datetime) -> Occasion:
    """Read it. Raises NoSuchCustomer."""
    business = current_business()
    local = at.astimezone(ZoneInfo(business.timezone if business else settings.TIME_ZONE))
    root = root_of(customer) if customer is not None else None
    everyone = everyone_in(root.pk) if root else []
    member = Member.objects.filter(customer__in=everyone, left_at__isnull=True).first() if root else None
    return Occasion(
        at=at,
        day=local.date(),
        minute=local.hour * 60 + local.minute,
        weekday=WEEKDAYS[local.weekday()],
        store=store,
        store_name=Store.objects.filter(pk=store).values_list("name", flat=True).first() or "",
        channel=channel,
        customer=root.pk if root else None,
        everyone=frozenset(everyone),
        is_member=member is not None,
        tier=member.tier if member else "",
        tags=frozenset(root.tags) if root else frozenset(),
        currency=business.currency if business else "VND",
    )
