"""Who gets a new ticket: the rules as a table, and the same in the shop."""

from dataclasses import replace
from typing import Any

import pytest

from quen.kernel.actor import Actor, ActorKind
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import SettingChange, Store
from quen.shops.roles import Role
from quen.tickets.change_routing import move_rule, remove_rule, save_rule, set_capacity, switch_rule
from quen.tickets.choices import Priority, TicketKind, Topic
from quen.tickets.errors import BadRule
from quen.tickets.models import RoutingRule
from quen.tickets.open_ticket import Matter
from quen.tickets.routing import Agent, Arrived, Rule, decide
from tests import world as cast
from tests.tickets.matters import COLD, MONDAY_TEN, heard, saigon
from tests.tiers.test_judge_due import gold as gold
from tests.world import World

USUAL = Arrived(kind="request", topic="other", came_by="email", language="vi")
HOA = Agent(number=1, role="support", open=2, languages=frozenset({"vi"}))
VY = Agent(number=2, role="support", open=5, stores=frozenset({7}), topics=frozenset({"delivery"}))
NAM = Agent(number=3, role="manager", open=0)
TEAM = (HOA, VY, NAM)
RULES = (
    Rule(
        number=1, name="Complaints of Gold", role="manager", kind="complaint", tier="gold", priority="urgent"
    ),
    Rule(number=2, name="English", role="support", language="en", by_skill=True),
    Rule(number=3, name="Store 7", role="support", store=7),
    Rule(number=4, name="Good customers", role="support", least_spent_minor=10_000_000),
    Rule(number=5, name="At night", role="manager", hours="closed", staff=3),
    Rule(
        number=6, name="Delivery by e-mail", role="support", topic="delivery", came_by="email", by_skill=True
    ),
)


@pytest.mark.parametrize(
    ("arrives", "rule", "staff", "because"),
    [
        ({"kind": "complaint", "tier": "gold", "language": "en"}, 1, 3, (("kind", "complaint"), ("tier", "gold"), ("fewest", 0))),
        ({"kind": "complaint", "tier": "silver"}, None, None, ()),
        ({"language": "en", "topic": "delivery"}, 2, None, (("language", "en"), ("nobody", 0))),
        ({"language": "en", "topic": "delivery", "store": 7}, 2, 2, (("language", "en"), ("skill", 1), ("fewest", 5))),
        ({"store": 7}, 3, 1, (("store", 7), ("fewest", 2))),
        ({"spent_minor": 9_999_999}, None, None, ()),
        ({"spent_minor": 10_000_000}, 4, 1, (("spent", 10_000_000), ("fewest", 2))),
        ({"is_working_time": False}, 5, 3, (("hours", "closed"), ("named", 1))),
        ({"topic": "delivery"}, 6, 1, (("topic", "delivery"), ("came_by", "email"), ("skill", 1), ("fewest", 2))),
        ({"topic": "delivery", "came_by": "phone"}, None, None, ()),
    ],
)  # fmt: skip
def test_the_first_rule_that_fits_decides(
    arrives: dict[str, Any], rule: int | None, staff: int | None, because: tuple[tuple[str, object], ...]
) -> None:
    decision = decide(replace(USUAL, **arrives), RULES, TEAM)
    if rule is None:
        assert decision is None
        return
    assert decision is not None
    assert (decision.rule.number, decision.staff, decision.because) == (rule, staff, because)


@pytest.mark.parametrize(
    ("hoa", "goes_to"),
    [({}, 1), ({"open": 6}, 2), ({"is_away": True}, 2), ({"most_open": 2}, 2), ({"most_open": 3}, 1)],
)
def test_within_a_team_it_goes_to_the_fewest_open_who_is_there(hoa: dict[str, Any], goes_to: int) -> None:
    decision = decide(replace(USUAL, store=7), RULES, (replace(HOA, **hoa), VY, NAM))
    assert decision is not None and decision.staff == goes_to


def test_hoa_gets_the_complaint_of_quan_1_and_the_ticket_says_why(world: World) -> None:
    hoa = cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT)
    vy = cast.staff(name="Vy", email="vy@example.com", role=Role.SUPPORT)
    vy.stores.set([Store.objects.create(name="Quận 7", key="quan 7")])
    save_rule(name="Khiếu nại", kind="complaint", store_id=world.store.pk, role="support", by=world.by_mai)
    first, second = heard(world, store=world.store.pk), heard(world)
    assert (first.owner, first.role, second.owner, second.routed) == (hoa, "support", None, None)
    rule = RoutingRule.objects.get()
    assert first.routed == {
        "rule": rule.pk, "name": "Khiếu nại", "staff": hoa.pk,
        "because": [["kind", "complaint"], ["store", world.store.pk], ["fewest", 0]],
    }  # fmt: skip
    set_capacity(
        staff=hoa.pk, topics=["product"], languages=["en"], most_open=1, is_away=False, by=world.by_mai
    )
    third = heard(world, store=world.store.pk)
    assert (third.owner, (third.routed or {})["because"][-1]) == (None, ["nobody", 0])
    mine = heard(world, store=world.store.pk, owner=world.mai.pk)
    assert (mine.owner, mine.routed) == (world.mai, None)


