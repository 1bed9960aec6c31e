"""Time judges tiers: Lan keeps hers, loses it, and is told before."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from quen.enrolment.models import Member
from quen.events.models import Event
from quen.events.readers import catch_up
from quen.programme.words import say
from quen.tiers.history import tier_reader
from quen.tiers.judge_due import judge_due, warn_due
from quen.tiers.reads import moves_of
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.people.story import last_facts, told
from tests.world import World

TIERS: dict[str, Any] = {
    "by": "spending", "window": {"kind": "rolling", "months": 12}, "grace_days": 30, "warn_days": 30,
    "steps": [
        {"key": "member", "name": "Thành viên", "at_least": 0},
        {"key": "silver", "name": "Bạc", "at_least": 1_000_000},
        {"key": "gold", "name": "Vàng", "at_least": 5_000_000},
    ],
}  # fmt: skip
FIRST_REVIEW = datetime(2027, 12, 21, 17, 0, tzinfo=SUNDAY.tzinfo)
"""Midnight in Saigon of the day thirty days after a year after SUNDAY, which still counts then."""
REVIEW = datetime(2028, 12, 21, 17, 0, tzinfo=SUNDAY.tzinfo)
"""A year later it does not."""


@pytest.fixture
def gold(world: World) -> World:
    running(world, tiers=TIERS)
    member(world)
    bought(world, 6_000_000)
    assert lan().tier_until == date(2027, 12, 22)
    judge_due(at=FIRST_REVIEW)
    return world


def lan() -> Member:
    return Member.objects.get()


def test_a_tier_is_held_through_its_grace_and_then_falls_one_step(gold: World) -> None:
    assert (lan().tier, lan().tier_until) == ("gold", date(2028, 12, 22))
    assert judge_due(at=REVIEW - timedelta(minutes=1)) == 0
    assert lan().tier == "gold"
    assert judge_due(at=REVIEW) == 1
    assert judge_due(at=REVIEW) == 0
    assert (lan().tier, lan().tier_until) == ("silver", date(2029, 12, 22))
    assert last_facts(gold.lan.pk) == {"before": "gold", "after": "silver", "name": "Bạc"}
    catch_up(tier_reader(), until=2**62)
    catch_up(tier_reader(), until=2**62)
    assert [(move.before, move.after) for move in moves_of(customer=gold.lan.pk)] == [
        ("gold", "silver"),
        ("member", "gold"),
    ]


@pytest.mark.parametrize(("downgrade", "tier"), [("one_step", "silver"), ("by_balance", "member")])
def test_how_far_she_falls_is_the_owners_choice(world: World, downgrade: str, tier: str) -> None:
    running(world, tiers=TIERS | {"downgrade": downgrade})
    member(world)
    bought(world, 6_000_000)
    judge_due(at=FIRST_REVIEW)
    bought(world, 10_000, key="little", at=SUNDAY + timedelta(days=600))
    assert lan().tier == "gold"
    judge_due(at=REVIEW)
    assert lan().tier == tier


def test_where_tiers_rise_at_the_end_of_the_period_time_alone_brings_it(world: World) -> None:
    calendar = {"upgrade": "period_end", "window": {"kind": "calendar", "months": 12}, "grace_days": 0}
    running(world, tiers=TIERS | calendar)
    member(world)
    receipt = bought(world, 6_000_000)
    assert receipt.tier and [say(one) for one in receipt.tier.reasons] == [
        "Vàng begins with the next period."
    ]
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=SUNDAY.tzinfo)
    judge_due(at=new_year - timedelta(minutes=1))
    assert lan().tier == "member"
    judge_due(at=new_year)
    assert lan().tier == "gold"
    assert last_facts(world.lan.pk) == {"before": "member", "after": "gold", "name": "Vàng"}


def test_years_without_the_worker_are_judged_one_after_the_other(gold: World) -> None:
    judge_due(at=REVIEW + timedelta(days=800))
    assert lan().tier == "member"
    assert told(gold.lan.pk).count("tier.moved") == 2  # up at the till, down in one go


def test_who_reached_it_again_keeps_it_and_hears_nothing(gold: World) -> None:
    bought(gold, 5_000_000, key="later", at=SUNDAY + timedelta(days=600))
    assert warn_due(at=REVIEW - timedelta(days=10)) == 0
    before = told(gold.lan.pk)
    judge_due(at=REVIEW)
    assert lan().tier == "gold"
    assert told(gold.lan.pk) == before


def test_lan_is_told_once_in_time(gold: World) -> None:
    bought(gold, 1_500_000, key="later", at=SUNDAY + timedelta(days=600))
    assert warn_due(at=REVIEW - timedelta(days=31)) == 0
    assert warn_due(at=REVIEW - timedelta(days=30)) == 1
    assert warn_due(at=REVIEW - timedelta(days=29)) == 0
    assert last_facts(gold.lan.pk) == {
        "tier": "gold", "name": "Vàng", "falls_to": "Bạc", "due_on": "2028-12-22", "missing": 3_500_000,
        "measure": "spending",
    }  # fmt: skip


def test_who_left_and_who_has_nothing_to_lose_is_not_told(gold: World) -> None:
    Member.objects.update(left_at=SUNDAY)
    assert warn_due(at=REVIEW - timedelta(days=10)) == 0
    assert not Event.objects.filter(kind="tier.warned").exists()


def test_a_till_goes_on_with_what_the_round_judged(gold: World) -> None:
    judge_due(at=REVIEW)
    receipt = bought(gold, 100_000, key="after", at=REVIEW + timedelta(days=1))
    assert lan().tier == "silver"
    assert receipt.points_earned == 10
