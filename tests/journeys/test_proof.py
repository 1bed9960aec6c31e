"""What a journey brought: a known effect is found, none is not claimed, a harmful one is proposed for stopping."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.campaigns.proof import Proof
from quen.journeys.enter import Candidate, enter
from quen.journeys.models import Arm, Enrolment, Journey, KeptProof
from quen.journeys.proof import prove_journey
from quen.journeys.proved import keep_proof, proof_in, prove_due
from quen.journeys.save import change_journey
from quen.journeys.switch import switch_off
from quen.journeys.yaml_text import from_values
from quen.kernel.actor import SYSTEM
from quen.measures.uplift.states import State
from quen.people.models import Customer
from quen.purchases.models import Purchase
from tests.console.cast import signed_in
from tests.journeys.travel import journey_of
from tests.world import World

CROWD = 1_500


def lived_through(
    shop: World, now: datetime, *, treated_buy: int, held_out_buy: int, steps: int = 1
) -> Journey:
    """All entered; one in so many bought for 100.000 three days later, in each group. All had bought once before."""
    journey = journey_of(
        *[{"do": "wait", "days": 1}] * steps, at=now - timedelta(days=60), holdout_percent=40, stale_days=60,
        most_an_hour=100_000,
    )  # fmt: skip
    people = Customer.objects.bulk_create([Customer(name=f"Khách {n}") for n in range(CROWD)])
    begun = now - timedelta(days=40)
    asked = [Candidate(each.pk, f"event:{each.pk}", begun) for each in people]
    assert enter(journey=journey.pk, candidates=asked, at=begun) == CROWD
    bought = [(each.pk, begun - timedelta(days=5)) for each in people]
    for is_treated, every in ((True, treated_buy), (False, held_out_buy)):
        side = Enrolment.objects.filter(arm=Arm.TREATED if is_treated else Arm.CONTROL).order_by("customer")
        bought += [
            (each, begun + timedelta(days=3)) for each in side.values_list("customer", flat=True)[::every]
        ]
    Purchase.objects.bulk_create(
        Purchase(store=shop.store, receipt=str(n), customer_id=who, amount_minor=100_000, bought_at=at)
        for n, (who, at) in enumerate(bought)
    )
    return journey


def proof_of(journey: Journey, at: datetime) -> Proof:
    found = prove_journey(journey, at=at)
    assert found is not None
    return found


def test_one_more_in_four_is_found_and_not_before_the_days_of_the_customers_are_over(
    shop: World, now: datetime
) -> None:
    journey = lived_through(shop, now, treated_buy=2, held_out_buy=4)
    early = proof_of(journey, now - timedelta(days=11))
    assert (early.is_over, early.written_to, early.visits.state) == (False, 0, State.COLLECTING)
    assert early.ends_at == now - timedelta(days=10)
    proof = proof_of(journey, now)
    assert proof.is_over and proof.ratio.is_ok and proof.written_to + proof.held_out == CROWD
    visits, profit = proof.visits.found, proof.profit.found
    assert visits is not None and profit is not None
    assert proof.visits.state == proof.profit.state == State.DIFFERENCE
    assert visits.low < 0.25 < visits.high and abs(visits.difference - 0.25) < 0.01
    assert profit.difference == pytest.approx(30_000 * visits.difference)


def test_where_both_buy_alike_nothing_is_claimed(shop: World, now: datetime) -> None:
    proof = proof_of(lived_through(shop, now, treated_buy=4, held_out_buy=4), now)
    assert proof.visits.state == proof.profit.state == State.NO_DIFFERENCE


def test_who_entered_while_another_share_was_held_out_is_not_compared(shop: World, now: datetime) -> None:
    journey = lived_through(shop, now, treated_buy=2, held_out_buy=4)
    values = {**journey.versions.get().values, "holdout_percent": 20}
    changed = change_journey(journey=journey.pk, plan=from_values(values), at=now, by=SYSTEM)
    proof = proof_of(changed, now)
    assert (proof.written_to, proof.held_out, proof.profit.state) == (0, 0, State.COLLECTING)


def page_of(shop: World, journey: Journey, name: str = "show") -> str:
    address = reverse(f"console:journeys:{name}", args=[journey.pk] if name == "show" else [])
    return signed_in(shop.mai).get(address).content.decode()


def test_a_losing_journey_is_proposed_for_stopping_on_its_page_and_in_the_list(
    shop: World, now: datetime
) -> None:
    journey = lived_through(shop, now, treated_buy=4, held_out_buy=2)
    assert "Kết quả được tính mỗi ngày một lần" in page_of(shop, journey)
    assert "tốn hơn số" not in page_of(shop, journey, "index")
    assert (prove_due(at=now), prove_due(at=now + timedelta(hours=3))) == (1, 0)
    page = page_of(shop, journey)
    assert "Lỗ: lợi nhuận mang lại nằm giữa" in page and "Nó tốn hơn số nó mang lại" in page
    assert f"{timezone.localtime(now):%d/%m/%Y %H:%M}" in page
    assert "“Cảm ơn” tốn hơn số nó mang lại. Chúng tôi đề nghị tắt" in page_of(shop, journey, "index")
    switch_off(journey=journey.pk, at=now, by=SYSTEM)
    assert "tốn hơn số" not in page_of(shop, journey, "index")


def test_the_proof_is_kept_and_not_worked_out_by_looking(shop: World, now: datetime) -> None:
    journey = lived_through(shop, now, treated_buy=2, held_out_buy=4)
    found = keep_proof(journey=journey, at=now)
    kept = KeptProof.objects.get()
    assert found is not None and proof_in(kept) == found
    Purchase.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        assert "Có lời: lợi nhuận mang lại nằm giữa" in page_of(shop, journey)
    assert not any("purchases_purchase" in each["sql"] for each in asked)
    assert prove_due(at=now + timedelta(days=1)) == 1
    signed_in(shop.mai).post(reverse("console:journeys:prove", args=[journey.pk]))
    kept.refresh_from_db()
    assert kept.made_at > now + timedelta(days=1)
    assert "Có lời: lợi nhuận" not in page_of(shop, journey)


def test_a_journey_nobody_entered_is_not_worked_out(shop: World, now: datetime) -> None:
    journey_of({"do": "wait", "days": 1}, at=now, holdout_percent=10)
    assert prove_due(at=now) == 0


def test_the_page_says_that_nobody_is_held_out(shop: World, now: datetime) -> None:
    journey = journey_of({"do": "wait", "days": 1}, at=now)
    page = signed_in(shop.mai).get(reverse("console:journeys:show", args=[journey.pk])).content.decode()
    assert "Không giữ lại ai để đối chứng" in page
