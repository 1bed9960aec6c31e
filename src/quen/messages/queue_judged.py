"""Put messages into the outbox for customers the guard has judged a moment ago: any number, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from quen.kernel.actor import Actor
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.queue import Source

_INSERT = """
INSERT INTO outreach_message (
    customer_id, channel, purpose, version_id, key, source_kind, source_id, facts, state, reason, queued_at, due_at,
    hold_until, not_after, queued_by
)
SELECT
    customer, %(channel)s, %(purpose)s, version, key, %(source_kind)s, %(source_id)s, facts,
    CASE reason WHEN '' THEN 'waiting' ELSE 'held' END, reason, %(now)s, due_at,
    CASE WHEN reason <> '' THEN due_at END, %(not_after)s, %(by)s
FROM ({chosen}) AS chosen
ON CONFLICT (key) DO NOTHING
"""


@dataclass(frozen=True)
class Judged:
    """A query for customers who may be written to, each once, and its values.

    Columns: customer (who stands for herself), version, key, facts (jsonb), due_at, reason (why held, or "").
    """

    query: str
    values: Mapping[str, Any]


@transaction.atomic
def queue_judged(
    chosen: Judged, *, channel: Channel, purpose: MessagePurpose, at: datetime, by: Actor, source: Source,
    not_after: datetime | None = None,
) -> int:  # fmt: skip
    """How many were added; what a key has brought before is left as it is.

    The guard has the last word all the same: it is asked once more when each message is handed over.
    """
    values = {
        **chosen.values, "channel": channel.value, "purpose": purpose.value, "source_kind": source.kind,
        "source_id": source.id, "now": at, "not_after": not_after, "by": str(by),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(chosen=chosen.query), values)
        return int(cursor.rowcount)
