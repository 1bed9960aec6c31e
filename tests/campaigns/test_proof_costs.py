"""Profit is what is left: margin of what was kept, less offers and messages; and the past takes away the noise."""

from datetime import datetime, timedelta

import pytest

from quen.campaigns.find import source_of
from quen.campaigns.launch import launch
from quen.campaigns.models import Campaign
from quen.campaigns.proof import Proof, prove
from quen.kernel.actor import SYSTEM
from quen.measures.uplift.states import State
from quen.messages.models import Message
from quen.purchases.models import Purchase, Return
from quen.vouchers.issue import issue
from quen.vouchers.models import Use
from quen.vouchers.use import use
from tests.campaigns.crowd import NOW, approved, arms, people, plan, shop_with_channels
from tests.messages.letters import sent
from tests.vouchers.kinds import CAKE, COFFEE, kind
from tests.world import World

pytestmark = pytest.mark.django_db
OVER = NOW + timedelta(days=31)
CUP, CAMPAIGN_SMS, GIFT, POINTS_WORTH, BACK = 100_000, 700, 10_000, 5_000, 40_000
MARGIN = 0.3


def gone_out(shop: World, count: int) -> tuple[Campaign, list[int], list[int]]:
    """A campaign to so many, four in ten held out: it, who was written to, who was not."""
    people(count)
    row = approved(plan(holdout_percent=40))
    launch(campaign=row.pk, at=NOW)
    found = arms(row)
    return row, sorted(found[1]), sorted(found[0])


def buy(shop: World, customer: int, at: datetime, amount_minor: int = CUP) -> None:
    number = Purchase.objects.count()
    Purchase.objects.create(
        store=shop.store, receipt=str(number), customer_id=customer, amount_minor=amount_minor, bought_at=at
    )


def uses_voucher(shop: World, customer: int, at: datetime) -> Use:
    code = issue(kind="giam", customer=customer, at=at, key=f"v:{customer}:{at}", by=SYSTEM).code
    return use(
        code=code, customer=customer, store=shop.store.pk, lines=[COFFEE, CAKE], at=at, key=f"u:{customer}:{at}",
        by=SYSTEM,
    )  # fmt: skip


def proof_of(row: Campaign, *, points_minor: int = 0) -> Proof:
    found = prove(
        source_of(row.pk), horizon_days=30, holdout_percent=40, points_minor=points_minor, at=OVER
    )  # fmt: skip
    assert found is not None
    return found


def test_messages_vouchers_points_and_returns_are_taken_off_to_the_dong() -> None:
    shop = shop_with_channels()
    kind(NOW)
    row, written_to, held_out = gone_out(shop, 300)
    for each in written_to:
        buy(shop, each, NOW + timedelta(days=2))
    for each in held_out[::2]:
        buy(shop, each, NOW + timedelta(days=2))
    Message.objects.filter(source_id=row.pk).update(cost_minor=CAMPAIGN_SMS)
    version = Message.objects.first().version  # type: ignore[union-attr]
    sent(version, written_to[0], NOW + timedelta(days=1), cost_minor=9_999)  # of something else
    for each in written_to[:10]:
        uses_voucher(shop, each, NOW + timedelta(days=2))
    for each in held_out[:4]:
        uses_voucher(shop, each, NOW + timedelta(days=3))
    uses_voucher(shop, written_to[20], NOW + timedelta(days=30, hours=1))  # the days are over
    given_back = uses_voucher(shop, written_to[21], NOW + timedelta(days=2))
    Use.objects.filter(pk=given_back.pk).update(given_back_at=NOW + timedelta(days=3))
    for number, each in enumerate(written_to[:6]):
        Return.objects.create(
            store=shop.store, receipt=f"T{number}", customer_id=each, amount_minor=BACK,
            returned_at=NOW + timedelta(days=5),
        )  # fmt: skip

    proof = proof_of(row, points_minor=POINTS_WORTH)
    here, there = len(written_to), len(held_out)
    kept = CUP - 6 * BACK / here
    bought = CUP * len(held_out[::2]) / there
    assert proof.revenue.found is not None and proof.profit.found is not None
    assert proof.revenue.found.difference == pytest.approx(kept - bought)
    theirs = MARGIN * kept - CAMPAIGN_SMS - POINTS_WORTH - 10 * GIFT / here
    others = MARGIN * bought - 4 * GIFT / there
    assert proof.profit.average == pytest.approx(theirs)
    assert proof.profit.control_average == pytest.approx(others)
    assert proof.profit.found.difference == pytest.approx(theirs - others)


def test_more_visits_that_cost_more_than_they_bring_are_a_loss() -> None:
    shop = shop_with_channels()
    row, written_to, held_out = gone_out(shop, 600)
    for each in [*written_to[::2], *held_out[::4]]:
        buy(shop, each, NOW + timedelta(days=2))
    Message.objects.filter(source_id=row.pk).update(cost_minor=20_000)
    proof = proof_of(row)
    assert proof.visits.found is not None and proof.visits.found.low > 0
    assert (proof.visits.state, proof.profit.state) == (State.DIFFERENCE, State.DIFFERENCE)
    assert proof.profit.found is not None and proof.profit.found.high < 0


def test_what_customers_spent_before_makes_the_answer_sharper() -> None:
    """Small and large customers alike in both arms: each spends after as before, written to three in a hundred more."""
    shop = shop_with_channels()
    row, written_to, held_out = gone_out(shop, 600)
    for arm, percent in ((written_to, 103), (held_out, 100)):
        for place, each in enumerate(arm):
            usual = 100_000 + 10_000 * (place * 7919 % 97)
            buy(shop, each, NOW - timedelta(days=4), usual)
            now = usual + 1_000 * (place * 31 % 13)
            buy(shop, each, NOW + timedelta(days=4), now * percent // 100)
    sharp = proof_of(row).revenue
    Purchase.objects.filter(bought_at__lt=NOW).delete()
    blunt = proof_of(row).revenue
    assert sharp.variance_reduction is not None and sharp.variance_reduction > 0.95
    assert blunt.variance_reduction is None
    assert sharp.found is not None and blunt.found is not None
    assert sharp.found.high - sharp.found.low < (blunt.found.high - blunt.found.low) / 3
    assert (sharp.state, blunt.state) == (State.DIFFERENCE, State.NO_DIFFERENCE)
