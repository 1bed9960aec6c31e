"""An event as other systems are told of it: by the API and by webhooks alike."""

from quen.events.models import Event


def as_told(event: Event) -> dict[str, object]:
    """Its facts, without the address it came from; times as ISO 8601."""
    return {
        "id": event.pk,
        "kind": event.kind,
        "happened_at": event.happened_at.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
        "customer": event.customer,
        "store": event.store,
        "subject": event.subject,
        "by": event.actor,
        "facts": event.facts,
    }
