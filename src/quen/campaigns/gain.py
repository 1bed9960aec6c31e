"""What a campaign is expected to bring, in money, before it is sent: margin less offers less messages."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from quen.campaigns.measured import told
from quen.campaigns.offers import Offer
from quen.campaigns.settings import campaign_settings
from quen.insight.economics import assumed
from quen.measures.uplift.expected import Effect, expected

ENOUGH_VOUCHERS = 30
"""Of a kind with fewer that came to their end, every one is taken as used."""
_USED = """
SELECT count(*) FILTER (WHERE state = 'used'), count(*) FROM (
    SELECT state FROM vouchers_voucher
    WHERE kind_id = %s AND customer_id IS NOT NULL AND valid_until < %s AND state <> 'void'
    ORDER BY id DESC LIMIT 10000
) AS ended
"""


@dataclass(frozen=True)
class Gain:
    """Minor units, for all who are written to. brought: margin of the revenue that would not be without it, with the
    95 % interval. campaigns: measured ones it is drawn from; least and most: extra purchases of 100 customers, as
    assumed. offer_minor: what the offers cost as far as such ones were used so far.
    """

    brought_minor: int
    low_minor: int
    high_minor: int
    offer_minor: int
    campaigns: int
    least: int
    most: int


def gain_of(*, written_to: int, purchase_minor: int, offer: Offer, offer_minor: int, on: date) -> Gain | None:
    """purchase_minor: an average purchase; offer_minor: were every offer used. None where nobody bought yet."""
    if not purchase_minor or not written_to:
        return None
    margin, rules = assumed().margin, campaign_settings()
    each_percent = purchase_minor * margin / 100
    past = [
        Effect(row.revenue_minor * margin, row.error_minor * margin)
        for row in told()
        if row.revenue_minor is not None and row.error_minor is not None
    ]
    if not each_percent:
        return None
    found = expected(past, low=rules.least_extra * each_percent, high=rules.most_extra * each_percent)
    return Gain(
        round(found.middle * written_to), round(found.low * written_to), round(found.high * written_to),
        round(offer_minor * _share_used(offer, on)), len(past), rules.least_extra, rules.most_extra,
    )  # fmt: skip


def _share_used(offer: Offer, on: date) -> float:
    kind = offer.voucher()
    if kind is None:
        return 1.0
    with connection.cursor() as cursor:
        cursor.execute(_USED, [kind.pk, on])
        used, ended = cursor.fetchone()
    return float(used / ended) if ended >= ENOUGH_VOUCHERS else 1.0
