"""A dry run says of the past what a journey really did, touches nothing, and says what it cannot know."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from quen.enrolment.models import Member
from quen.events.models import Event
from quen.insight.models import CustomerSummary
from quen.journeys import past
from quen.journeys.advance import advance_due
from quen.journeys.caveats import caveat_said
from quen.journeys.describe import names_of
from quen.journeys.dry_run import DryRun, dry_run
from quen.journeys.models import Enrolment, Journey, NotEntered, Passage, Reason, State
from quen.journeys.past import Caveat
from quen.journeys.reads import AtStep, at_steps, newest, numbers_of, plan_of
from quen.journeys.ready import ready_made
from quen.messages.models import Message
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.segments.profile.refresh import refresh_profiles
from tests.journeys.test_by_date import forecast
from tests.journeys.travel import THANKS, Values, buys, go, journey_of
from tests.world import World

STEPS: list[Values] = [
    {"do": "wait", "days": 1, "at": "10:00"},
    {"do": "split", "ways": [
        {"percent": 60, "steps": [{"do": "tag", "add": ["x"]}]},
        {"percent": 40, "steps": [{"do": "until", "happens": {"event": "purchase.recorded"}, "most_days": 5}]},
    ]},
    {"do": "condition", "happened": {"event": "purchase.recorded", "where": [
        {"fact": "amount_minor", "compare": "at_least", "value": 90_000}]},
     "yes": [{"do": "goal", "name": "Quay lại"}], "no": [THANKS, {"do": "wait", "days": 4}]},
    {"do": "task", "title": "Gọi"},
]  # fmt: skip
WAYS = {"yes", "no", "way1", "way2"}


def looked_back(journey: Journey, at: datetime, **asked: int) -> DryRun:
    return dry_run(plan_of(newest(journey)), journey=journey.pk, at=at, **asked)


def work_until(moment: datetime) -> None:
    """The worker comes by whenever a step is due, as it does every second."""
    due = Enrolment.objects.filter(state=State.ACTIVE, due_at__lte=moment).order_by("due_at")
    while at := due.values_list("due_at", flat=True).first():
        advance_due(at=at)


def buy(customer: Customer, at: datetime, shop: World) -> None:
    """The till keeps it, and the profile that rules are asked of follows."""
    Purchase.objects.create(
        store=shop.store,
        receipt=f"HD{customer.pk}-{at.isoformat()}",
        customer=customer,
        bought_at=at,
        amount_minor=40_000,
    )
    refresh_profiles([customer.pk])


def lived(shop: World, now: datetime, **said: Any) -> Journey:
    """Twenty customers buy now and then for twenty-five days, and the journey really runs."""
    begun, chance = now - timedelta(days=25), random.Random(11)
    journey = journey_of(*STEPS, at=begun - timedelta(hours=1), most_an_hour=100_000, **said)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(20))
    Customer.objects.update(created_at=begun - timedelta(days=1))
    moments = sorted((chance.uniform(0, 25 * 24), n % 20) for n in range(80))
    while moments:
        passed, who = moments.pop(0)
        moment = begun + timedelta(hours=passed)
        work_until(moment)
        if "who" in said:
            buy(people[who], moment, shop)
        buys(people[who], moment, chance.choice([40_000, 95_000]))
        go(moment)
    work_until(now)
    return journey


def counts(steps: Mapping[str, AtStep]) -> dict[str, tuple[int, int, list[tuple[str, int]]]]:
    """Who is at each step and who passed it on which way; what came of a message only the real one knows."""
    return {
        path: (each.here, each.passed, sorted(one for one in each.outcomes if one[0] in WAYS))
        for path, each in steps.items()
        if each.here or each.passed
    }


@pytest.mark.parametrize(
    "said",
    [
        {"reentry_days": 0},
        {"reentry_days": 6, "holdout_percent": 30},
        {"goal": {"event": "purchase.recorded", "where": [
            {"fact": "amount_minor", "compare": "at_least", "value": 90_000}]}},
        {"reentry_days": 0, "who": {"any": [
            {"condition": "bought", "compare": "at_most", "times": 2},
            {"condition": "spent", "amount_minor": 160_000}]}},
    ],
    ids=["again at once", "some held out", "out at the goal", "only some, by what they had bought then"],
)  # fmt: skip
def test_it_says_of_the_past_what_really_happened(shop: World, now: datetime, said: Values) -> None:
    journey = lived(shop, now, **said)
    found = looked_back(journey, now, days=26)
    real = numbers_of([journey.pk])[journey.pk]
    assert (found.entered, found.held_out, found.reached) == (real.entered, real.held_out, real.reached)
    assert real.entered > 10
    assert counts(found.steps) == counts(at_steps(journey.pk, 1))
    told = journey.skipped.values_list("reason").annotate(Sum("customers"))
    assert found.kept_out == {NotEntered(why): count for why, count in told}


def test_nothing_is_written(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, {"do": "offer", "points": 5}, at=now, is_on=False)
    buys(shop.lan, now - timedelta(days=3))
    before = Event.objects.count()
    with CaptureQueriesContext(connection) as asked:
        found = looked_back(journey, now)
    assert found.entered == 1 and found.steps["2"].passed == 1
    assert len(asked) <= 12
    assert not any(each["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for each in asked)
    assert Event.objects.count() == before
    assert not (Enrolment.objects.exists() or Passage.objects.exists() or Message.objects.exists())
    Customer.objects.create(name="Sau đó vẫn ghi được")


def test_it_names_who_would_have_got_what_and_when(shop: World, now: datetime) -> None:
    at = now.replace(month=6, day=15)
    journey = journey_of({"do": "wait", "days": 2}, THANKS, {"do": "exit", "why": "Xong"}, at=at, is_on=False)
    buys(shop.lan, at - timedelta(days=40))
    (example,) = looked_back(journey, at).examples
    assert example.customer == shop.lan.pk
    assert [(each.path, each.at) for each in example.got] == [("2", at - timedelta(days=38))]
    assert (example.walked.reason, example.walked.left_at) == (Reason.EXIT, at - timedelta(days=38))
    months = {each.first: (each.entered, each.messages) for each in looked_back(journey, at).months}
    assert months[(at - timedelta(days=40)).date().replace(day=1)] == (1, 1)
    assert sum(entered for entered, _messages in months.values()) == 1


def test_a_birthday_is_looked_up_in_the_calendar_and_not_before_she_was_known(
    shop: World, now: datetime
) -> None:
    journey = journey_of(
        THANKS, at=now, is_on=False, reentry_days=0, triggers=[{"on": "date", "date": "birthday"}]
    )
    Customer.objects.filter(pk=shop.lan.pk).update(
        birth_date=date(1990, (now - timedelta(days=50)).month, (now - timedelta(days=50)).day),
        created_at=now - timedelta(days=400),
    )
    stranger = Customer.objects.create(name="Người mới", birth_date=date(1990, 1, 1))
    Customer.objects.filter(pk=stranger.pk).update(
        birth_date=(now - timedelta(days=60)).date().replace(year=1990), created_at=now - timedelta(days=10)
    )
    found = looked_back(journey, now)
    assert [each.customer for each in found.examples] == [shop.lan.pk]
    assert found.entered == 1


def test_what_cannot_be_replayed_is_said(shop: World, now: datetime) -> None:
    triggers = [
        {"on": "forecast", "forecast": "overdue"}, {"on": "date", "date": "points_expire", "days": -7},
        {"on": "segment", "segment": "vip"},
    ]  # fmt: skip
    rule = {"all": [{"condition": "tag", "tag": "quen"}, {"condition": "bought", "times": 1}]}
    journey = journey_of(THANKS, at=now, is_on=False, triggers=triggers, who=rule)
    CustomerSummary.objects.create(customer=shop.lan, last_at=now - timedelta(days=80))
    forecast(shop.lan, 0.95)
    found = looked_back(journey, now)
    told = {each.caveat: each for each in found.told}
    assert {Caveat.FORECAST, Caveat.POINTS, Caveat.SEGMENT, Caveat.RULES, Caveat.GUARD} <= told.keys()
    assert told[Caveat.FORECAST].number == 1
    assert told[Caveat.SEGMENT].day is None
    with override("vi"):
        said = caveat_said(told[Caveat.RULES], names_of(plan_of(newest(journey))))
    assert said == "Hỏi theo hiện trạng, vì tình trạng khi đó không được lưu: khách có nhãn quen."
    assert found.entered == 0


def test_of_very_many_customers_some_are_followed_and_the_figures_say_so(
    shop: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "MOST_CUSTOMERS", 10)
    journey = journey_of(THANKS, at=now, is_on=False)
    crowd = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(99))
    for each in (shop.lan, *crowd):
        buys(each, now - timedelta(days=20))
    found = looked_back(journey, now)
    assert found.every == 10 and found.entered == 100
    assert {each.caveat: each.number for each in found.told}[Caveat.SAMPLE] == 10


def test_second_purchase_is_asked_of_customers_as_they_were_then(shop: World, now: datetime) -> None:
    """Lan, Hoa and Mai bought first a hundred days ago; Đạo long before. Hoa came again on the fifth day, Mai on the fortieth."""
    hoa, mai, dao = Customer.objects.bulk_create(Customer(name=name) for name in ("Hoa", "Mai", "Đạo"))
    Customer.objects.update(created_at=now - timedelta(days=900))
    first = {shop.lan: (100,), hoa: (100, 95), mai: (100, 60), dao: (500, 50)}
    for customer, days in first.items():
        for passed in days:
            buy(customer, now - timedelta(days=passed), shop)
            buys(customer, now - timedelta(days=passed))
    for customer, passed in ((shop.lan, 90), (mai, 20)):
        Member.objects.create(
            customer=customer, enrolled_at=now - timedelta(days=passed), way="till", enrolled_by="system"
        )
    plan = ready_made("vi")["second-purchase"].model_copy(update={"holdout_percent": 0})
    with CaptureQueriesContext(connection) as asked:
        found = dry_run(plan, journey=1, at=now)
    assert len(asked) <= 16
    assert (found.entered, found.reached, found.kept_out) == (3, 2, {NotEntered.WHO: 3})
    assert found.steps["2"].outcomes == (("yes", 1), ("no", 1)), "Lan was a member by then, Mai only later"
    assert (found.steps["2.yes.2"].passed, found.steps["2.no.1"].passed) == (1, 1)
    assert found.rate is not None and round(found.rate, 4) == round(1 / 3, 4)
    assert Caveat.RULES not in {each.caveat for each in found.told}


@pytest.mark.parametrize("date", ["birthday", "first_purchase", "member_since", "warranty_end", "day"])
def test_a_year_of_days_is_one_question(shop: World, now: datetime, date: str) -> None:
    trigger = {"on": "date", "date": date, **({"day": "03-08"} if date == "day" else {})}
    journey = journey_of(THANKS, at=now, is_on=False, triggers=[trigger])
    with CaptureQueriesContext(connection) as few:
        looked_back(journey, now, days=2)
    with CaptureQueriesContext(connection) as many:
        looked_back(journey, now)
    assert len(many) - len(few) <= 1, "no day of the two may be the one of the year"
