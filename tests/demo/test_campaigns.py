"""A year in which customers really react: the product finds what each campaign did, by its holdout alone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from quen.campaigns.find import source_of
from quen.campaigns.models import Arm, Campaign
from quen.campaigns.proof import Proof, prove
from quen.demo.load_customers import load_customers
from quen.demo.reactions import TRIALS
from quen.demo.shop import Shop, simulate
from quen.demo.till_export import write_sales_file
from quen.demo.work.campaigns import make_campaigns
from quen.flows.import_sales import import_sales
from quen.kernel.actor import SYSTEM
from quen.measures.uplift.states import State
from quen.messages.models import Message
from quen.sales_file import ReadOptions
from quen.shops.models import Business

LAST_DAY, MORNING_AFTER = date(2026, 11, 26), datetime(2026, 11, 27, 2, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """The chain with its sales, its customers and its campaigns; its programme plays no part here."""
    Business.objects.create(id=1, name="Tiệm Mộc", currency="VND", language="vi")
    # One day for good: of a hundred days some must miss an interval that is to hold in ninety-five cases of a hundred.
    shop = simulate(seed=1, last_day=LAST_DAY)
    import_sales([write_sales_file(shop, tmp_path)], options=ReadOptions(currency="VND"), by=SYSTEM)
    load_customers(shop)
    make_campaigns(shop)
    return shop


def truth_of(shop: Shop) -> dict[str, float]:
    """Visits more or fewer, of an average customer who was written to: only the simulation knows."""
    moved: dict[str, list[int]] = {}
    for row in shop.trials.to_pylist():
        if row["arm"] and row["trial"] in {trial.key for trial in TRIALS}:
            moved.setdefault(row["trial"], []).append(row["moved"])
    return {trial: sum(each) / len(each) for trial, each in moved.items()}


def found_by_product() -> dict[str, Proof]:
    found = {}
    for row in Campaign.objects.order_by("launched_at"):
        proof = prove(
            source_of(row.pk),
            horizon_days=row.horizon_days,
            holdout_percent=row.holdout_percent,
            at=MORNING_AFTER,
        )
        assert proof is not None and proof.is_over and proof.ratio.is_ok
        found[row.name] = proof
    return found


def test_true_effects_lie_within_the_intervals_and_are_told_as_what_they_are(shop: Shop) -> None:
    truth = truth_of(shop)
    found = found_by_product()
    names = ["Cảm ơn khách quen", "Lâu rồi chưa gặp", "Hạt rang mới", "Nhắn mỗi ngày"]
    assert list(found) == names
    for (trial, effect), name in zip(truth.items(), names, strict=True):
        visits = found[name].visits.found
        assert visits is not None
        assert visits.low <= effect <= visits.high, (trial, effect, visits)
    states = [found[name].visits.state for name in names]
    assert states == [State.DIFFERENCE, State.DIFFERENCE, State.NO_DIFFERENCE, State.DIFFERENCE]
    harm = found["Nhắn mỗi ngày"]
    assert truth["too-often"] < 0 and harm.visits.found is not None and harm.visits.found.high < 0
    written_to = Arm.objects.filter(arm=1, queued_at__isnull=False)
    assert written_to.count() == Message.objects.filter(source_kind="campaign").count() > 4_000
    assert not Arm.objects.filter(arm=0, queued_at__isnull=False).exists()
