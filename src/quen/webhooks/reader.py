"""The reader that turns what happened into deliveries."""

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import ActorKind
from quen.webhooks.models import Delivery, Endpoint

_AT_ONCE = 5_000


def webhook_reader() -> Reader:
    """The reader for the registry. What an import tells of the past is news to nobody: it is not sent."""
    return Reader(name="webhooks", take=_take)


def _take(batch: Batch) -> None:
    endpoints = list(Endpoint.objects.filter(off=""))
    if not endpoints:
        return
    news = batch.events().exclude(actor__startswith=ActorKind.IMPORT.value)
    Delivery.objects.bulk_create(
        (
            Delivery(endpoint=endpoint, event=event, kind=kind, created_at=recorded_at, next_at=recorded_at)
            for event, kind, recorded_at in news.values_list("pk", "kind", "recorded_at")
            for endpoint in endpoints
            if recorded_at >= endpoint.created_at and endpoint.wants(kind)
        ),
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )
