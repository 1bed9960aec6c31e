"""Three texts against each other: the one that surely did worse is named, and may be stopped and taken back."""

from datetime import timedelta

import pytest

from quen.campaigns.errors import BadCampaign
from quen.campaigns.find import source_of
from quen.campaigns.last_click import credited_by_last_message
from quen.campaigns.launch import launch
from quen.campaigns.models import Campaign, Variant
from quen.campaigns.occasions import Feast, Occasion
from quen.campaigns.plan import Wording, make_campaign, plan_of
from quen.campaigns.repeat import Rhythm, repeat
from quen.campaigns.stop_variant import offer_again, stop_variant
from quen.campaigns.variants import Comparison, compare_variants
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.models import Message, State
from quen.purchases.models import Purchase
from tests.campaigns.crowd import NOW, approved, arms, people, plan, shop_with_channels, template
from tests.world import World

pytestmark = pytest.mark.django_db
OVER = NOW + timedelta(days=31)


@pytest.fixture
def shop() -> World:
    return shop_with_channels()


def three() -> list[Wording]:
    return [Wording({Channel.EMAIL: template(Channel.EMAIL, name).pk}) for name in "ABC"]


def launched(shop: World, *, every: tuple[int, int, int]) -> Campaign:
    """Of who read each text, one in so many buys for 100.000 three days later."""
    people(900)
    row = approved(plan(variants=three(), holdout_percent=0))
    launch(campaign=row.pk, at=NOW)
    found = arms(row)
    buyers = [one for arm, each in enumerate(every, start=1) for one in sorted(found[arm])[::each]]
    Purchase.objects.bulk_create(
        Purchase(
            store=shop.store, receipt=str(place), customer_id=one, amount_minor=100_000,
            bought_at=NOW + timedelta(days=3),
        )
        for place, one in enumerate(buyers)
    )  # fmt: skip
    return row


def comparison(row: Campaign, at: object = OVER) -> Comparison:
    found = compare_variants(source_of(row.pk), weights=(1, 1, 1), horizon_days=30, at=at)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_text_that_did_worse_is_named_and_only_at_the_end(shop: World) -> None:
    row = launched(shop, every=(2, 2, 8))
    early = comparison(row, NOW + timedelta(days=29))
    assert (early.pairs, early.losing) == ([], [])
    found = comparison(row)
    assert sum(found.customers) == 900 and found.ratio.is_ok
    assert found.losing == [3]
    sure = [(pair.better, pair.worse) for pair in found.pairs if pair.is_sure]
    assert sure == [(1, 3), (2, 3)]
    assert all(pair.low < 0.375 * 30_000 < pair.high for pair in found.pairs if pair.is_sure)


def test_texts_that_do_alike_are_not_told_apart(shop: World) -> None:
    found = comparison(launched(shop, every=(4, 4, 4)))
    assert len(found.pairs) == 3 and found.losing == []


def test_texts_that_reached_unlike_numbers_are_not_compared(shop: World) -> None:
    row = launched(shop, every=(2, 2, 8))
    found = compare_variants(source_of(row.pk), weights=(1, 1, 8), horizon_days=30, at=OVER)
    assert found is not None and not found.ratio.is_ok and found.losing == []


def test_a_stopped_text_stays_away_when_it_comes_round_and_comes_back_when_told(shop: World) -> None:
    pattern = make_campaign(plan(variants=three()), at=NOW, by=SYSTEM)
    rhythm = Rhythm(Occasion(Feast.TET))
    issue = make_campaign(plan_of(pattern.pk), at=NOW, by=SYSTEM)
    issue.issue_of = repeat(campaign=pattern.pk, rhythm=rhythm, at=NOW, by=SYSTEM)
    issue.save()
    stop_variant(campaign=issue.pk, number=3, at=NOW, by=SYSTEM)
    assert [len(plan_of(each.pk).variants) for each in (issue, pattern)] == [2, 2]
    offer_again(campaign=issue.pk, number=3, at=NOW, by=SYSTEM)
    assert [len(plan_of(each.pk).variants) for each in (issue, pattern)] == [3, 3]


def test_the_last_text_is_not_stopped(shop: World) -> None:
    row = make_campaign(plan(), at=NOW, by=SYSTEM)
    with pytest.raises(BadCampaign):
        stop_variant(campaign=row.pk, number=1, at=NOW, by=SYSTEM)
    assert Variant.objects.get().stopped_at is None


def test_last_click_credits_the_last_offer_before_and_none_older_than_a_week(shop: World) -> None:
    lan, hoa = people(2)
    texts = [Wording({Channel.EMAIL: template(Channel.EMAIL).pk})]
    row, later = (approved(plan(variants=texts, holdout_percent=0, name=name)) for name in ("Tết", "Sau Tết"))
    for campaign, at in ((row, NOW), (later, NOW + timedelta(days=2))):
        launch(campaign=campaign.pk, at=at)
    Message.objects.filter(source_id=row.pk).update(state=State.DELIVERED, claimed_at=NOW)
    theirs = Message.objects.filter(source_id=later.pk, customer=lan)
    theirs.update(state=State.HANDED_OVER, claimed_at=NOW + timedelta(days=2))
    for place, (who, days) in enumerate([(lan, 1), (lan, 3), (hoa, 6), (hoa, 8)]):
        Purchase.objects.create(
            store=shop.store, receipt=str(place), customer=who, amount_minor=100_000 + place,
            bought_at=NOW + timedelta(days=days),
        )  # fmt: skip
    told = [credited_by_last_message(source_of(each.pk), horizon_days=30) for each in (row, later)]
    assert [(each.purchases, each.revenue_minor) for each in told] == [(2, 200_002), (1, 100_001)]
