"""What was held over night goes in the morning, unless what it was for has happened, or its time is over."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from quen.events.models import Event
from quen.journeys.models import Enrolment, Journey, Reason
from quen.journeys.switch import switch_off
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.claim import claim
from quen.messages.guard import Reason as WhyNot
from quen.messages.models import Message, State
from quen.messages.queue import Source, queue
from quen.messages.unsubscribe import unsubscribe
from quen.people.merge import merge
from quen.people.models import Customer
from tests.journeys.travel import THANKS, Values, after, buys, go, journey_of, only
from tests.world import World

HOUR = timedelta(hours=1)


def begun_at_night(shop: World, now: datetime, *, leaves: bool = True) -> tuple[Journey, datetime]:
    """Lan buys at ten in the evening; an hour later she is to be reminded, which waits till seven."""
    evening = now.replace(hour=15)
    journey = journey_of(
        {"do": "wait", "hours": 1}, THANKS, {"do": "wait", "days": 5}, at=now,
        goal={"event": "purchase.recorded", "leaves": leaves},
    )  # fmt: skip
    buys(shop.lan, evening)
    go(evening)
    go(evening + HOUR)
    assert found() == (State.HELD, WhyNot.QUIET_HOURS)
    return journey, evening


def found() -> tuple[str, str]:
    row = Message.objects.get(source_kind="journey")
    return row.state, row.reason


def taken(at: datetime) -> list[str]:
    return [row.source_kind for row in claim(Channel.SMS, slot=0, at=at, most=9)]


def test_it_goes_when_the_hours_begin_and_not_a_minute_before(shop: World, now: datetime) -> None:
    _journey, evening = begun_at_night(shop, now)
    assert taken(evening + 8 * HOUR + timedelta(minutes=59)) == []
    assert taken(evening + 9 * HOUR) == ["journey"]


def test_who_came_meanwhile_is_not_reminded_in_the_morning(shop: World, now: datetime) -> None:
    journey, evening = begun_at_night(shop, now)
    version = Message.objects.get().version
    other = queue(
        customer=shop.lan.pk, version=version, key="tet", at=evening + HOUR, by=SYSTEM, source=Source("campaign", 7)
    )  # fmt: skip
    buys(shop.lan, evening + 2 * HOUR)
    go(evening + 2 * HOUR)
    assert (only(journey).reason, *found()) == (Reason.GOAL, State.STOPPED, WhyNot.DONE_ALREADY)
    assert Message.objects.get(source_kind="journey").ended_at == evening + 2 * HOUR
    assert taken(evening + 9 * HOUR) == ["campaign"], other.key


def test_where_the_goal_is_counted_only_she_is_still_written_to(shop: World, now: datetime) -> None:
    _journey, evening = begun_at_night(shop, now, leaves=False)
    buys(shop.lan, evening + 2 * HOUR)
    go(evening + 2 * HOUR)
    assert found() == (State.HELD, WhyNot.QUIET_HOURS)


def test_what_a_merged_record_of_hers_bought_counts_as_hers(shop: World, now: datetime) -> None:
    journey, evening = begun_at_night(shop, now)
    double = Customer.objects.create(name="Lan N.")
    merge(customer=shop.lan.pk, into=double.pk, by=SYSTEM, at=evening + 2 * HOUR)
    buys(double, evening + 3 * HOUR)
    go(evening + 3 * HOUR)
    assert (only(journey).reason, *found()) == (Reason.GOAL, State.STOPPED, WhyNot.DONE_ALREADY)


def test_who_is_taken_out_is_not_written_to_any_more(shop: World, now: datetime) -> None:
    journey, evening = begun_at_night(shop, now)
    switch_off(journey=journey.pk, at=evening + 2 * HOUR, by=SYSTEM, is_emptied=True)
    assert (only(journey).reason, *found()) == (Reason.EMPTIED, State.STOPPED, WhyNot.LEFT_IT)
    assert taken(evening + 9 * HOUR) == []


def ended_at_night(shop: World, now: datetime, **said: Any) -> tuple[Journey, datetime]:
    """The last word is put down at ten in the evening, and the journey is over for Lan."""
    evening = now.replace(hour=15)
    journey = journey_of(THANKS, at=now, goal={"event": "purchase.recorded", **said})
    buys(shop.lan, evening)
    go(evening)
    assert (only(journey).reason, *found()) == (Reason.END, State.HELD, WhyNot.QUIET_HOURS)
    return journey, evening


def test_the_last_word_is_dropped_for_who_came_after_the_end(shop: World, now: datetime) -> None:
    journey, evening = ended_at_night(shop, now)
    word = Message.objects.get()
    buys(Customer.objects.create(name="Hoa"), evening + HOUR)
    go(evening + HOUR)
    word.refresh_from_db()
    assert (word.state, word.reason) == (State.HELD, WhyNot.QUIET_HOURS)
    double = Customer.objects.create(name="Lan N.")
    merge(customer=shop.lan.pk, into=double.pk, by=SYSTEM, at=evening + 2 * HOUR)
    buys(double, evening + 3 * HOUR)
    go(evening + 3 * HOUR)
    word.refresh_from_db()
    assert (word.state, word.reason) == (State.STOPPED, WhyNot.DONE_ALREADY)
    ended = Enrolment.objects.get(journey=journey, customer=shop.lan)
    assert (ended.reason, ended.goal_at) == (Reason.END, None)
    assert taken(evening + 9 * HOUR) == []


def test_the_last_word_goes_to_who_did_not_come_and_where_coming_is_only_counted(
    shop: World, now: datetime
) -> None:
    _journey, evening = ended_at_night(shop, now, leaves=False)
    buys(shop.lan, evening + 2 * HOUR)
    go(evening + 2 * HOUR)
    assert taken(evening + 9 * HOUR) == ["journey"]


def test_the_last_word_is_dropped_for_who_said_stop_and_where_the_journey_was_emptied(
    shop: World, now: datetime
) -> None:
    journey, evening = ended_at_night(shop, now)
    unsubscribe(customer=shop.lan.pk, channel=Channel.SMS, at=evening + HOUR, by=SYSTEM)
    assert taken(evening + 9 * HOUR) == []
    assert found() == (State.REFUSED, WhyNot.NO_CONSENT)
    Message.objects.update(state=State.HELD)
    switch_off(journey=journey.pk, at=evening + 2 * HOUR, by=SYSTEM, is_emptied=True)
    assert found() == (State.STOPPED, WhyNot.LEFT_IT)


BOUGHT: Values = {"event": "purchase.recorded"}
OUT: Values = {"do": "exit", "why": "Đã mua"}


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([THANKS, {"do": "wait", "hours": 1}, {"do": "condition", "happened": BOUGHT, "yes": [OUT]}], State.STOPPED),
        ([THANKS, {"do": "condition", "happened": BOUGHT, "no": [OUT]}], State.HELD),
        ([THANKS, {"do": "wait", "hours": 1}, OUT], State.HELD),
        ([{"do": "wait", "hours": 1}, {"do": "condition", "happened": BOUGHT, "yes": [THANKS, OUT]}], State.HELD),
        ([THANKS, {"do": "wait", "hours": 1}, {"do": "condition", "happened": BOUGHT, "yes": [
            {"do": "split", "ways": [{"percent": 50, "steps": [OUT]}, {"percent": 50, "steps": [OUT]}]}]}], State.STOPPED),
    ],
    ids=["sent out by a rule", "by a rule asked at once", "the end is an exit", "said before the exit", "by chance below a rule"],
)  # fmt: skip
def test_what_a_condition_knows_better_does_not_go(
    steps: list[Values], state: State, shop: World, now: datetime
) -> None:
    evening = now.replace(hour=15)
    journey = journey_of(*steps, at=now)
    buys(shop.lan, evening)
    go(evening)
    buys(shop.lan, evening + HOUR / 2)
    for hours in (1, 2):
        go(evening + hours * HOUR)
    assert only(journey).reason == Reason.EXIT
    assert found() == (state, WhyNot.LEFT_IT if state == State.STOPPED else WhyNot.QUIET_HOURS)


@pytest.mark.parametrize(("late", "state"), [(timedelta(0), State.HANDING_OVER), (HOUR, State.EXPIRED)])
def test_what_was_meant_for_some_days_does_not_go_after_them(
    shop: World, now: datetime, late: timedelta, state: State
) -> None:
    journey_of({**THANKS, "valid_days": 2}, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    asked = Message.objects.get()
    assert asked.not_after == Enrolment.objects.get().due_at + timedelta(days=2)
    assert asked.not_after is not None
    claim(Channel.SMS, slot=0, at=asked.not_after + late, most=9)  # the worker was down until then
    asked.refresh_from_db()
    assert asked.state == state
    told = Event.objects.filter(kind="message.refused", subject=asked.pk).values_list(
        "facts__reason", flat=True
    )
    assert list(told) == ([] if state == State.HANDING_OVER else [WhyNot.TOO_LATE])
