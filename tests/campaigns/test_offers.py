"""What a campaign gives besides its words: points and early access, to whom it writes and to nobody else."""

from datetime import date

import pytest

from quen.campaigns.errors import BadCampaign
from quen.campaigns.launch import launch
from quen.campaigns.models import OfferKind
from quen.campaigns.offers import Offer
from quen.campaigns.plan import Wording
from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.points.reads import balance_of
from tests.campaigns.crowd import NOW, approved, arms, people, plan, shop_with_channels, template

pytestmark = pytest.mark.django_db


def test_points_are_given_once_to_whom_it_writes_and_told_in_the_text() -> None:
    shop_with_channels()
    people(60)
    text = template(Channel.EMAIL, body="Tặng {{ dear }} {{ number }} điểm.").pk
    row = approved(
        plan(
            offer=Offer(OfferKind.POINTS, points=50),
            holdout_percent=30,
            variants=[Wording({Channel.EMAIL: text})],
        )
    )
    launch(campaign=row.pk, at=NOW)
    launch(campaign=row.pk, at=NOW)
    found = arms(row)
    assert found[0] and {balance_of(customer=each, at=NOW).available for each in found[0]} == {0}
    assert {balance_of(customer=each, at=NOW).available for each in found[1]} == {50}
    assert {message.facts["number"] for message in Message.objects.all()} == {50}


def test_early_access_tells_the_day_and_costs_nothing() -> None:
    shop_with_channels()
    people(20)
    text = template(Channel.EMAIL, body="Mời {{ dear }} ghé trước từ {{ day }}.").pk
    row = approved(
        plan(
            offer=Offer(OfferKind.EARLY, day=date(2026, 12, 1)), variants=[Wording({Channel.EMAIL: text})]
        )
    )  # fmt: skip
    launch(campaign=row.pk, at=NOW)
    message = Message.objects.first()
    assert message is not None and message.facts["day"] == "2026-12-01"
    row.refresh_from_db()
    assert row.reserved_minor == 0 and row.estimate is not None and row.estimate["offer_minor"] == 0


@pytest.mark.parametrize(
    ("offer", "why"),
    [
        (Offer(OfferKind.POINTS), "Give between 1 and"),
        (Offer(OfferKind.EARLY), "Say from which day"),
        (Offer(OfferKind.VOUCHER, "gone"), "Choose a kind of voucher"),
    ],
)
def test_an_offer_that_cannot_be_given_is_refused(offer: Offer, why: str) -> None:
    shop_with_channels()
    with pytest.raises(BadCampaign, match=why):
        approved(plan(offer=offer))
