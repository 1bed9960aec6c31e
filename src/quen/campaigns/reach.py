"""What can be seen with so many customers: said before the start, so that nobody reads more from a result."""

from quen.measures.uplift.power import smallest_rate_lift


def smallest_lift(customers: int, *, holdout_percent: int, rate: float) -> float | None:
    """The smallest rise of the share who come (0.09: nine points) that such a holdout shows in 80 of 100 campaigns.

    rate: the share that comes without it, 0 to 1. None where no rise at all would be seen.
    """
    return lift_between(customers - (held := customers * holdout_percent // 100), held, rate=rate)


def lift_between(written_to: int, held_out: int, *, rate: float) -> float | None:
    """The same for arms whose sizes are known."""
    if not 0 <= rate < 1:
        return None
    return smallest_rate_lift(written_to, held_out, rate=rate)
