"""What a campaign is expected to bring is told before it goes: by what is assumed, then by what was measured."""

from datetime import date, timedelta

import pytest

from quen.campaigns.estimate import Estimate, estimate, estimate_of
from quen.campaigns.gain import ENOUGH_VOUCHERS, Gain, gain_of
from quen.campaigns.measured import measure_due
from quen.campaigns.models import Measured, OfferKind
from quen.campaigns.offers import Offer
from quen.campaigns.plan import Wording, make_campaign
from quen.campaigns.settings import change_campaign_settings
from quen.insight.summary.refresh import refresh_all
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.models import Template
from quen.purchases.models import Purchase
from quen.vouchers.models import State, Voucher, VoucherKind
from tests.campaigns.crowd import NOW, people, plan, shop_with_channels, template
from tests.campaigns.test_proof import OVER, campaign_where
from tests.vouchers.kinds import kind

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told() -> Estimate:
    """To everybody by SMS, at 500 each."""
    said = template(Channel.SMS, f"Lời nhắn {Template.objects.count()}")
    row = make_campaign(
        plan(variants=[Wording({Channel.SMS: said.pk})], channels=[Channel.SMS]), at=NOW, by=SYSTEM
    )
    estimate(campaign=row.pk, at=NOW)
    row.refresh_from_db()
    kept = estimate_of(row)
    assert kept is not None
    return kept


def test_without_a_past_it_says_what_is_assumed() -> None:
    shop = shop_with_channels()
    customers = people(100, kinds=("phone",))
    assert told().gain is None, "nobody bought yet"
    Purchase.objects.bulk_create(
        Purchase(store=shop.store, receipt=str(one.pk), customer=one, amount_minor=200_000, bought_at=NOW)
        for one in customers
    )
    refresh_all(today=NOW.date())
    found = told()
    written_to, gain = found.written_to, found.gain
    # 0 to 3 of 100 buy for 200.000 once more, at a margin of 30 %: 0 to 1.800 for each; 500 goes for her SMS.
    assert gain == Gain(900 * written_to, 0, 1_800 * written_to, 0, 0, 0, 3)
    assert found.gain_minor == 400 * written_to
    assert (found.gain_low_minor, found.gain_high_minor) == (-500 * written_to, 1_300 * written_to)
    change_campaign_settings(least_extra=1, most_extra=5, by=SYSTEM)
    other = told()
    many = other.written_to
    assert other.gain == Gain(1_800 * many, 600 * many, 3_000 * many, 0, 0, 1, 5)


def test_a_voucher_costs_as_far_as_such_ones_were_used() -> None:
    """Of those that came to their end, not of those still good, taken back, or shared out as a public code."""
    shop = shop_with_channels()
    (lan,) = people(1)
    cup, other = kind(NOW - DAY), kind(NOW - DAY, key="khac")
    ended, good = NOW.date() - DAY, NOW.date() + DAY

    def vouchers(
        count: int, state: str, until: date | None = ended, *, of: VoucherKind = cup, hers: bool = True
    ) -> None:
        first = Voucher.objects.count()
        Voucher.objects.bulk_create(
            Voucher(
                kind=of, code=f"V{first + number}", key=f"v{first + number}", customer=lan if hers else None,
                state=state, valid_until=until, issued_at=NOW - 9 * DAY,
            )
            for number in range(count)
        )  # fmt: skip

    def costs(many: int = 100) -> tuple[int, int]:
        offer = Offer(OfferKind.VOUCHER, "giam")
        found = gain_of(
            written_to=many, purchase_minor=200_000, offer=offer, offer_minor=10_000 * many, on=NOW.date()
        )
        assert found is not None
        return found.offer_minor, found.brought_minor

    vouchers(ENOUGH_VOUCHERS - 8, State.READY)
    vouchers(7, State.USED)
    vouchers(50, State.READY, good)
    vouchers(50, State.USED, None)
    vouchers(50, State.VOID)
    vouchers(50, State.USED, of=other)
    vouchers(50, State.USED, hers=False)
    assert costs()[0] == 1_000_000, "one short of enough: as if all were used"
    vouchers(1, State.USED)
    used, brought = costs()
    assert used == round(1_000_000 * 8 / ENOUGH_VOUCHERS)
    assert brought == 90_000, "what they bring is another matter"
    assert shop.lan.pk != lan.pk


def test_what_was_measured_moves_it_and_is_measured_once() -> None:
    row = campaign_where(written_to_buy=2, held_out_buy=4)
    assert measure_due(at=NOW + timedelta(days=29)) == 0 and not Measured.objects.exists()
    assert measure_due(at=OVER) == 1 and measure_due(at=OVER) == 0
    kept = Measured.objects.get(campaign=row)
    assert kept.revenue_minor == pytest.approx(25_000, abs=1_000), "one more in four, for 100.000"
    refresh_all(today=NOW.date())
    said = template(Channel.EMAIL, "Lần nữa")
    again = make_campaign(plan(variants=[Wording({Channel.EMAIL: said.pk})]), at=OVER, by=SYSTEM)
    gain = estimate(campaign=again.pk, at=OVER).gain
    assert gain is not None and gain.campaigns == 1
    assert gain.brought_minor > 450 * 540, "above the middle of what is assumed"
    assert gain.low_minor < gain.brought_minor < gain.high_minor
