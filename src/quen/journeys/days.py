"""Whose day it is: birthdays, anniversaries, the end of a warranty, a day of the year, and what forecasts say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from quen.insight.models import Forecast, RunsOut
from quen.journeys.triggers import OnDate, OnForecast
from quen.kernel.lunar import to_solar
from quen.people.models import Customer, CustomerKind
from quen.programme.occasions import kept_on

_YEARLY = {
    "first_purchase": (files("quen.journeys") / "first_purchase.sql").read_text(),
    "member_since": (files("quen.journeys") / "member_since.sql").read_text(),
}
_WARRANTY = (files("quen.journeys") / "warranty_end.sql").read_text()

_POINTS = (files("quen.journeys") / "points_expire.sql").read_text()


@dataclass(frozen=True)
class Person:
    """A customer whose day it is, what it is, and what texts may say of it."""

    customer: int
    occasion: str
    facts: dict[str, object] = field(default_factory=dict)


def people_of_day(trigger: OnDate, day: date, zone: ZoneInfo) -> Sequence[Person]:
    """Whose day, moved by the trigger's days, it is."""
    meant = day - timedelta(days=trigger.days)
    if trigger.date in {"birthday", "birth_month"}:
        return list(_birthdays(trigger, meant))
    if trigger.date == "day":
        return list(_everybody(trigger, meant))
    if trigger.date == "warranty_end":
        return [
            Person(customer, f"warranty:{line}", {"day": meant.isoformat(), "words": product})
            for customer, line, product in _rows(_WARRANTY, {"day": meant, "zone": zone.key})
        ]
    if trigger.date == "points_expire":
        return [
            Person(
                customer, f"points_expire:{meant.isoformat()}", {"day": meant.isoformat(), "number": points}
            )
            for customer, points in _rows(_POINTS, {"day": meant, "zone": zone.key})
        ]
    rows = _rows(_YEARLY[trigger.date], {"days": _month_days(meant), "day": meant, "zone": zone.key})
    return [
        Person(customer, f"{trigger.date}:{meant.year}", {"day": meant.isoformat(), "number": years})
        for customer, years in rows
    ]


def overdue(trigger: OnForecast) -> Iterator[Person]:
    """Silent longer than so many percent of their own gaps; once for each silence."""
    rows = Forecast.objects.filter(
        overdue__gte=trigger.percent / 100, customer__summary__last_at__isnull=False
    )
    for customer, last_at in rows.values_list("customer", "customer__summary__last_at").iterator():
        yield Person(customer, f"overdue:{last_at:%Y-%m-%d}")


def running_out(trigger: OnForecast, today: date) -> Iterator[Person]:
    """Run out of something within so many days, and are not late by their own rhythm yet; once for each purchase."""
    soon = RunsOut.objects.filter(runs_out_on__lte=today + timedelta(days=trigger.days), late_on__gte=today)
    rows = (
        soon.exclude(product__name="")
        .order_by("runs_out_on", "product")
        .values_list("customer", "product", "product__name", "runs_out_on", "customer__summary__last_at")
    )
    for customer, product, name, day, last_at in rows.iterator():
        since = f"{last_at:%Y-%m-%d}" if last_at else ""
        yield Person(customer, f"runs_out:{product}:{since}", {"words": name, "day": day.isoformat()})


def day_of_year(written: str, year: int) -> date | None:
    """``03-08`` or ``lunar-01-01`` in that year; None where the year has no such day."""
    is_lunar = written.startswith("lunar-")
    month, day = (int(part) for part in written.removeprefix("lunar-").split("-"))
    try:
        return to_solar(year=year, month=month, day=day) if is_lunar else date(year, month, day)
    except ValueError:
        return None


def _birthdays(trigger: OnDate, meant: date) -> Iterator[Person]:
    if trigger.date == "birth_month" and meant.day != 1:
        return
    people = Customer.objects.filter(root=None, kind=CustomerKind.PERSON, birth_date__lt=meant)
    if trigger.date == "birth_month":
        people = people.filter(birth_date__month=meant.month)
    else:
        born = Q()
        for month, day in kept_on(meant):
            born |= Q(birth_date__month=month, birth_date__day=day)
        people = people.filter(born)
    for customer in people.order_by("pk").values_list("pk", flat=True):
        yield Person(customer, f"{trigger.date}:{meant.year}", {"day": meant.isoformat()})


def _everybody(trigger: OnDate, meant: date) -> Iterator[Person]:
    """Every customer who is no insider; the lunar new year may lie in the solar year after its own."""
    assert trigger.day is not None
    if meant not in {day_of_year(trigger.day, meant.year), day_of_year(trigger.day, meant.year - 1)}:
        return
    people = Customer.objects.filter(root=None, is_internal=False).order_by("pk")
    for customer in people.values_list("pk", flat=True).iterator():
        yield Person(customer, f"day:{meant.isoformat()}", {"day": meant.isoformat()})


def _month_days(day: date) -> list[str]:
    return [f"{month:02}{of_month:02}" for month, of_month in kept_on(day)]


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
