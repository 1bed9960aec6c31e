"""Launch: the audience is fixed with its arms, offers are given, and everything goes into the outbox, part by part.

Each part is a transaction and every key names campaign, channel and customer, so that a launch that was killed anywhere
goes on where it was, and nobody is written to or given anything twice.
"""

from datetime import datetime

from django.db import connection, transaction

from quen.campaigns.audience import Audience, draw, place
from quen.campaigns.costs import costs_of
from quen.campaigns.estimate import some_placed
from quen.campaigns.events import CampaignLaunched, CampaignSent
from quen.campaigns.find import held, key_of, source_of
from quen.campaigns.habit import wait_for_her_hour
from quen.campaigns.models import Arm, Campaign, CampaignState, VariantText
from quen.campaigns.offers import cost_minor, offer_of
from quen.campaigns.send import send_next
from quen.events.emit import emit
from quen.events.one_worker import one_worker
from quen.kernel.actor import SYSTEM
from quen.messages.models import Message
from quen.messages.templates import newest_version
from quen.shops.clock import day_of

_INSERT = """
INSERT INTO campaigns_arm
    (source_kind, source_id, customer_id, arm, entered_at, reason, step, due_at, cost_minor)
SELECT %(kind)s, %(id)s, customer, arm, %(at)s, reason, step, due_at, cost_minor FROM campaign_drawn ORDER BY customer
"""


def launch(*, campaign: int, at: datetime) -> bool:
    """Do it to the end, or go on with it. Whether it was this worker's: another may be at it just now.

    Raises NoSuchCampaign; a campaign that was stopped meanwhile is left as it is.
    """
    with one_worker(key_of(campaign)) as is_mine:
        if not is_mine or not fix_audience(campaign=campaign, at=at):
            return is_mine
        while send_next(campaign=campaign, at=at):
            pass
        _finish(campaign, at)
    return True


@transaction.atomic
def fix_audience(*, campaign: int, at: datetime) -> bool:
    """Write down who is in it and in which arm, once; whether there is something to send. Raises NoSuchCampaign."""
    row = held(campaign)
    if row.state == CampaignState.LAUNCHING:
        return True
    if row.state != CampaignState.APPROVED:
        return False
    _fix_texts(row)
    audience = place(row, at=at)
    prices = costs_of(row, some_placed(), at=at)
    offer = cost_minor(offer_of(row), on=day_of(at))
    weights = list(row.variants.order_by("number").values_list("weight", flat=True))
    draw(row, weights=weights, costs=[prices[each].cost_minor + offer for each in row.channels], at=at)
    _keep(row, audience, at)
    return True


def _fix_texts(row: Campaign) -> None:
    """From here on it says what its templates say now."""
    for text in VariantText.objects.filter(variant__campaign=row).select_related("template"):
        text.version = newest_version(text.template)
        text.save(update_fields=["version"])


def _keep(row: Campaign, audience: Audience, at: datetime) -> None:
    source = source_of(row.pk)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {"kind": source.kind, "id": source.id, "at": at})
        cursor.execute(
            "SELECT count(*) FILTER (WHERE arm > 0), count(*) FILTER (WHERE arm = 0),"
            " coalesce(sum(cost_minor), 0)::bigint FROM campaign_drawn"
        )
        customers, held_out, reserved = cursor.fetchone()
        cursor.execute("ANALYZE campaigns_arm")
    if row.at_her_hour:
        wait_for_her_hour(row)
    row.state, row.launched_at = CampaignState.LAUNCHING, at
    row.left_out, row.reserved_minor = audience.refused, reserved
    row.save(update_fields=["state", "launched_at", "left_out", "reserved_minor"])
    emit(
        CampaignLaunched(
            at=at, by=SYSTEM, subject=row.pk, name=row.name, customers=int(customers), held_out=int(held_out)
        )
    )


@transaction.atomic
def _finish(campaign: int, at: datetime) -> None:
    row = held(campaign)
    if row.state != CampaignState.LAUNCHING:
        return
    row.state, row.queued_at = CampaignState.RUNNING, at
    row.save(update_fields=["state", "queued_at"])
    source = source_of(campaign)
    messages = Message.objects.filter(source_kind=source.kind, source_id=source.number).count()
    emit(CampaignSent(at=at, by=SYSTEM, subject=campaign, name=row.name, messages=messages))


def unsent(campaign: int) -> int:
    """How many of a campaign under way are not in the outbox yet."""
    source = source_of(campaign)
    rows = Arm.objects.filter(source_kind=source.kind, source_id=source.number, arm__gte=1)
    return rows.filter(queued_at=None).count()
