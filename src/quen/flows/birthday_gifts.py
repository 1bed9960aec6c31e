"""The birthday gift of a tier: a voucher on the day, once a year for each member."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q

from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.kernel.actor import SYSTEM
from quen.programme import Programme
from quen.programme.occasions import kept_on
from quen.shops.clock import day_of
from quen.vouchers.issue import issue
from quen.vouchers.models import Voucher
from quen.vouchers.of_programme import kind_of_programme

CATCH_UP_DAYS = 3
"""After a time without a worker, gifts of so many days before are still given."""


def give_birthday_gifts(*, at: datetime) -> int:
    """Give what the programme in force promises to members of a tier whose birthday it is, by the tier they hold now.

    Once for a member and a year, however often it is run. Who joined after the day has hers next year. How many were
    given.
    """
    programme = version_in_force(day_of(at))
    if programme is None or not (gifts := _gifts(programme)):
        return 0
    days = [day_of(at) - timedelta(days=back) for back in range(CATCH_UP_DAYS + 1)]
    return sum(
        _give(programme, gifts[member.tier], member.customer_id, day, at)
        for day in days
        for member in _born_on(day, list(gifts))
    )


def _gifts(programme: Programme) -> Mapping[str, str]:
    """The key of the voucher for each tier that has one."""
    steps = programme.tiers.steps if programme.tiers else ()
    return {step.key: step.benefits.birthday_gift for step in steps if step.benefits.birthday_gift}


def _born_on(day: date, tiers: list[str]) -> list[Member]:
    born = Q()
    for month, day_of_month in kept_on(day):
        born |= Q(customer__birth_date__month=month, customer__birth_date__day=day_of_month)
    members = Member.objects.filter(
        born, left_at=None, tier__in=tiers, customer__birth_date__lt=day
    ).order_by("pk")  # fmt: skip
    return [member for member in members if day_of(member.enrolled_at) <= day]


def _give(programme: Programme, voucher: str, customer: int, day: date, at: datetime) -> bool:
    """Whether she was given one: not a second time where her tier has changed since, nor of a kind that was stopped."""
    key = f"birthday:{customer}:{day.year}"
    kind = kind_of_programme(programme, voucher, at=at, by=SYSTEM)
    if kind.stopped_at is not None or Voucher.objects.filter(key=key).exists():
        return False
    issue(kind=kind.key, customer=customer, source="birthday", at=at, key=key, by=SYSTEM)
    return True
