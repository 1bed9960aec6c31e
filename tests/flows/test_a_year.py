"""A random programme and a random year: the database and the slow model on paper never differ.

QUEN_MODEL_RUNS says how many years (20 by default; `QUEN_MODEL_RUNS=1000 pytest -n 2 tests/flows/test_a_year.py`).
"""

import os
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quen.enrolment.counters import from_json
from quen.enrolment.join import join
from quen.enrolment.models import Member, ProgrammeVersion, Way
from quen.flows.ring_up import Sale, SaleLine, ring_up
from quen.flows.take_back import TakenLine, take_back
from quen.insight.checks import check_ledger
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.errors import NotEnoughPoints
from quen.points.expire import expire_due
from quen.points.gift import gift
from quen.points.models import Lot, Reservation
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.reserve import confirm, release, reserve, time_out
from quen.points.settings import change_points_settings
from quen.points.terms import ReturnPolicy
from quen.programme import (
    NEW_MEMBER,
    Line,
    MemberState,
    Outcome,
    Programme,
    Purchase,
    ReturnedLine,
    evaluate,
    to_values,
    undo,
)
from quen.programme import take_back as judged_back
from tests.points.slow_model import FOREVER, Paper
from tests.programme.programmes import lines, programmes
from tests.world import World

RUNS = int(os.environ.get("QUEN_MODEL_RUNS", "20"))
AT_ONCE = 20
"""Years in one transaction. What was taken back stays on the pages till it ends: the three hundredth takes ten times the
time of the first."""
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YEAR = datetime(2025, 1, 1, 8, 0, tzinfo=SAIGON)