def test_value_language_and_hours_come_from_what_the_shop_knows(world: World) -> None:
    hoa = cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT)
    save_rule(name="Khách lớn", least_spent_minor=500_000, role="support", priority="urgent", by=world.by_mai)
    save_rule(name="Tiếng Anh", language="en", role="support", by=world.by_mai)
    assert heard(world).owner is None
    letter = heard(world, matter=Matter(text="Where is my order, please?"), contact=None)
    assert (letter.language, letter.owner) == ("en", hoa)
    for day, amount in ((1, 400_000), (2, 100_000)):
        Purchase.objects.create(
            store=world.store, receipt=f"B{day}", customer=world.lan, bought_at=saigon(2026, 11, day, 9, 0),
            amount_minor=amount,
        )  # fmt: skip
    good = heard(world)
    assert (good.owner, good.priority, (good.routed or {})["name"]) == (hoa, Priority.URGENT, "Khách lớn")
    said = heard(world, matter=replace(COLD, priority=Priority.LOW))
    assert said.priority == Priority.LOW


def test_a_member_of_gold_goes_first_as_her_tier_stands_that_day(gold: World) -> None:
    hoa = cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT)
    save_rule(name="Vàng", tier="gold", role="support", priority="urgent", by=gold.by_mai)
    other = heard(gold, customer=Customer.objects.create(name="Ai Đó").pk, contact=None)
    hers = heard(gold)
    assert (other.owner, other.priority) == (None, Priority.HIGH)
    assert (hers.owner, hers.priority) == (hoa, Priority.URGENT)
    assert (hers.routed or {})["because"] == [["tier", "gold"], ["fewest", 0]]
    assert heard(gold, saigon(2031, 1, 6, 10, 0)).owner is None, "by then it has fallen"


def test_at_night_another_team_is_asked(world: World) -> None:
    save_rule(name="Đêm", hours="closed", role="manager", by=world.by_mai)
    manager = cast.staff(name="Nam", email="nam@example.com", role=Role.MANAGER)
    assert heard(world).owner is None
    assert heard(world, saigon(2026, 11, 30, 23, 0)).owner == manager
    assert heard(world, saigon(2027, 2, 6, 10, 0)).owner == manager  # the first day of Tết


def test_rules_are_moved_switched_and_taken_away_with_their_history(world: World) -> None:
    by = world.by_mai
    first = save_rule(name="Một", topic=Topic.DELIVERY, role="support", by=by)
    second = save_rule(name="Hai", kind=TicketKind.COMPLAINT, role="manager", by=by)
    assert (heard(world).routed or {})["name"] == "Một"
    move_rule(rule=second.pk, is_up=True, by=by)
    move_rule(rule=second.pk, is_up=True, by=by)
    assert (heard(world).routed or {})["name"] == "Hai"
    switch_rule(rule=second.pk, is_on=False, by=by)
    assert (heard(world).routed or {})["name"] == "Một"
    save_rule(rule=first.pk, name="Một", topic=Topic.STAFF, role="support", by=by)
    assert heard(world).routed is None
    remove_rule(rule=first.pk, by=by)
    assert list(RoutingRule.objects.values_list("name", flat=True)) == ["Hai"]
    assert SettingChange.objects.filter(setting=f"tickets.rule.{first.pk}.topic", after="staff").exists()


def test_rules_nobody_could_follow_are_refused(world: World) -> None:
    for said in ({"name": " "}, {"name": "x", "topic": "?"}, {"name": "x", "role": "cashier"}):
        with pytest.raises(BadRule):
            save_rule(by=world.by_mai, **said)  # type: ignore[arg-type]
    with pytest.raises(BadRule):
        save_rule(name="x", role="support", staff_id=world.tu.pk, by=world.by_mai)
    with pytest.raises(BadRule):
        set_capacity(
            staff=world.tu.pk, topics=[], languages=[], most_open=0, is_away=False,
            by=Actor(ActorKind.STAFF, world.mai.pk),
        )  # fmt: skip
    assert not RoutingRule.objects.exists()
    assert heard(world, MONDAY_TEN).routed is None
