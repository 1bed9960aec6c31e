"""Birthdays, anniversaries, warranties, days of the year and forecasts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from quen.insight.models import CustomerSummary, Forecast, RunsOut
from quen.journeys.by_date import enter_by_date
from quen.journeys.days import day_of_year
from quen.journeys.models import Enrolment, Journey, NotEntered, Skipped
from quen.people.models import Customer
from quen.purchases.models import Product
from tests.insight.shop import SAIGON, at, bring_back, buy
from tests.journeys.travel import after, journey_of
from tests.world import World

WAIT = {"do": "wait", "days": 30}


def by_date(now: datetime, **trigger: Any) -> Journey:
    return journey_of(WAIT, at=now, triggers=[{"on": "date", **trigger}])


def inside(journey: Journey) -> list[str]:
    rows = Enrolment.objects.filter(journey=journey).order_by("customer__name")
    return list(rows.values_list("customer__name", flat=True))


def test_a_week_before_her_birthday_at_nine(shop: World, now: datetime) -> None:
    shop.lan.birth_date = date(1990, 11, 29)
    shop.lan.save()
    journey = by_date(now, date="birthday", days=-7)
    assert enter_by_date(at=now) == 1
    assert enter_by_date(at=after(now, hours=1)) == 0
    her = Enrolment.objects.get(journey=journey)
    assert (her.occasion, her.facts) == ("birthday:2026", {"day": "2026-11-29"})
    assert her.due_at == at(date(2026, 11, 22), 9)


def test_who_was_born_on_the_29th_of_february_is_not_forgotten(shop: World) -> None:
    shop.lan.birth_date = date(1992, 2, 29)
    shop.lan.save()
    journey = by_date(at(date(2027, 2, 28), 1), date="birthday")
    enter_by_date(at=at(date(2027, 2, 28), 1))
    assert inside(journey) == [], "her birthday is kept on 1 March, as by the programme"
    enter_by_date(at=at(date(2027, 3, 1), 1))
    assert inside(journey) == ["Nguyễn Thị Lan"]


def test_a_birth_month_is_greeted_on_its_first_day(shop: World, now: datetime) -> None:
    shop.lan.birth_date = date(1990, 12, 20)
    shop.lan.save()
    journey = by_date(now, date="birth_month")
    enter_by_date(at=now)
    assert inside(journey) == []
    enter_by_date(at=at(date(2026, 12, 1), 0))
    assert inside(journey) == ["Nguyễn Thị Lan"]


def test_a_year_after_her_first_purchase(shop: World, now: datetime) -> None:
    dao = Customer.objects.create(name="Đạo")
    CustomerSummary.objects.create(customer=shop.lan, first_at=datetime(2024, 11, 22, 0, 30, tzinfo=SAIGON))
    CustomerSummary.objects.create(customer=dao, first_at=at(date(2026, 11, 22), 1))
    journey = by_date(now, date="first_purchase")
    enter_by_date(at=now)
    assert inside(journey) == ["Nguyễn Thị Lan"]
    assert Enrolment.objects.get().facts["number"] == 2


def test_thirty_days_before_a_warranty_ends_unless_it_was_brought_back(shop: World, now: datetime) -> None:
    grinder = Product.objects.create(code="xay", name="Máy xay", warranty_months=12)
    buy(shop.lan, date(2025, 12, 22), 900_000, store=shop.store, products=(grinder,))
    dao = Customer.objects.create(name="Đạo")
    back = buy(dao, date(2025, 12, 22), 900_000, store=shop.store, products=(grinder,))
    returned = bring_back(dao, date(2026, 1, 3), 900_000, store=shop.store)
    returned.purchase = back
    returned.save()
    returned.lines.update(product=grinder)
    journey = by_date(now, date="warranty_end", days=-30)
    enter_by_date(at=now)
    assert inside(journey) == ["Nguyễn Thị Lan"]
    assert Enrolment.objects.get().facts == {"day": "2026-12-22", "words": "Máy xay"}


def test_tet_is_greeted_by_the_moon_and_insiders_are_left_out(shop: World) -> None:
    Customer.objects.create(name="Nhân viên", is_internal=True)
    before = at(date(2027, 2, 1), 1)
    journey = by_date(before, date="day", day="lunar-01-01", days=-3)
    enter_by_date(at=before)
    assert inside(journey) == []
    enter_by_date(at=at(date(2027, 2, 3), 1))  # Tết is on 6 February 2027
    assert inside(journey) == ["Nguyễn Thị Lan"]


@pytest.mark.parametrize(
    ("written", "year", "found"),
    [
        ("03-08", 2027, date(2027, 3, 8)),
        ("lunar-08-15", 2026, date(2026, 9, 25)),
        ("lunar-12-23", 2026, date(2027, 1, 30)),
        ("02-29", 2027, None),
    ],
)
def test_days_of_the_year(written: str, year: int, found: date | None) -> None:
    assert day_of_year(written, year) == found


def test_days_missed_are_made_up_for_as_long_as_they_are_fresh(shop: World, now: datetime) -> None:
    people = [
        Customer.objects.create(name=f"Khách {day}", birth_date=date(1990, 11, day))
        for day in (23, 26, 27, 28)
    ]
    journey = by_date(now, date="birthday")
    enter_by_date(at=now)
    enter_by_date(at=after(now, days=5))  # nothing ran from the 23rd to the 26th; today is the 27th
    assert inside(journey) == ["Khách 26", "Khách 27"]
    assert list(Skipped.objects.values_list("reason", "customers")) == [(NotEntered.STALE, 1)]
    assert len(people) == 4


def forecast(customer: Customer, overdue: float) -> None:
    Forecast.objects.create(
        customer=customer, p_active=0.5, overdue=overdue, returns_90=0.5, expected_30=1, expected_90=1,
        expected_365=1, expected_90_low=0, expected_90_high=3, spend_30_minor=1, spend_90_minor=1,
        spend_365_minor=1, spend_90_low_minor=0, spend_90_high_minor=3, lifetime_value_minor=1,
        worked_out_on=date(2026, 11, 21),
    )  # fmt: skip


def test_one_silence_begins_it_once(shop: World, now: datetime) -> None:
    dao = Customer.objects.create(name="Đạo")
    for who, share in ((shop.lan, 0.95), (dao, 0.5)):
        CustomerSummary.objects.create(customer=who, last_at=at(date(2026, 9, 1)))
        forecast(who, share)
    journey = journey_of(
        {"do": "wait", "days": 1},
        at=now,
        triggers=[{"on": "forecast", "forecast": "overdue"}],
        reentry_days=0,
    )
    for day in range(4):
        enter_by_date(at=after(now, days=day))
        Enrolment.objects.filter(journey=journey).update(state="left", left_at=now)
    assert inside(journey) == ["Nguyễn Thị Lan"]
    assert not Skipped.objects.exists()
    CustomerSummary.objects.update(last_at=after(now, days=4))
    enter_by_date(at=after(now, days=30))
    assert inside(journey) == ["Nguyễn Thị Lan", "Nguyễn Thị Lan"]


def test_before_her_coffee_runs_out(shop: World, now: datetime) -> None:
    coffee = Product.objects.create(code="cf", name="Cà phê hạt 500 g")
    today = at(date(2026, 11, 22)).date()
    RunsOut.objects.create(
        customer=shop.lan, product=coffee, interval_days=30, runs_out_on=today + timedelta(days=2), early_on=today,
        late_on=today + timedelta(days=6),
    )  # fmt: skip
    journey = journey_of(WAIT, at=now, triggers=[{"on": "forecast", "forecast": "runs_out", "days": 3}])
    enter_by_date(at=now)
    assert Enrolment.objects.get(journey=journey).facts == {"words": "Cà phê hạt 500 g", "day": "2026-11-24"}
