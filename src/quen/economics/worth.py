"""What better keeping is worth, what a lost customer costs, and what winning one back may cost.

Sources: besides those of `lifetime.py`, Reichheld and Sasser, "Zero defections: quality comes to services", Harvard
Business Review 68 (1990): five points fewer defections raised the present value of a customer's profits by 25 to
85 %, by line of business; Reichheld, "The Loyalty Effect" (1996) has up to 95 %. `claim` computes the same figure
for this shop. Win-back: Stauss and Friege, "Regaining service customers", Journal of Service Research 1 (1999).
"""

from dataclasses import dataclass, replace

from quen.economics.lifetime import Customer, per_period
from quen.economics.shop import Assumptions, Period

CLAIM_POINTS = 5.0
CLAIM = (25.0, 95.0)
"""The range often quoted for five points, percent."""
SWING = 0.2
"""How far each figure is moved to see what hangs on it."""
MOVED = ("retention", "revenue", "margin", "keeping_minor", "discount")


@dataclass(frozen=True)
class Gain:
    """What `points` more retention bring, minor units: kept (customers kept in a year who would have been lost),
    year_minor (margin in the first year), lifetime_minor (a customer's whole lifetime), base_minor (all present
    customers), change (of a customer's lifetime value, percent; None where that is not above zero)."""

    points: float
    kept: float
    year_minor: float
    lifetime_minor: float
    base_minor: float
    change: float | None


@dataclass(frozen=True)
class Lost:
    """What one lost customer costs: year_minor (margin of a year), to_come_minor (worth today of all that would have
    come), to_replace_minor (that, and winning another in her place)."""

    year_minor: float
    to_come_minor: float
    to_replace_minor: float


@dataclass(frozen=True)
class WinBack:
    """worth_minor: a customer who comes back, her lifetime from there; most_minor: what may be spent on each one spoken
    to so that nothing is lost, at the assumed share of successes."""

    worth_minor: float
    most_minor: float


@dataclass(frozen=True)
class Swing:
    """How the lifetime gain of five points, over all present customers, moves with one figure, one of MOVED."""

    figure: str
    low_minor: float
    high_minor: float

    @property
    def width_minor(self) -> float:
        """How much hangs on it."""
        return abs(self.high_minor - self.low_minor)


def customer(period: Period, assumed: Assumptions) -> Customer:
    """The shop's average customer."""
    keeping = assumed.keeping_minor / period.periods_a_year
    return Customer(
        margin_minor=period.revenue_per_customer_minor * assumed.margin - keeping,
        retention=period.retention,
        discount=per_period(assumed.discount, period.periods_a_year),
    )


def gain(period: Period, assumed: Assumptions, points: float) -> Gain:
    """What `points` percentage points more retention per period would be worth."""
    now = customer(period, assumed)
    then = now.kept_better(points)
    lifetime = then.lifetime_minor - now.lifetime_minor
    kept, year = _first_year(period, now, then)
    return Gain(
        points=points,
        kept=kept,
        year_minor=year,
        lifetime_minor=lifetime,
        base_minor=lifetime * period.customers,
        change=100.0 * lifetime / now.lifetime_minor if now.lifetime_minor > 0 else None,
    )


def _first_year(period: Period, now: Customer, then: Customer) -> tuple[float, float]:
    """(customers more at the end of a year, margin more within it), period by period, undiscounted."""
    periods = max(round(period.periods_a_year), 1)
    more = [period.customers * (then.retention**n - now.retention**n) for n in range(1, periods + 1)]
    return more[-1], sum(more) * now.margin_minor


def lost(period: Period, assumed: Assumptions) -> Lost:
    """What it costs to lose one average customer now."""
    one = customer(period, assumed)
    to_come = one.still_to_come_minor
    year = one.margin_minor * sum(
        one.retention**n for n in range(1, max(round(period.periods_a_year), 1) + 1)
    )
    return Lost(year, to_come, to_come + assumed.winning_minor)


def win_back(period: Period, assumed: Assumptions) -> WinBack:
    """What winning back a lost customer is worth: she is taken to stay as others do, which is an assumption."""
    worth = max(customer(period, assumed).lifetime_minor, 0.0)
    return WinBack(worth, worth * assumed.win_back)


def claim(period: Period, assumed: Assumptions) -> float | None:
    """Change of a customer's lifetime value at five points more retention, percent; None where it is not above zero."""
    return gain(period, assumed, CLAIM_POINTS).change


def sensitivity(period: Period, assumed: Assumptions) -> list[Swing]:
    """Each figure moved by a fifth down and up, the others as they are; what most hangs on first."""
    swings = [
        Swing(name, _moved(period, assumed, name, 1.0 - SWING), _moved(period, assumed, name, 1.0 + SWING))
        for name in MOVED
    ]
    return sorted(swings, key=lambda swing: -swing.width_minor)


def _moved(period: Period, assumed: Assumptions, name: str, by: float) -> float:
    """The gain of five points over all customers with one figure multiplied."""
    if name == "revenue":
        period = replace(period, revenue_minor=round(period.revenue_minor * by))
    elif name == "retention":
        period = replace(period, kept=round(min(period.kept * by, period.customers_before)))
    else:
        assumed = replace(assumed, **{name: getattr(assumed, name) * by})
    return gain(period, assumed, CLAIM_POINTS).base_minor
