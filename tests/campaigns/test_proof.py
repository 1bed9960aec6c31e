"""A known effect is found, no effect is not claimed, and nothing is said before the days are over."""

from datetime import datetime, timedelta

import pytest

from quen.campaigns.find import source_of
from quen.campaigns.launch import launch
from quen.campaigns.models import Campaign
from quen.campaigns.proof import Proof, prove
from quen.measures.uplift.states import State
from quen.purchases.models import Purchase
from tests.campaigns.crowd import NOW, approved, arms, people, plan, shop_with_channels

pytestmark = pytest.mark.django_db
OVER = NOW + timedelta(days=31)


def campaign_where(*, written_to_buy: int, held_out_buy: int) -> Campaign:
    """One in so many buys for 100.000 within the days, in each group; everybody bought once before."""
    shop = shop_with_channels()
    customers = people(600)
    row = approved(plan(holdout_percent=40))
    launch(campaign=row.pk, at=NOW)
    found = arms(row)
    bought = [(each.pk, NOW - timedelta(days=5)) for each in customers]
    for arm, every in ((1, written_to_buy), (0, held_out_buy)):
        bought += [(one, NOW + timedelta(days=3)) for one in sorted(found[arm])[::every]]
    bought += [(one, NOW + timedelta(days=30, hours=1)) for one in found[1]]  # too late to count
    Purchase.objects.bulk_create(
        Purchase(
            store=shop.store, receipt=str(place), customer_id=one, amount_minor=100_000, bought_at=at
        )
        for place, (one, at) in enumerate(bought)
    )  # fmt: skip
    return row


def proof_of(row: Campaign, at: datetime = OVER) -> Proof:
    found = prove(source_of(row.pk), horizon_days=30, holdout_percent=40, at=at)
    assert found is not None
    return found


def test_one_more_in_four_is_found_and_told_only_at_the_end() -> None:
    row = campaign_where(written_to_buy=2, held_out_buy=4)
    early = proof_of(row, NOW + timedelta(days=29))
    assert {each.state for each in (early.visits, early.revenue, early.profit)} == {State.COLLECTING}
    proof = proof_of(row)
    assert proof.is_over and proof.ratio.is_ok and proof.written_to + proof.held_out == 600
    visits, profit = proof.visits.found, proof.profit.found
    assert visits is not None and profit is not None
    assert proof.visits.state == proof.profit.state == State.DIFFERENCE
    assert visits.low < 0.25 < visits.high and abs(visits.difference - 0.25) < 0.01
    assert profit.difference == pytest.approx(
        30_000 * visits.difference
    )  # the margin is 30 % until the owner says so


def test_where_both_buy_alike_nothing_is_claimed() -> None:
    proof = proof_of(campaign_where(written_to_buy=4, held_out_buy=4))
    assert proof.profit.state == proof.visits.state == State.NO_DIFFERENCE
