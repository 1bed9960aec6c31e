"""Each is written to in the hour she usually buys, never outside the channel's hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.campaigns.launch import launch
from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.people.models import Customer
from quen.purchases.models import Purchase
from tests.campaigns.crowd import NOW, approved, people, plan, shop_with_channels
from tests.world import World

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def buys_at(shop: World, customer: Customer, *hours: int) -> None:
    for day, hour in enumerate(hours, start=1):
        bought_at = datetime(2026, 10, day, hour, 30, tzinfo=ZONE)
        Purchase.objects.create(
            store=shop.store,
            receipt=f"{customer.pk}-{day}",
            customer=customer,
            amount_minor=1,
            bought_at=bought_at,
        )


def test_evening_morning_night_and_no_habit() -> None:
    shop = shop_with_channels()
    evening, early, night, seldom = people(4, kinds=("phone",))
    buys_at(shop, evening, 18, 18, 9)
    buys_at(shop, early, 8, 8, 8)
    buys_at(shop, night, 23, 23, 23)
    buys_at(shop, seldom, 18, 18)
    row = approved(plan(Channel.SMS, holdout_percent=0, at_her_hour=True))
    launch(campaign=row.pk, at=NOW)  # nine in the morning
    day = NOW.astimezone(ZONE).replace(minute=0)
    assert dict(Message.objects.values_list("customer", "due_at")) == {
        evening.pk: day.replace(hour=18),
        early.pk: day.replace(hour=8) + timedelta(days=1),
        night.pk: day.replace(hour=21),
        seldom.pk: NOW,
    }
