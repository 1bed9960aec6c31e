"""A claim takes the first of what is due, and costs the same however many wait behind them."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.claim import claim
from quen.messages.models import Message, State, TemplateVersion
from tests.plans import plan_of
from tests.world import World


def test_what_a_campaign_queued_for_one_moment_is_not_sorted_for_each_claim(
    shop: World, mail_offer: TemplateVersion, now: datetime
) -> None:
    Message.objects.bulk_create(
        Message(
            customer_id=shop.lan.pk, channel=Channel.EMAIL, purpose=mail_offer.template.purpose, version=mail_offer,
            key=f"tet:{number}", state=State.WAITING, queued_at=now, due_at=now, queued_by=str(SYSTEM),
        )
        for number in range(3_000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outreach_message")
    with CaptureQueriesContext(connection) as asked:
        claim(Channel.EMAIL, slot=0, at=now, most=100)
    plan = plan_of(asked, "SKIP LOCKED")
    assert "message_due_in_order" in plan
    assert "Sort" not in plan
