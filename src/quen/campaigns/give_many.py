"""What the customers of one part are given, with the facts their texts are told."""

from datetime import datetime

from django.db import connection
from pydantic_core import to_json

from quen.campaigns.find import source_of
from quen.campaigns.models import Arm, Campaign
from quen.campaigns.offers import NO_OFFER, give, offer_of
from quen.kernel.actor import SYSTEM


def give_many(row: Campaign, *, last: int, at: datetime) -> None:
    """Give everybody of the part (not queued yet, up to the number `last`) her offer, once.

    Fills the table campaign_told (customer, facts) of this transaction alone; empty where nothing is offered.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS campaign_told")
        cursor.execute("CREATE TEMP TABLE campaign_told (customer bigint, facts jsonb) ON COMMIT DROP")
    offer, source = offer_of(row), source_of(row.pk)
    if offer == NO_OFFER:
        return
    part = Arm.objects.filter(
        source_kind=source.kind,
        source_id=source.number,
        arm__gte=1,
        queued_at__isnull=True,
        customer__lte=last,
    )
    rows = [
        (customer, to_json(facts).decode())
        for customer in part.order_by("customer").values_list("customer", flat=True)
        if (facts := give(offer=offer, customer=customer, source=source, name=row.name, at=at, by=SYSTEM))
    ]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO campaign_told VALUES (%s, %s)", rows)
        cursor.execute("ANALYZE campaign_told")
