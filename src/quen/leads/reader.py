"""The reader that notices when a lead buys."""

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.leads.end import win_buyers

KINDS = frozenset({"purchase.recorded"})


def leads_reader() -> Reader:
    """The reader for the registry. It looks at the open leads, which are few, whatever the batch."""

    def take(_batch: Batch) -> None:
        win_buyers()

    return Reader(name="leads", take=take, kinds=KINDS, batch=100_000)
