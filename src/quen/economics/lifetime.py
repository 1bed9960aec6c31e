"""Lifetime value of a customer who is kept with the same chance from period to period.

Sources: Gupta and Lehmann, "Customers as assets", Journal of Interactive Marketing 17 (2003): margin multiple
r / (1 + i - r); Farris, Bendle, Pfeifer, Reibstein, "Marketing Metrics", 4th ed. 2020, chapter 5, customer lifetime
value with the first margin still to come (prospects) and already earned (customers). A shop without contracts loses
customers silently; r is then the share that buys again in the next period, and who returns later counts as won back.
"""

from dataclasses import dataclass, replace
from typing import Self

MOST_RETENTION = 0.99
"""Above it a lifetime is longer than any shop's past can tell."""


def multiple(retention: float, discount: float) -> float:
    """r / (1 + i - r): what one margin a period, from the next period on, is worth today. Rates per period, 0 to 1.

    Retention counts as MOST_RETENTION at most.
    """
    kept = min(retention, MOST_RETENTION)
    return kept / (1.0 + discount - kept)


def per_period(yearly: float, periods_a_year: float) -> float:
    """A yearly discount rate for one period: (1 + i) ** (1 / periods) - 1."""
    return float((1.0 + yearly) ** (1.0 / periods_a_year) - 1.0)


@dataclass(frozen=True)
class Customer:
    """One customer: margin_minor earned from her in a period after what is spent on keeping her (may be below zero),
    retention and discount per period."""

    margin_minor: float
    retention: float
    discount: float

    @property
    def still_to_come_minor(self) -> float:
        """Worth today of all later periods; this period's margin is already earned."""
        return self.margin_minor * multiple(self.retention, self.discount)

    @property
    def lifetime_minor(self) -> float:
        """Worth today of this period and all later ones, as of a new customer."""
        return self.margin_minor + self.still_to_come_minor

    @property
    def periods(self) -> float:
        """Expected number of periods she is a customer, this one included: 1 / (1 - r)."""
        return 1.0 / (1.0 - min(self.retention, MOST_RETENTION))

    def kept_better(self, points: float) -> Self:
        """The same customer with `points` percentage points more retention; not beyond MOST_RETENTION."""
        retention = max(min(self.retention + points / 100.0, MOST_RETENTION), self.retention)
        return replace(self, retention=retention)
