"""Who is buying where and when: the facts a voucher is judged by beside the lines."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from quen.people.find import no_such
from quen.programme.fields import WEEKDAYS

_READ = Path(__file__).with_suffix(".sql").read_text("utf-8")


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
    """Read it, in one round trip. Raises NoSuchCustomer."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"customer": customer, "store": store})
        timezone, currency, store_name, root, tags, everyone, tier = cursor.fetchone()
    if customer is not None and root is None:
        raise no_such(customer)
    local = at.astimezone(ZoneInfo(timezone or settings.TIME_ZONE))
    return Occasion(
        at=at,
        day=local.date(),
        minute=local.hour * 60 + local.minute,
        weekday=WEEKDAYS[local.weekday()],
        store=store,
        store_name=store_name or "",
        channel=channel,
        customer=root,
        everyone=frozenset(everyone or ()),
        is_member=tier is not None,
        tier=tier or "",
        tags=frozenset(tags or ()),
        currency=currency or "VND",
    )
