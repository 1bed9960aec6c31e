"""Whose day it was on each day of a stretch of time, as `days.py` has it for one day: one question for all of them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from quen.journeys.days import Person, day_of_year
from quen.journeys.triggers import OnDate
from quen.people.models import Customer, CustomerKind
from quen.programme.occasions import anniversary

_FIRSTS = {
    name: (files("quen.journeys") / f"{name}_of.sql").read_text()
    for name in ("first_purchase", "member_since")
}
_WARRANTY = (files("quen.journeys") / "warranty_end_within.sql").read_text()

Dated = tuple[date, Person]


def people_of_days(
    trigger: OnDate, first: date, last: date, zone: ZoneInfo, *, among: Sequence[int]
) -> list[Dated]:
    """With each day from the first to the last: who of these customers' day, moved by the trigger's days, it is.

    In the order of days. Not of days on which points expire: which did, nobody knows later.
    """
    moved = timedelta(days=trigger.days)
    found = _meant(trigger, first - moved, last - moved, zone, list(among))
    return sorted(((day + moved, person) for day, person in found), key=itemgetter(0))


def _meant(trigger: OnDate, first: date, last: date, zone: ZoneInfo, among: list[int]) -> Iterator[Dated]:
    match trigger.date:
        case "birthday" | "birth_month":
            yield from _birthdays(trigger.date, first, last, among)
        case "day":
            yield from _everybody(str(trigger.day), first, last, among)
        case "warranty_end":
            asked = {"first": first, "last": last, "zone": zone.key, "among": among}
            for day, customer, line, product in _rows(_WARRANTY, asked):
                yield day, Person(customer, f"warranty:{line}", {"day": day.isoformat(), "words": product})
        case "first_purchase" | "member_since":
            for customer, since in _rows(_FIRSTS[trigger.date], {"zone": zone.key, "among": among}):
                for day in _years_of(since, first, last):
                    facts = {"day": day.isoformat(), "number": day.year - since.year}
                    yield day, Person(customer, f"{trigger.date}:{day.year}", facts)


def _birthdays(which: str, first: date, last: date, among: list[int]) -> Iterator[Dated]:
    people = Customer.objects.filter(pk__in=among, root=None, kind=CustomerKind.PERSON, birth_date__lt=last)
    for customer, born in people.order_by("pk").values_list("pk", "birth_date"):
        assert born is not None
        for day in _years_of(born, first, last, is_month=which == "birth_month"):
            yield day, Person(customer, f"{which}:{day.year}", {"day": day.isoformat()})


def _years_of(since: date, first: date, last: date, *, is_month: bool = False) -> Iterator[date]:
    """Its day in each year, or the first of its month, after it and within these days."""
    for year in range(first.year, last.year + 1):
        day = date(year, since.month, 1) if is_month else anniversary(since, year)
        if first <= day <= last and since < day:
            yield day


def _everybody(written: str, first: date, last: date, among: list[int]) -> Iterator[Dated]:
    """The lunar new year may lie in the solar year after its own."""
    found = {day_of_year(written, year) for year in range(first.year - 1, last.year + 1)}
    days = sorted(day for day in found if day and first <= day <= last)
    people = Customer.objects.filter(pk__in=among, root=None, is_internal=False).order_by("pk")
    customers = list(people.values_list("pk", flat=True)) if days else []
    for day in days:
        for customer in customers:
            yield day, Person(customer, f"day:{day.isoformat()}", {"day": day.isoformat()})


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
