"""A claim takes the first of what is due, and costs the same however many wait behind them."""

from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.kernel.actor import SYSTEM
from quen.webhooks.deliver import deliver_due
from quen.webhooks.endpoints import add_endpoint
from quen.webhooks.models import Delivery
from tests.plans import plan_of
from tests.webhooks.receiver import Receiver
from tests.world import World

NOW = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)


def test_what_waits_for_one_moment_is_not_sorted_for_each_claim(shop: World, receiver: Receiver) -> None:
    endpoint = add_endpoint(name="Kho", url=receiver.url, kinds=(), at=NOW, by=SYSTEM)
    Delivery.objects.bulk_create(
        Delivery(
            endpoint=endpoint, event=10**9 + number, kind="purchase.completed", next_at=NOW, created_at=NOW
        )
        for number in range(3_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE webhooks_delivery")
    with CaptureQueriesContext(connection) as asked:
        deliver_due(at=NOW)
    plan = plan_of(asked, "SKIP LOCKED")
    assert "delivery_due_in_order" in plan
    assert "Sort" not in plan
