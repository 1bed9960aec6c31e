"""What customers bought last, for the texts that speak of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.db import connection

_STATEMENT = (Path(__file__).parent / "last_purchase.sql").read_text()


class Last(NamedTuple):
    """The receipt's time and store, and the name of its dearest product, None where no line names one."""

    bought_at: datetime
    store: str
    product: str | None


def last_purchases(customers: Sequence[int]) -> dict[int, Last]:
    """Customer → her last purchase, those of customers merged into her included. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"customers": list(customers)})
        return {root: Last(*rest) for root, *rest in cursor.fetchall()}
