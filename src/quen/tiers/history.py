"""The reader that keeps the history of tiers: a rise at the till is in it a moment later."""

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.tiers.events import TierMoved
from quen.tiers.models import TierMove


def tier_reader() -> Reader:
    """Follows `tier.moved`."""
    return Reader(name="tiers", take=_keep, kinds=frozenset({TierMoved.kind}), batch=100_000)


def _keep(batch: Batch) -> None:
    TierMove.objects.bulk_create(
        (
            TierMove(
                event=event.pk, customer_id=event.customer, before=event.facts.get("before", ""),
                after=event.facts.get("after", ""), moved_at=event.happened_at,
            )
            for event in batch
            if event.customer
        ),
        ignore_conflicts=True,
    )  # fmt: skip
