"""One part of a launch: the next customers are given their offers, and their messages go into the outbox."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from quen.campaigns.audience import not_after
from quen.campaigns.find import held, key_of, source_of
from quen.campaigns.give_many import give_many
from quen.campaigns.models import Arm, Campaign, CampaignState, OfferKind, VariantText
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.queue_judged import Judged, queue_judged

AT_ONCE = 100_000
"""Customers in one transaction; where each is given something besides the words, a hundredth of it."""
_OF_PART = """
    source_kind = %(kind)s AND source_id = %(id)s AND arm >= 1 AND queued_at IS NULL AND customer_id <= %(last)s
"""
_CHOSEN = f"""
SELECT
    arms.customer_id AS customer, said.version, %(key)s || said.channel || ':' || arms.customer_id AS key,
    coalesce(told.facts, '{{}}'::jsonb) AS facts, arms.due_at, arms.reason
FROM (SELECT * FROM campaigns_arm WHERE {_OF_PART} AND step = %(step)s) AS arms
JOIN unnest(%(numbers)s::int[], %(versions)s::bigint[]) AS text (number, version) ON text.number = arms.arm
CROSS JOIN LATERAL (SELECT text.version, %(on)s::text AS channel) AS said
LEFT JOIN campaign_told AS told ON told.customer = arms.customer_id
"""  # noqa: S608  # our own condition


@transaction.atomic
def send_next(*, campaign: int, at: datetime) -> bool:
    """The next part; False where none is left, or the campaign is not under way any more."""
    row = held(campaign)
    if row.state != CampaignState.LAUNCHING:
        return False
    last = _last_of_part(row)
    if last is None:
        return False
    give_many(row, last=last, at=at)
    for step, channel in enumerate(row.channels):
        _queue(row, step, Channel(channel), last, at)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE campaigns_arm SET queued_at = %(at)s WHERE {_OF_PART}",  # noqa: S608
            {**_part(row, last), "at": at},
        )
    return True


def _last_of_part(row: Campaign) -> int | None:
    """The greatest number among the next customers."""
    source = source_of(row.pk)
    most = AT_ONCE // 100 if row.offer_kind in (OfferKind.VOUCHER, OfferKind.POINTS) else AT_ONCE
    waiting = Arm.objects.filter(
        source_kind=source.kind, source_id=source.number, arm__gte=1, queued_at__isnull=True
    )
    numbers = list(waiting.order_by("customer").values_list("customer", flat=True)[:most])
    return numbers[-1] if numbers else None


def _part(row: Campaign, last: int) -> dict[str, Any]:
    source = source_of(row.pk)
    return {"kind": source.kind, "id": source.id, "last": last}


def _queue(row: Campaign, step: int, channel: Channel, last: int, at: datetime) -> int:
    texts = VariantText.objects.filter(variant__campaign=row, channel=channel)
    versions = dict(texts.values_list("variant__number", "version"))
    chosen = Judged(
        _CHOSEN,
        {
            **_part(row, last), "step": step, "on": channel.value, "key": f"{key_of(row.pk)}:",
            "numbers": list(versions), "versions": list(versions.values()),
        },
    )  # fmt: skip
    return queue_judged(
        chosen, channel=channel, purpose=MessagePurpose.MARKETING, at=at, by=SYSTEM, source=source_of(row.pk),
        not_after=not_after(row),
    )  # fmt: skip