@pytest.mark.long
@pytest.mark.parametrize("_some", range(-(-RUNS // AT_ONCE)))
@settings(
    max_examples=min(RUNS, AT_ONCE), deadline=None, phases=[Phase.generate], database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large, HealthCheck.too_slow],
)  # fmt: skip
@given(
    programme=programmes(),
    policy=st.sampled_from(ReturnPolicy),
    receipts=st.lists(st.lists(lines(), min_size=1, max_size=3), min_size=1, max_size=12),
    seed=st.integers(0, 2**32),
)
def test_no_difference(
    world: World,
    _some: int,
    programme: Programme,
    policy: ReturnPolicy,
    receipts: list[list[Line]],
    seed: int,
) -> None:
    with transaction.atomic():
        year = Year(world, programme, policy, receipts, Random(seed))
        for _ in range(30):
            year.something_happens()
            year.compare()
        year.holds_run_out()
        year.time_passes("", "")
        year.compare()
        assert [str(finding) for finding in check_ledger(at=year.at)] == []
        transaction.set_rollback(True)


class Year:
    """Both sides, and what happens to them."""

    def __init__(
        self,
        world: World,
        programme: Programme,
        policy: ReturnPolicy,
        receipts: list[list[Line]],
        luck: Random,
    ) -> None:
        self.world, self.programme, self.policy, self.receipts, self.luck = (
            world,
            programme,
            policy,
            receipts,
            luck,
        )
        self.at, self.steps, self.paper = NEW_YEAR, 0, Paper()
        ProgrammeVersion.objects.create(
            number=1, name="Random", text="", values=to_values(programme), effective_from=date(2025, 1, 1),
            created_at=NEW_YEAR, created_by="x", changed_at=NEW_YEAR, changed_by="x", launched_at=NEW_YEAR,
        )  # fmt: skip
        change_points_settings(by=SYSTEM, return_policy=policy)
        self.members = {"lan": world.lan.pk, "hoa": Customer.objects.create(name="Hoa").pk}
        for customer in self.members.values():
            join(customer=customer, way=Way.TILL, at=NEW_YEAR, by=SYSTEM)
        self.states: dict[str, MemberState] = dict.fromkeys(self.members, NEW_MEMBER)
        self.sold: dict[str, tuple[str, Outcome, tuple[Line, ...], int]] = {}
        self.held: dict[str, Reservation] = {}

    def something_happens(self) -> None:
        """One thing, up to a month after the last."""
        self.steps += 1
        self.at += timedelta(minutes=self.luck.choice([0, 1, 600, 3_000, 40_000]))
        act = self.luck.choice(
            [self.buy] * 5 + [self.bring_back] * 3 + [self.spend] * 2 + [self.time_passes] * 2
            + [self.hold, self.end_a_hold, self.give, self.bonus]
        )  # fmt: skip
        act(self.luck.choice(["lan", "lan", "hoa"]), f"{self.steps}")

    def buy(self, who: str, name: str) -> None:
        bought = tuple(self.luck.choice(self.receipts))
        amount = sum(line.amount_minor for line in bought)
        most = min(self.paper.available(who, self.at), max(amount, 0) // self.programme.point_value_minor)
        points = self.luck.choice([0, 0, self.luck.randint(0, most)])
        purchase = Purchase(
            at=self.at.replace(tzinfo=None), lines=bought, store=self.world.store.name,
            vouchers_minor=points * self.programme.point_value_minor,
        )  # fmt: skip
        outcome = evaluate(self.programme, self.states[who], purchase)
        receipt = ring_up(sale=self._sale(who, bought, points), key=name, by=SYSTEM)
        assert (receipt.points_earned, receipt.points_redeemed) == (outcome.points, points)
        if points:
            self.paper.spend(name, who, points, self.at)
        ends = self._midnight(outcome.expires_at)
        is_idle = self.programme.expiry.after == "inactivity"
        if is_idle and ends:
            self.paper.visit(who, self.at, ends)
        if outcome.points:
            free_from = outcome.pending_until.replace(tzinfo=SAIGON)
            self.paper.give(who, outcome.points, self.at, free_from, ends, name, ends_by_inactivity=is_idle)
        self.states[who] = outcome.after
        self.sold[name] = (who, outcome, bought, points)

    def bring_back(self, _who: str, name: str) -> None:
        if not self.sold:
            return
        sale = self.luck.choice(sorted(self.sold))
        who, outcome, bought, spent = self.sold[sale]
        left = [
            (milli if milli > 0 else 1) - back
            for milli, back in zip(outcome.quantities_milli, outcome.returned_milli, strict=True)
        ]
        is_whole = self.luck.random() < 0.5
        parts = {
            number: rest if is_whole or outcome.quantities_milli[number] <= 0 else self.luck.randint(1, rest)
            for number, rest in enumerate(left)
            if rest > 0 and (is_whole or self.luck.random() < 0.6)
        }
        if not parts:
            return
        taken = judged_back(
            self.programme,
            outcome,
            [ReturnedLine(line=line, quantity_milli=part) for line, part in parts.items()],
        )
        refund = take_back(
            store=self.world.store.pk, receipt=sale, at=self.at, key=f"r{name}", by=SYSTEM,
            lines=[TakenLine(line + 1, part if outcome.quantities_milli[line] > 0 else None)
                   for line, part in parts.items()],
        )  # fmt: skip
        self._paid_back(sale, taken.outcome, bought, spent, refund.points_restored)
        if taken.points > 0:
            self.paper.take_back(who, sale, taken.points, self.at, self.policy)
        self.states[who] = undo(self.programme, self.states[who], taken)
        self.sold[sale] = (who, taken.outcome, bought, spent)

    def _paid_back(
        self, sale: str, outcome: Outcome, bought: tuple[Line, ...], spent: int, restored: int
    ) -> None:
        """Points a sale was paid with come back in proportion to its goods; all of them with the last of them."""
        if not spent:
            assert restored == 0
            return
        whole = [max(milli, 1) for milli in outcome.quantities_milli]
        worth = sum(line.amount_minor for line in bought)
        back = sum(
            line.amount_minor * now // one
            for line, now, one in zip(bought, outcome.returned_milli, whole, strict=True)
        )
        is_all = list(outcome.returned_milli) == whole
        due = spent if is_all or worth <= 0 else min(max(spent * back // worth, 0), spent)
        still_gone = sum(part for _, part in self.paper.spent[sale])
        assert restored == max(due - (spent - still_gone), 0)
        self.paper.restore(sale, restored, self.at)

    def spend(self, who: str, name: str) -> None:
        can = self.paper.available(who, self.at)
        points = self.luck.randint(1, can + 3)
        try:
            redeem(customer=self.members[who], points=points, at=self.at, key=name, by=SYSTEM)
        except NotEnoughPoints as refused:
            assert refused.available == can < points
            return
        self.paper.spend(name, who, points, self.at)

    def hold(self, who: str, name: str) -> None:
        if can := self.paper.available(who, self.at):
            points = self.luck.randint(1, can)
            held = reserve(
                customer=self.members[who], points=points, minutes=900, at=self.at, key=name, by=SYSTEM
            )
            self.paper.hold(name, who, points, self.at)
            self.held[name] = held

    def end_a_hold(self, _who: str, name: str) -> None:
        if not self.held:
            return
        hold = self.luck.choice(sorted(self.held))
        held = self.held[hold]
        if held.expires_at <= self.at:
            self.holds_run_out()
            return
        del self.held[hold]
        if self.luck.random() < 0.5:
            confirm(reservation=held.pk, at=self.at, key=name, by=SYSTEM)
            self.paper.confirm(hold)
        else:
            release(reservation=held.pk, at=self.at, key=name, by=SYSTEM)
            self.paper.free(hold, self.at)

    def holds_run_out(self) -> None:
        late = [name for name, held in self.held.items() if held.expires_at <= self.at]
        assert time_out(at=self.at) == len(late)
        for name in sorted(late, key=lambda name: self.held[name].expires_at):
            self.paper.free(name, self.at)
            del self.held[name]

    def time_passes(self, _who: str, _name: str) -> None:
        assert expire_due(at=self.at) == self.paper.expire(self.at)

    def give(self, who: str, name: str) -> None:
        other = "hoa" if who == "lan" else "lan"
        if can := self.paper.available(who, self.at):
            points = self.luck.randint(1, can)
            gift(
                customer=self.members[who],
                to=self.members[other],
                points=points,
                at=self.at,
                key=name,
                by=SYSTEM,
            )
            self.paper.move(who, other, points, self.at)

    def bonus(self, who: str, name: str) -> None:
        points, days = self.luck.randint(1, 50), self.luck.choice([None, 20, 90])
        ends = self.at + timedelta(days=days) if days else None
        earn(customer=self.members[who], points=points, at=self.at, expires_at=ends, key=name, by=SYSTEM)
        self.paper.give(who, points, self.at, self.at, ends)

    def compare(self) -> None:
        """Balances, lots and counters, of both members."""
        for who, customer in self.members.items():
            found = balance_of(customer=customer, at=self.at)
            assert (found.available, found.pending, found.reserved, found.owed) == (
                self.paper.available(who, self.at),
                self.paper.pending(who, self.at),
                self.paper.held(who),
                self.paper.owes[who],
            )
            living = Lot.objects.filter(account__customer=customer, points__gt=0)
            assert sorted(
                (remaining, held, ends or FOREVER)
                for remaining, held, ends in living.values_list("remaining", "reserved", "expires_at")
                if remaining or held
            ) == sorted(
                (pile.free, pile.held, pile.ends) for pile in self.paper.of(who) if pile.free or pile.held
            )
            assert from_json(Member.objects.get(pk=customer).counters) == self.states[who]

    def _sale(self, who: str, bought: tuple[Line, ...], points: int) -> Sale:
        return Sale(
            store=self.world.store.pk, customer=self.members[who], at=self.at, receipt=str(self.steps),
            redeem_points=points, lines=tuple(_line(line) for line in bought),
        )  # fmt: skip

    def _midnight(self, moment: datetime | None) -> datetime | None:
        return datetime.combine(moment.date(), time.min, SAIGON) if moment else None


def _line(line: Line) -> SaleLine:
    facts: dict[str, Any] = {
        name: getattr(line, name)
        for name in (
            "amount_minor",
            "quantity_milli",
            "product",
            "category",
            "tax_minor",
            "discount_minor",
            "is_reward",
        )
    }
    return SaleLine(**facts)
