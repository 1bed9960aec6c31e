"""What it costs to win a customer, and to keep one.

Source: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5: average acquisition cost = acquisition spending /
customers acquired; average retention cost = retention spending / customers retained. Both for one period, and only
as good as the split of the spending.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CostOfCustomers:
    """Costs of one customer in minor units (not rounded), and how many times dearer a new one is; None: nothing to
    divide by."""

    per_new_minor: float | None
    per_kept_minor: float | None
    times_dearer: float | None


def cost_of_customers(
    *, winning_minor: int, new_customers: int, keeping_minor: int, kept_customers: int
) -> CostOfCustomers:
    """Spending on winning and on keeping customers in a period (minor units), and how many it won and kept."""
    per_new = winning_minor / new_customers if new_customers else None
    per_kept = keeping_minor / kept_customers if kept_customers else None
    dearer = per_new / per_kept if per_new is not None and per_kept else None
    return CostOfCustomers(per_new, per_kept, dearer)
