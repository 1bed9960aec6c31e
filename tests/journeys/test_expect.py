"""Before the start: how many customers a year would bring, and how small a lift they would show."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from quen.campaigns.reach import smallest_lift
from quen.journeys import expect as expecting
from quen.journeys.errors import TooLong
from quen.journeys.expect import expect, expect_due, lift_on_any_day
from quen.journeys.models import Expected, Journey
from quen.journeys.save import change_journey
from quen.journeys.switch import switch_on
from quen.journeys.yaml_text import from_values
from quen.kernel.actor import SYSTEM
from quen.kernel.sentences import gettext_noop
from quen.people.models import Customer
from tests.console.cast import signed_in
from tests.journeys.travel import buys, journey_of
from tests.world import World

WAIT = {"do": "wait", "days": 1}


def bought_before(now: datetime) -> None:
    """Four hundred bought once; every fourth of them again within thirty days."""
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(400))
    for number, each in enumerate(people):
        buys(each, now - timedelta(days=200))
        if number % 4 == 0:
            buys(each, now - timedelta(days=180))


def page_of(shop: World, journey: Journey) -> str:
    return signed_in(shop.mai).get(reverse("console:journeys:show", args=[journey.pk])).content.decode()


def test_with_400_customers_the_page_says_how_small_a_lift_can_be_seen(shop: World, now: datetime) -> None:
    bought_before(now)
    journey = journey_of(WAIT, at=now, is_on=False, holdout_percent=50)
    assert (expect_due(at=now), expect_due(at=now)) == (1, 0)
    kept = Expected.objects.get()
    assert (kept.customers, kept.rate) == (400, 0.25)
    once = smallest_lift(400, holdout_percent=50, rate=0.25)
    assert kept.smallest_lift is not None and once is not None
    assert 0.12 < once < kept.smallest_lift < 0.30
    shown = f"{100 * kept.smallest_lift:.1f}".replace(".", ",")
    page = page_of(shop, journey)
    assert "Một năm như vừa qua đưa đến 400 khách" in page
    assert f"thấy được mức tăng từ {shown} điểm phần trăm trở lên" in page


def test_it_is_worked_out_anew_for_what_is_changed_and_not_once_it_has_started(
    shop: World, now: datetime
) -> None:
    journey = journey_of(WAIT, at=now, is_on=False, holdout_percent=50)
    expect_due(at=now)
    assert "Năm vừa qua không ai vào" in page_of(shop, journey)
    values = {**journey.versions.get().values, "holdout_percent": 20}
    change_journey(journey=journey.pk, plan=from_values(values), at=now, by=SYSTEM)
    assert expect_due(at=now) == 1
    switch_on(journey=journey.pk, at=now, by=SYSTEM)
    assert "Năm vừa qua" not in page_of(shop, journey)
    journey_of(WAIT, at=now, is_on=False, key="khong-giu", holdout_percent=0)
    assert expect_due(at=now) == 0


def test_too_few_customers_show_nothing_and_more_show_more() -> None:
    assert lift_on_any_day(10, holdout_percent=10, rate=0.25) is None
    few, many = (lift_on_any_day(n, holdout_percent=20, rate=0.25) for n in (1_000, 20_000))
    assert few is not None and many is not None and many < few / 3


def test_what_takes_too_long_is_said_and_not_tried_every_second(
    shop: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_plan: object, **_asked: object) -> None:
        raise TooLong(
            gettext_noop("The year is too long to go through in so short a time. Nothing was changed.")
        )

    monkeypatch.setattr(expecting, "dry_run", too_long)
    journey = journey_of(WAIT, at=now, is_on=False, holdout_percent=50)
    assert (expect_due(at=now), expect_due(at=now)) == (1, 0)
    assert "quá lâu" in page_of(shop, journey)


def test_mai_asks_for_it_herself(shop: World, now: datetime) -> None:
    bought_before(now)
    journey = journey_of(WAIT, at=now, is_on=False, holdout_percent=50)
    assert "Mức tăng nhỏ nhất thấy được" in page_of(shop, journey)
    signed_in(shop.mai).post(reverse("console:journeys:look_ahead", args=[journey.pk]))
    assert Expected.objects.get().customers == 400
    assert expect(journey=journey, at=now).customers == 400
