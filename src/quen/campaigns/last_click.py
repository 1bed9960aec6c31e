"""What other tools would credit a campaign with. It is shown for comparison and proves nothing.

Who would have come anyway is credited too (docs/explanation/proof.md, "What is not causal").
"""

from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from quen.messages.queue import Source

_SQL = (Path(__file__).parent / "last_click.sql").read_text()


@dataclass(frozen=True)
class Credited:
    """Purchases and their revenue before returns."""

    purchases: int
    revenue_minor: int


def credited_by_last_message(source: Source, *, horizon_days: int) -> Credited:
    """Each purchase counts for the last offer that went to her in the seven days before it."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"kind": source.kind, "id": source.number, "days": horizon_days})
        purchases, revenue_minor = cursor.fetchone()
    return Credited(int(purchases), int(revenue_minor))
