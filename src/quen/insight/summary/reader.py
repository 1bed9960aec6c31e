"""The reader that keeps summaries in step with the story."""

from collections.abc import Callable
from datetime import date

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.insight.business_day import business_today
from quen.insight.summary.due import measure_yardsticks, yardsticks_are_outgrown
from quen.insight.summary.refresh import refresh_summaries
from quen.people.events import CustomerAdded, CustomerErased, CustomersMerged, MergeUndone

# What changes the sums of a customer. Edits of her name or consent do not.
KINDS = frozenset(
    {
        CustomerAdded.kind,
        CustomerErased.kind,
        CustomersMerged.kind,
        MergeUndone.kind,
        "purchase.recorded",
        "purchase.completed",
        "purchase.returned",
        "return.completed",
    }
)


def summary_reader(today: Callable[[], date] = business_today) -> Reader:
    """The reader for the registry. A batch is large because an import of a million purchases speaks of each
    customer many times, and adds her up once per batch."""

    def take(batch: Batch) -> None:
        customers = batch.customers()
        refresh_summaries(customers, today=today())
        if customers and yardsticks_are_outgrown(len(customers)):
            measure_yardsticks(today=today())

    return Reader(name="summary", take=take, kinds=KINDS, batch=1_000_000)
