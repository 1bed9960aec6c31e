"""The reader that notices when a lead buys, and when a call reached one."""

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.leads.end import win_buyers
from quen.leads.score_again import score_again

_BOUGHT = "purchase.recorded"
_CALLED = ("task.done", "task.call_back", "task.undone")
KINDS = frozenset({_BOUGHT, *_CALLED})


def leads_reader() -> Reader:
    """The reader for the registry. It looks at the open leads, which are few, whatever the batch."""

    def take(batch: Batch) -> None:
        called = batch.events().filter(kind__in=_CALLED, customer__isnull=False).order_by()
        whom = called.values_list("customer", flat=True).distinct()
        score_again({customer for customer in whom if customer is not None})
        win_buyers()

    return Reader(name="leads", take=take, kinds=KINDS, batch=100_000)
