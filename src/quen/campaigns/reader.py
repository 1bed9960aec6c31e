"""The reader that lets a message which came back be followed by one on the next channel."""

from quen.campaigns.fall_back import fall_back
from quen.campaigns.find import KIND
from quen.events.position import Batch
from quen.events.reader import Reader

KINDS = frozenset({"message.bounced", "message.refused"})


def campaign_reader() -> Reader:
    """The reader for the registry."""

    def take(batch: Batch) -> None:
        for event in batch.events().filter(facts__source_kind=KIND).order_by("pk"):
            if event.customer is not None:
                fall_back(
                    campaign=int(event.facts["source"]), customer=event.customer, channel=event.facts["channel"],
                    at=event.happened_at,
                )  # fmt: skip

    return Reader(name="campaigns", take=take, kinds=KINDS)
