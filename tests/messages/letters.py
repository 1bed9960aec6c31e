"""Times and outbox rows the stories of messages share."""

from datetime import UTC, datetime, timedelta
from typing import Any

from quen.kernel.actor import SYSTEM
from quen.messages.models import Message, State, TemplateVersion

BRAND = {"sender": "CAPHEMAI", "brand_until": "2099-12-31"}
"""Under which name the shop's offers by SMS go."""
LONG_AGO = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)


def sent(version: TemplateVersion, customer: int, at: datetime, **facts: Any) -> Message:
    """A message that went at `at`."""
    return Message.objects.create(
        customer_id=customer,
        channel=facts.pop("channel", version.template.channel),
        purpose=facts.pop("purpose", version.template.purpose),
        version=version,
        key=facts.pop("key", f"{customer}:{at.isoformat()}:{Message.objects.count()}"),
        state=facts.pop("state", State.HANDED_OVER),
        queued_at=at,
        due_at=at,
        claimed_at=at,
        queued_by=str(SYSTEM),
        **facts,
    )


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
