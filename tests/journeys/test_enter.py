"""Who enters, how often, how many at once, and who is held out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from quen.events.models import Event
from quen.journeys.advance import advance_due
from quen.journeys.enter import Candidate, enter
from quen.journeys.models import Arm, Enrolment, NotEntered, Skipped, State
from quen.journeys.reads import numbers_of
from quen.kernel.actor import SYSTEM
from quen.measures.uplift.assign import GLOBAL, is_held_out
from quen.messages.models import Message
from quen.messages.settings import change_sending
from quen.people.merge import merge
from quen.people.models import Customer
from quen.people.tag import tag, untag
from quen.purchases.models import Line
from quen.segments.membership import keep, kept_segments
from quen.segments.models import Segment
from quen.segments.profile.refresh import refresh_profiles
from quen.segments.ready_made import make_ready_made
from quen.segments.save import make_segment
from tests.insight.shop import buy, product
from tests.journeys.travel import BUYS, THANKS, after, buys, go, journey_of, only, read
from tests.segments.shop import rule
from tests.world import World

WAIT = {"do": "wait", "days": 30}


def skipped() -> dict[str, int]:
    return dict(Skipped.objects.values_list("reason", "customers"))


def test_nobody_is_inside_twice_and_by_default_nobody_comes_again(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "wait", "days": 1}, at=now)
    buys(shop.lan, after(now, minutes=1))
    buys(shop.lan, after(now, minutes=2))
    go(after(now, minutes=3))
    buys(shop.lan, after(now, hours=5))
    go(after(now, hours=5))
    assert Enrolment.objects.count() == 1
    go(after(now, days=2))
    buys(shop.lan, after(now, days=3))
    go(after(now, days=3))
    assert only(journey).state == State.LEFT
    assert skipped() == {NotEntered.INSIDE: 1, NotEntered.REENTRY: 1}


def test_after_the_days_of_rest_she_may_come_again(shop: World, now: datetime) -> None:
    journey_of(THANKS, at=now, reentry_days=10)
    for day in (1, 5, 12):
        buys(shop.lan, after(now, days=day))
        go(after(now, days=day))
    assert Message.objects.count() == 2
    assert skipped() == {NotEntered.REENTRY: 1}


def test_the_same_event_read_again_begins_nothing(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, at=now, reentry_days=0)
    again = [Candidate(shop.lan.pk, "event:7", after(now, minutes=1))]
    assert enter(journey=journey.pk, candidates=again, at=after(now, minutes=2)) == 1
    advance_due(at=after(now, minutes=3))
    assert enter(journey=journey.pk, candidates=again, at=after(now, minutes=4)) == 0
    assert skipped() == {}


def test_a_merged_record_does_not_come_a_second_time(shop: World, now: datetime) -> None:
    journey_of(THANKS, at=now)
    double = Customer.objects.create(name="Lan N.")
    buys(double, after(now, minutes=1))
    go(after(now, minutes=2))
    merge(customer=double.pk, into=shop.lan.pk, by=SYSTEM, at=after(now, hours=1))
    buys(shop.lan, after(now, hours=2))
    go(after(now, hours=2))
    assert Enrolment.objects.count() == 1


def test_only_big_purchases_of_coffee_begin_it(shop: World, now: datetime) -> None:
    coffee, tea = product("Cà phê"), product("Trà")
    big = {
        **BUYS, "where": [{"fact": "amount_minor", "compare": "at_least", "value": 100_000}],
        "goods": f"product:{coffee.pk}",
    }  # fmt: skip
    journey_of(WAIT, at=now, triggers=[big])
    dao = Customer.objects.create(name="Đạo")
    day = after(now, hours=1).date()
    for who, amount, thing in ((shop.lan, 50_000, coffee), (dao, 150_000, tea)):
        bought = buy(who, day, amount, store=shop.store, products=(thing,))
        buys(who, after(now, hours=1), amount, purchase=bought.pk)
    go(after(now, hours=2))
    assert not Enrolment.objects.exists()
    bought = buy(shop.lan, day, 150_000, store=shop.store, products=(coffee,))
    assert Line.objects.filter(product=coffee).count() == 2
    buys(shop.lan, after(now, hours=3), 150_000, purchase=bought.pk)
    go(after(now, hours=3))
    her = Enrolment.objects.get()
    assert (her.customer_id, her.facts["amount"]) == (shop.lan.pk, "150.000 ₫")


def test_who_is_not_meant_does_not_enter(shop: World, now: datetime) -> None:
    tag(customers=[shop.lan.pk], tags=["VIP"], by=SYSTEM, at=now)
    dao = Customer.objects.create(name="Đạo")
    refresh_profiles([shop.lan.pk, dao.pk])
    journey_of(WAIT, at=now, who={"all": [{"condition": "tag", "tag": "VIP"}]})
    buys(shop.lan, after(now, minutes=1))
    buys(dao, after(now, minutes=1))
    go(after(now, minutes=2))
    assert Enrolment.objects.get().customer_id == shop.lan.pk
    assert skipped() == {NotEntered.WHO: 1}


def test_what_is_learnt_too_late_begins_nothing_and_is_counted(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, at=now, stale_days=2)
    dao = Customer.objects.create(name="Đạo")
    buys(dao, after(now, days=-1))  # before it was switched on
    buys(shop.lan, after(now, hours=1))
    buys(dao, after(now, days=9))
    go(after(now, days=10))  # the shop was down
    assert Enrolment.objects.get(journey=journey).customer_id == dao.pk
    assert skipped() == {NotEntered.STALE: 1}


def test_a_crowd_begins_at_the_pace_that_is_set(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, at=now, most_an_hour=60, stale_days=1)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(150))
    for each in people:
        buys(each, after(now, minutes=1))
    moment = after(now, minutes=2)
    read(moment)
    first, last = Enrolment.objects.order_by("due_at").first(), Enrolment.objects.order_by("due_at").last()
    assert first is not None and last is not None
    assert (first.due_at, last.due_at) == (moment, moment + timedelta(minutes=149))
    assert advance_due(at=moment + timedelta(minutes=59, seconds=59)) == 60
    late = Customer.objects.create(name="Sau")
    buys(late, after(now, hours=1))
    read(after(now, hours=1))
    assert Enrolment.objects.get(journey=journey, customer=late).due_at == moment + timedelta(minutes=150)


def test_held_out_customers_enter_and_get_nothing(shop: World, now: datetime) -> None:
    journey = journey_of(
        {"do": "wait", "days": 1}, THANKS, {"do": "tag", "add": ["x"]}, at=now, holdout_percent=40
    )
    change_sending(holdout_percent=20, by=SYSTEM)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(120))
    for each in people:
        buys(each, after(now, minutes=1))
    go(after(now, minutes=2))
    for day in (1, 2):
        go(after(now, days=day))
    arms = dict(Enrolment.objects.values_list("customer", "arm"))
    for each in people:
        held = is_held_out(each.pk, f"journey:{journey.pk}", 0.4)
        everywhere = is_held_out(each.pk, GLOBAL, 0.2)
        assert arms[each.pk] == (Arm.GLOBAL if everywhere else Arm.CONTROL if held else Arm.TREATED)
    treated = {who for who, arm in arms.items() if arm == Arm.TREATED}
    assert set(Message.objects.values_list("customer", flat=True)) == treated
    assert set(Customer.objects.exclude(tags=[]).values_list("pk", flat=True)) == treated
    numbers = numbers_of([journey.pk])[journey.pk]
    assert (numbers.entered, numbers.held_out) == (len(treated), 120 - len(treated))
    assert not Enrolment.objects.exclude(state=State.LEFT).exists()
    assert Event.objects.filter(kind="journey.entered", facts__arm="control").count() > 20


def test_what_concerns_her_own_business_is_kept_from_nobody(shop: World, now: datetime) -> None:
    change_sending(holdout_percent=50, by=SYSTEM)
    journey_of(THANKS, at=now, purpose="transactional")
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(20))
    for each in people:
        buys(each, after(now, minutes=1))
    go(after(now, minutes=2))
    assert set(Enrolment.objects.values_list("arm", flat=True)) == {Arm.TREATED}


def test_coming_into_a_segment_begins_it(shop: World, now: datetime) -> None:
    make_ready_made(at=now)
    segment = make_segment(name="Khách VIP", rule=rule({"condition": "tag", "tag": "VIP"}), by=SYSTEM, at=now)
    segment.filled_version = segment.version
    segment.save()
    enters = {"on": "segment", "segment": "khach-vip"}
    journey = journey_of(WAIT, at=now, triggers=[enters])
    tag(customers=[shop.lan.pk], tags=["VIP"], by=SYSTEM, at=now)
    refresh_profiles([shop.lan.pk])
    segments, scope = kept_segments()
    keep([shop.lan.pk], segments, scope(now.date()), at=after(now, minutes=1), is_told=True)
    go(after(now, minutes=2))
    assert only(journey).customer_id == shop.lan.pk


def test_going_out_of_a_segment_begins_it_and_coming_in_does_not(shop: World, now: datetime) -> None:
    make_ready_made(at=now)
    segment = make_segment(name="Khách VIP", rule=rule({"condition": "tag", "tag": "VIP"}), by=SYSTEM, at=now)
    segment.filled_version = segment.version
    segment.save()
    journey = journey_of(
        WAIT, at=now, triggers=[{"on": "segment", "segment": "khach-vip", "moves": "leaves"}]
    )
    moved = [(after(now, minutes=1), tag), (after(now, minutes=5), untag)]
    for at, does in moved:
        assert not Enrolment.objects.exists()
        does(customers=[shop.lan.pk], tags=["VIP"], by=SYSTEM, at=at)
        refresh_profiles([shop.lan.pk])
        segments, scope = kept_segments()
        keep([shop.lan.pk], segments, scope(now.date()), at=at, is_told=True)
        go(after(at, minutes=1))
    assert only(journey).customer_id == shop.lan.pk


def test_a_ready_made_segment_is_followed_when_a_journey_begins_with_it(shop: World, now: datetime) -> None:
    make_ready_made(at=now)
    journey_of(WAIT, at=now, triggers=[{"on": "segment", "segment": "lapsed"}])
    assert Segment.objects.get(key="lapsed").is_kept


def test_the_story_is_read_within_few_queries(
    shop: World, now: datetime, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    journey_of(WAIT, at=now)
    for each in Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(300)):
        buys(each, after(now, minutes=1))
    with django_assert_max_num_queries(40):
        read(after(now, minutes=2))
    assert Enrolment.objects.count() == 300
