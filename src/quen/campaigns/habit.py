"""Each customer is written to in the hour in which she usually buys, within the hours her channel allows."""

from pathlib import Path

from django.db import connection

from quen.campaigns.audience import not_after
from quen.campaigns.find import source_of
from quen.campaigns.models import Campaign
from quen.messages.channel import Channel
from quen.messages.settings import account_of
from quen.shops.clock import shop_timezone

_MOVE = (Path(__file__).parent / "habit.sql").read_text()


def wait_for_her_hour(row: Campaign) -> int:
    """Move the times of everybody who has a usual hour; how many. It would come too late: hers stays as it was."""
    source, accounts = source_of(row.pk), [account_of(Channel(each)) for each in row.channels]
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                "kind": source.kind, "id": source.id, "zone": shop_timezone().key, "not_after": not_after(row),
                "from_hours": [account.from_hour for account in accounts],
                "until_hours": [account.until_hour for account in accounts],
            },
        )  # fmt: skip
        return int(cursor.rowcount)
