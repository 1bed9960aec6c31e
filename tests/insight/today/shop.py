"""Small facts for the stories of the list of the day."""

from datetime import date, timedelta
from typing import Any

from quen.insight.models import Forecast
from quen.insight.summary.due import measure_yardsticks, refresh_due
from quen.insight.summary.refresh import refresh_all
from quen.insight.today.models import Care
from quen.insight.today.work_out import work_out
from quen.people.models import Consent, ConsentChannel, Customer, Identity, IdentityKind, Purpose
from tests.insight.shop import at, buy
from tests.world import World

TODAY = date(2026, 11, 22)


def settle(day: date = TODAY) -> None:
    refresh_all(today=day)
    measure_yardsticks(today=day)
    refresh_due(today=day)


def regular(name: str, silent_days: int, amount: int, world: World, **facts: Any) -> Customer:
    """Came every ten days, three times: due thirty days after the last."""
    customer = Customer.objects.create(name=name, **facts)
    last_day = TODAY - timedelta(days=silent_days)
    for days in (20, 10, 0):
        buy(customer, last_day - timedelta(days=days), amount, store=world.store)
    return customer


def agree(
    customer: Customer,
    phone: str = "",
    channel: ConsentChannel = ConsentChannel.ALL,
    *,
    is_given: bool = True,
) -> None:
    """Her word on offers, and a number to reach her by."""
    if phone:
        Identity.objects.create(customer=customer, kind=IdentityKind.PHONE, value=phone)
    Consent.objects.create(
        customer=customer, purpose=Purpose.MARKETING, channel=channel, is_given=is_given,
        given_at=at(TODAY, 8), proof="lời nói", recorded_by="system",
    )  # fmt: skip


def meant(kind: str, day: date = TODAY) -> list[tuple[str, int, dict[str, Any]]]:
    """Name, gain and facts of whom the day's list names for this reason, in its order."""
    work_out(day=day, at=at(day))
    lines = (
        Care.objects.filter(day=day, kind=kind).select_related("customer").order_by("-gain_minor", "customer")
    )
    return [(line.customer.name, line.gain_minor, line.facts) for line in lines]


def forecast(customer: Customer, **changed: Any) -> Forecast:
    """A forecast of hers, not saved yet."""
    facts: dict[str, Any] = {
        "p_active": 0.5, "overdue": 0.9, "returns_90": 0.4, "next_visit": None, "expected_30": 1.0, "expected_90": 2.0,
        "expected_365": 6.0, "expected_90_low": 0, "expected_90_high": 5, "spend_30_minor": 0, "spend_90_minor": 0,
        "spend_365_minor": 0, "spend_90_low_minor": 0, "spend_90_high_minor": 0, "lifetime_value_minor": 0,
        "worked_out_on": TODAY, **changed,
    }  # fmt: skip
    return Forecast(customer=customer, **facts)
