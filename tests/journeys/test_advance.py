"""One customer on her way: through waits, ways and gifts, once each."""

from datetime import UTC, datetime

from quen.events.models import Event
from quen.journeys.advance import TRIES, advance_due
from quen.journeys.models import Enrolment, Passage, Reason, State
from quen.journeys.reads import at_steps, newest, numbers_of, plan_of
from quen.journeys.save import change_journey
from quen.journeys.switch import switch_off
from quen.journeys.yaml_text import from_values, to_values
from quen.kernel.actor import SYSTEM
from quen.messages.models import Message
from quen.people.merge import merge
from quen.people.models import Customer
from quen.tasks.models import Task
from tests.journeys.travel import THANKS, after, buys, go, journey_of, only, read
from tests.world import World


def test_a_day_after_lan_bought_she_is_thanked_once(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "wait", "days": 1}, THANKS, {"do": "exit", "why": "Xong"}, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    assert Message.objects.count() == 0
    assert (only(journey).step, only(journey).due_at) == ("1", after(now, days=1, minutes=2))
    go(after(now, days=1, minutes=3))
    go(after(now, days=9))
    message = Message.objects.get()
    assert (message.customer_id, message.source_kind, message.source_id) == (
        shop.lan.pk,
        "journey",
        journey.pk,
    )
    her = only(journey)
    assert (her.state, her.reason, her.words) == (State.LEFT, Reason.EXIT, "Xong")
    story = Event.objects.filter(customer=shop.lan.pk, kind__startswith="journey.").order_by("pk")
    assert list(story.values_list("kind", flat=True)) == ["journey.entered", "journey.left"]
    assert [each.outcome for each in Passage.objects.order_by("pk")] == ["", "waiting", "out"]


def test_she_is_written_to_at_nine_on_a_working_day(shop: World, now: datetime) -> None:
    wait = {"do": "wait", "hours": 1, "at": "09:00", "weekdays": ["mon", "tue"]}
    journey = journey_of(wait, THANKS, at=now)
    buys(shop.lan, after(now, minutes=1))  # a Sunday, nine in the morning
    go(after(now, minutes=1))
    assert only(journey).due_at == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_who_comes_back_leaves_with_the_goal_reached_and_gets_no_reminder(shop: World, now: datetime) -> None:
    goal = {
        "event": "purchase.recorded",
        "where": [{"fact": "amount_minor", "compare": "at_least", "value": 50_000}],
    }
    journey = journey_of({"do": "wait", "days": 7}, THANKS, at=now, goal=goal)
    buys(shop.lan, after(now, minutes=1), 90_000)
    go(after(now, minutes=2))
    buys(shop.lan, after(now, days=2), 20_000)
    go(after(now, days=2))
    assert only(journey).state == State.ACTIVE
    buys(shop.lan, after(now, days=3), 60_000)
    go(after(now, days=3))
    go(after(now, days=8))
    assert (only(journey).reason, only(journey).goal_at) == (Reason.GOAL, after(now, days=3))
    assert not Message.objects.exists()


