"""The ready-made journeys begin with what really happens in the shop, and each of their letters can be written.

All eighteen are switched on at once; something happens to Lan as it does in the shop (the till rings it up, she answers, a
complaint is settled, a day comes); and exactly those meant for it begin.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.insight.models import CustomerSummary, Forecast, RunsOut
from quen.journeys.by_date import enter_by_date
from quen.journeys.models import Enrolment
from quen.journeys.ready import add_ready_made, ready_made
from quen.journeys.switch import switch_on
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.messages.settings import change_limits, change_sending
from quen.messages.unsubscribe import unsubscribe
from quen.people.models import Customer
from quen.points.earn import earn
from quen.purchases.models import Product
from quen.segments.profile.refresh import refresh_profiles
from quen.surveys.answer import revise
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import SCALES
from quen.tickets.choices import CameBy, TicketKind
from quen.tickets.open_ticket import Matter, open_ticket
from quen.tickets.solve import solve
from quen.tiers.judge_due import judge_due, warn_due
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.insight.shop import at, buy
from tests.journeys.travel import go, journey_of, read
from tests.surveys.lan_answers import BY_LAN, lan_is_asked, taps
from tests.tiers.test_judge_due import FIRST_REVIEW, REVIEW, TIERS
from tests.world import World

Happens = Callable[[World], datetime]
KEYS = tuple(ready_made("vi"))
BUYING = {"thank-you", "complementary"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def on(shop: World) -> World:
    """A programme with tiers, and all ready-made journeys switched on since last year."""
    running(shop, tiers=TIERS, expiry={"after": "earning", "months": 12})
    return switched_on(shop)


def switched_on(shop: World) -> World:
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", social_pages=["https://fb.example/quan"], by=SYSTEM)
    for key in KEYS:
        row = add_ready_made(key=key, language="vi", at=SUNDAY - timedelta(days=1), by=SYSTEM)
        switch_on(journey=row.pk, at=SUNDAY - timedelta(days=1), by=SYSTEM)
    return shop


def begun(happened_at: datetime, customer: int) -> set[str]:
    """The readers come by a minute later, and the worker that looks at the calendar."""
    refresh_profiles([customer])
    read(happened_at + MINUTE)
    enter_by_date(at=happened_at + MINUTE)
    return set(Enrolment.objects.filter(customer=customer).values_list("journey__key", flat=True))


def enrols(shop: World) -> datetime:
    enrol(
        phone="0912345678",
        name="Lan",
        consent=True,
        store=shop.store.pk,
        way=Way.TILL,
        at=SUNDAY,
        key="e",
        by=shop.by_mai,
    )
    return SUNDAY


def buys_first(shop: World) -> datetime:
    bought(shop, 95_000)
    return SUNDAY


def buys_big(shop: World) -> datetime:
    bought(shop, 2_000_000)
    return SUNDAY


def buys_again(shop: World) -> datetime:
    buy(shop.lan, date(2026, 11, 1), 50_000, store=shop.store)
    bought(shop, 95_000)
    return SUNDAY


def rises(shop: World) -> datetime:
    member(shop)
    bought(shop, 1_500_000)
    return SUNDAY


def is_warned(shop: World) -> datetime:
    member(shop)
    bought(shop, 6_000_000)
    judge_due(at=FIRST_REVIEW)
    Enrolment.objects.all().delete()
    assert warn_due(at=REVIEW - timedelta(days=30)) == 1
    return REVIEW - timedelta(days=30)


def settled(shop: World, kind: TicketKind) -> datetime:
    row = open_ticket(
        matter=Matter("Cà phê nguội", kind=kind),
        came_by=CameBy.PHONE,
        at=SUNDAY,
        by=shop.by_mai,
        customer=shop.lan.pk,
    )
    solve(ticket=row.pk, at=SUNDAY + MINUTE, by=shop.by_mai)
    return SUNDAY + MINUTE


def answers(shop: World, survey: str, score: int) -> datetime:
    row = make_survey(name="Hỏi", form=READY_MADE[survey].form, at=SUNDAY, by=shop.by_mai)
    taps(lan_is_asked(shop, row, SUNDAY), score, SUNDAY + MINUTE)
    return SUNDAY + MINUTE


def stops_offers(shop: World) -> datetime:
    unsubscribe(customer=shop.lan.pk, channel=Channel.EMAIL, at=SUNDAY, by=SYSTEM)
    return SUNDAY


def has_birthday(shop: World) -> datetime:
    Customer.objects.filter(pk=shop.lan.pk).update(birth_date=date(1990, 11, 25))
    return SUNDAY


def came_a_year_ago(shop: World) -> datetime:
    CustomerSummary.objects.create(customer=shop.lan, first_at=at(date(2025, 11, 22)))
    return SUNDAY


def sees_tet(shop: World) -> datetime:
    buy(shop.lan, date(2026, 11, 1), 50_000, store=shop.store)
    Enrolment.objects.all().delete()
    enter_by_date(at=at(date(2027, 2, 2)))
    return at(date(2027, 2, 3))


def sees_womens_day(shop: World) -> datetime:
    Customer.objects.filter(pk=shop.lan.pk).update(gender="female")
    buy(shop.lan, date(2026, 11, 1), 50_000, store=shop.store)
    enter_by_date(at=at(date(2027, 3, 7)))
    return at(date(2027, 3, 8))


def has_points(shop: World) -> datetime:
    member(shop)
    earn(
        customer=shop.lan.pk,
        points=30,
        at=SUNDAY - timedelta(days=9),
        version=1,
        key="p",
        by=SYSTEM,
        expires_at=at(date(2026, 12, 7), 0),
    )
    return SUNDAY


def is_silent(shop: World) -> datetime:
    CustomerSummary.objects.update_or_create(customer=shop.lan, defaults={"last_at": at(date(2026, 8, 1))})
    Forecast.objects.create(
        customer=shop.lan,
        p_active=0.5,
        overdue=0.95,
        returns_90=0.5,
        expected_30=1,
        expected_90=1,
        expected_365=1,
        expected_90_low=0,
        expected_90_high=3,
        spend_30_minor=1,
        spend_90_minor=1,
        spend_365_minor=1,
        spend_90_low_minor=0,
        spend_90_high_minor=3,
        lifetime_value_minor=1,
        worked_out_on=date(2026, 11, 21),
    )
    return SUNDAY


def runs_out(shop: World) -> datetime:
    coffee = Product.objects.create(code="cf", name="Cà phê hạt 500 g")
    day = SUNDAY.date()
    RunsOut.objects.create(
        customer=shop.lan,
        product=coffee,
        interval_days=30,
        runs_out_on=day + timedelta(days=2),
        early_on=day,
        late_on=day + timedelta(days=6),
    )
    return SUNDAY


STORIES: list[tuple[str, Happens, set[str]]] = [
    ("she enrols", enrols, {"welcome"}),
    ("she buys for the first time", buys_first, BUYING | {"second-purchase"}),
    ("she buys again", buys_again, BUYING),
    ("her first purchase is a big one", buys_big, BUYING | {"second-purchase", "after-care"}),
    ("as a member she buys for a tier", rises, BUYING | {"second-purchase", "tier-moved", "welcome"}),
    ("she is about to lose her tier", is_warned, {"tier-at-risk"}),
    ("her complaint is settled", lambda shop: settled(shop, TicketKind.COMPLAINT), {"complaint-solved"}),
    ("her question is settled", lambda shop: settled(shop, TicketKind.REQUEST), set()),
    ("she gives 9 of 10", lambda shop: answers(shop, "nps", 9), {"promoter"}),
    ("she gives 8 of 10", lambda shop: answers(shop, "nps", 8), set()),
    ("she gives 5 stars", lambda shop: answers(shop, "stars", 5), {"review"}),
    ("she is content with the visit", lambda shop: answers(shop, "csat", 4), {"review"}),
    ("she stops offers", stops_offers, {"unsubscribed"}),
    ("her birthday is in three days", has_birthday, {"birthday"}),
    ("she first bought a year ago", came_a_year_ago, {"anniversary"}),
    ("Tết is in three days", sees_tet, {"holiday-tet"}),
    ("it is the 8th of March", sees_womens_day, {"holiday-women"}),
    ("points of hers end in two weeks", has_points, {"points-expire", "welcome"}),
    ("she is silent longer than ever", is_silent, {"lapsed"}),
    ("her coffee runs out", runs_out, {"replenish"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "happens", "keys"), STORIES, ids=[row[0] for row in STORIES])
def test_exactly_the_journeys_meant_for_it_begin(
    story: str, happens: Happens, keys: set[str], on: World
) -> None:
    at_ = happens(on)
    assert begun(at_, on.lan.pk) == keys


@pytest.mark.parametrize(
    ("survey", "invited"), [("csat", {4, 5}), ("stars", {4, 5}), ("ces", {5, 6, 7}), ("nps", set())]
)
def test_only_the_clearly_content_are_invited_to_write_a_review(
    survey: str, invited: set[int], shop: World
) -> None:
    """On whatever scale; who would recommend the shop is asked for more by another journey."""
    journey = add_ready_made(key="review", language="vi", at=SUNDAY - timedelta(days=1), by=SYSTEM)
    switch_on(journey=journey.pk, at=SUNDAY - timedelta(days=1), by=SYSTEM)
    form, scale = READY_MADE[survey].form, SCALES[READY_MADE[survey].form.kind]
    people = Customer.objects.bulk_create(Customer(name=f"Khách {score}") for score in scale.scores)
    row = make_survey(name="Hỏi", form=form, at=SUNDAY, by=shop.by_mai)
    for score, each in zip(scale.scores, people, strict=True):
        taps(lan_is_asked(shop, row, SUNDAY, customer=each.pk, key=f"k{score}"), score, SUNDAY + MINUTE)
    read(SUNDAY + 2 * MINUTE)
    entered = set(Enrolment.objects.values_list("customer__name", flat=True))
    assert entered == {f"Khách {score}" for score in invited}


@pytest.mark.parametrize(("survey", "low"), [("nps", set(range(7))), ("csat", {1, 2}), ("ces", {1, 2, 3})])
def test_a_journey_of_ones_own_begins_with_a_low_score_on_any_scale(
    survey: str, low: set[int], shop: World
) -> None:
    """What the console's form writes for "Answers a survey" where the fact `is_low` is asked for."""
    low_score = {"on": "event", "event": "survey.answered", "where": [{"fact": "is_low", "value": True}]}
    journey_of({"do": "tag", "add": ["xin lỗi"]}, at=SUNDAY - timedelta(days=1), triggers=[low_score])
    form, scale = READY_MADE[survey].form, SCALES[READY_MADE[survey].form.kind]
    people = Customer.objects.bulk_create(Customer(name=f"Khách {score}") for score in scale.scores)
    row = make_survey(name="Hỏi", form=form, at=SUNDAY, by=shop.by_mai)
    for score, each in zip(scale.scores, people, strict=True):
        taps(lan_is_asked(shop, row, SUNDAY, customer=each.pk, key=f"k{score}"), score, SUNDAY + MINUTE)
    nameless = lan_is_asked(shop, row, SUNDAY, key="nobody")
    taps(nameless, min(low), SUNDAY + MINUTE, without_name=True)
    go(SUNDAY + 2 * MINUTE)
    go(SUNDAY + 4 * MINUTE)  # a journey takes its customers one after the other, some seconds apart
    begun_by = set(Enrolment.objects.values_list("customer__name", flat=True))
    assert begun_by == {f"Khách {score}" for score in low}
    tagged = Customer.objects.filter(tags__contains=["xin lỗi"]).values_list("name", flat=True)
    assert set(tagged) == begun_by


