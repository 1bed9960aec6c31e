"""What keeping customers cost: messages, vouchers and points, whoever got them and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from quen.insight.books.worth import worth
from quen.payback.span import Span, asked_of

_STATEMENT = (Path(__file__).parent / "spent.sql").read_text()


@dataclass(frozen=True)
class Spent:
    """Minor units."""

    messages_minor: int = 0
    vouchers_minor: int = 0
    points_minor: int = 0

    @property
    def all_minor(self) -> int:
        """Everything together."""
        return self.messages_minor + self.vouchers_minor + self.points_minor


def spent(spans: Sequence[Span]) -> list[Spent]:
    """What each span cost. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, asked_of(spans))
        rows = cursor.fetchall()
    value = worth()
    sums = [{"messages": 0, "vouchers": 0, "points": 0} for _span in spans]
    for number, what, version, amount in rows:
        sums[number][what] += value.of(amount, version) if what == "points" else amount
    return [Spent(each["messages"], each["vouchers"], each["points"]) for each in sums]