def test_waiting_ends_when_what_is_waited_for_happens(shop: World, now: datetime) -> None:
    until = {"do": "until", "happens": {"event": "purchase.recorded"}, "most_days": 10}
    journey = journey_of(until, THANKS, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    assert (only(journey).due_at, only(journey).waits_for) == (
        after(now, days=10, minutes=2),
        "purchase.recorded",
    )
    buys(shop.lan, after(now, days=4))
    go(after(now, days=4))
    assert Passage.objects.get(step="1").outcome == "yes"
    assert Message.objects.count() == 1


def test_waiting_ends_without_it_at_the_last_day(shop: World, now: datetime) -> None:
    until = {"do": "until", "happens": {"event": "purchase.recorded"}, "most_days": 10}
    journey_of(until, THANKS, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    go(after(now, days=11))
    assert Passage.objects.get(step="1").outcome == "no"


def test_a_condition_asks_what_happened_since_she_entered(shop: World, now: datetime) -> None:
    asked = {
        "do": "condition", "happened": {"event": "purchase.recorded"},
        "yes": [{"do": "tag", "add": ["Quay lại"]}], "no": [THANKS],
    }  # fmt: skip
    journey_of({"do": "wait", "days": 5}, asked, {"do": "goal", "name": "Xong"}, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    buys(shop.lan, after(now, days=2))
    go(after(now, days=5, minutes=2))
    shop.lan.refresh_from_db()
    assert shop.lan.tags == ["Quay lại"]
    assert not Message.objects.exists()
    assert [(each.step, each.outcome) for each in Passage.objects.order_by("pk")] == [
        ("1", ""), ("2", "yes"), ("2.yes.1", "tag"), ("3", "reached"),
    ]  # fmt: skip


def test_a_split_sends_each_customer_the_same_way_every_time(shop: World, now: datetime) -> None:
    ways = [
        {"percent": 30, "steps": [{"do": "tag", "add": ["A"]}]},
        {"percent": 70, "steps": [{"do": "tag", "add": ["B"]}]},
    ]
    journey_of({"do": "split", "ways": ways}, at=now, reentry_days=0)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(60))
    for day in (1, 2):
        for each in people:
            buys(each, after(now, days=day))
        go(after(now, days=day))
    tags = list(Customer.objects.exclude(tags=[]).values_list("tags", flat=True))
    assert sorted({tuple(each) for each in tags}) == [("A",), ("B",)]
    assert 8 <= tags.count(["A"]) <= 30


def test_a_task_is_made_for_support(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "task", "title": "Gọi hỏi thăm", "days": 2}, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    task = Task.objects.get()
    assert (task.customer_id, task.title, task.role, task.source_kind, task.source_id) == (
        shop.lan.pk, "Gọi hỏi thăm", "support", "journey", journey.pk,
    )  # fmt: skip
    assert task.due_at == after(now, days=2, minutes=2)


def test_other_systems_are_told(shop: World, now: datetime) -> None:
    journey_of({"do": "webhook", "words": "gói quà"}, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    told = Event.objects.get(kind="journey.told")
    assert (told.customer, told.facts["words"]) == (shop.lan.pk, "gói quà")


def test_the_next_channel_is_tried_where_one_cannot_reach_her(shop: World, now: datetime) -> None:
    texts = [{"channel": "zalo", "body": "x"}, {"channel": "sms", "body": "Cảm ơn!"}]
    texts[0] = {"channel": "email", "subject": "Cảm ơn", "body": "Cảm ơn!"}  # e-mail is turned off
    journey_of({"do": "message", "texts": texts}, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    assert list(Message.objects.order_by("pk").values_list("channel", "state", "reason")) == [
        ("email", "refused", "channel_off"), ("sms", "waiting", ""),
    ]  # fmt: skip


def test_lan_finishes_on_the_version_she_began_with(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "wait", "days": 1}, THANKS, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    values = to_values(plan_of(newest(journey)))
    values["steps"] = [{"do": "message", "texts": [{"channel": "sms", "body": "Giảm 20% cho {{ dear }}"}]}]
    change_journey(journey=journey.pk, plan=from_values(values), at=after(now, hours=1), by=SYSTEM)
    dao = Customer.objects.create(name="Đạo")
    buys(dao, after(now, hours=2))
    go(after(now, days=2))
    bodies = {each.customer_id: each.version.body for each in Message.objects.select_related("version")}
    assert bodies == {shop.lan.pk: 'Cảm ơn {{ dear|or:"bạn" }}!', dao.pk: "Giảm 20% cho {{ dear }}"}


def test_a_step_that_fails_is_tried_again_and_then_shown(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "tag", "add": ["x"]}, THANKS, at=now)
    shop.lan.tags = [f"t{n}" for n in range(50)]  # one more is too many
    shop.lan.save()
    buys(shop.lan, after(now, minutes=1))
    moment = after(now, minutes=2)
    read(moment)
    for wait in TRIES:
        advance_due(at=moment)
        assert (only(journey).state, only(journey).due_at) == (State.ACTIVE, moment + wait)
        moment += wait
    advance_due(at=moment)
    assert only(journey).state == State.STUCK
    assert "50" in only(journey).trouble
    assert not Passage.objects.exists()
    assert numbers_of([journey.pk])[journey.pk].stuck == 1


def test_two_records_of_one_person_are_one_customer_in_it(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "wait", "days": 1}, THANKS, at=now)
    double = Customer.objects.create(name="Lan N.")
    buys(double, after(now, minutes=1))
    buys(shop.lan, after(now, minutes=2))
    go(after(now, minutes=3))
    merge(customer=double.pk, into=shop.lan.pk, by=SYSTEM, at=after(now, hours=1))
    go(after(now, days=2))
    assert sorted(Enrolment.objects.filter(journey=journey).values_list("reason", flat=True)) == [
        "end",
        "merged",
    ]
    assert Message.objects.get().customer_id == shop.lan.pk


def test_the_map_says_where_a_message_is_now(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    waiting = at_steps(journey.pk, 1)["1"]
    assert (waiting.passed, dict(waiting.outcomes)) == (1, {"waiting": 1})
    Message.objects.update(state="delivered", claimed_at=now)
    arrived = at_steps(journey.pk, 1)["1"]
    assert (arrived.passed, dict(arrived.outcomes)) == (1, {"delivered": 1})


def test_who_is_inside_goes_on_when_it_is_switched_off_and_leaves_when_it_is_emptied(
    shop: World, now: datetime
) -> None:
    journey = journey_of({"do": "wait", "days": 1}, THANKS, at=now)
    buys(shop.lan, after(now, minutes=1))
    go(after(now, minutes=2))
    switch_off(journey=journey.pk, at=after(now, hours=1), by=SYSTEM)
    dao = Customer.objects.create(name="Đạo")
    buys(dao, after(now, hours=2))
    go(after(now, hours=2))
    assert only(journey).state == State.ACTIVE
    assert at_steps(journey.pk, 1)["1"].here == 1
    switch_off(journey=journey.pk, at=after(now, hours=3), by=SYSTEM, is_emptied=True)
    go(after(now, days=2))
    assert (only(journey).state, only(journey).reason) == (State.LEFT, Reason.EMPTIED)
    assert not Message.objects.exists()