@pytest.mark.parametrize(
    ("first", "then", "is_invited"), [(5, 2, False), (5, 4, True), (2, 5, True), (2, 3, False)]
)
def test_who_slipped_is_invited_by_the_score_she_meant(
    first: int, then: int, is_invited: bool, shop: World
) -> None:
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", social_pages=["https://fb.example/quan"], by=SYSTEM)
    journey = add_ready_made(key="review", language="vi", at=SUNDAY - timedelta(days=1), by=SYSTEM)
    switch_on(journey=journey.pk, at=SUNDAY - timedelta(days=1), by=SYSTEM)
    survey = make_survey(name="Hỏi", form=READY_MADE["csat"].form, at=SUNDAY, by=shop.by_mai)
    answered = taps(lan_is_asked(shop, survey, SUNDAY), first, SUNDAY + MINUTE)
    read(SUNDAY + MINUTE)
    revise(response=answered.pk, given={"score": [str(then)]}, at=SUNDAY + 2 * MINUTE, by=BY_LAN)
    go(SUNDAY + 3 * MINUTE)
    go(SUNDAY + timedelta(days=3))
    assert Message.objects.filter(customer=shop.lan.pk).exists() is is_invited


def test_no_ready_made_journey_is_without_its_story() -> None:
    assert set().union(*(keys for _story, _happens, keys in STORIES)) == set(KEYS)
