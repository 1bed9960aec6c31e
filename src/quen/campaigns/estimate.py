"""Before anything is sent: how many, who is left out and why, what it costs, and what its result could show."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from quen.campaigns.audience import draw, place
from quen.campaigns.costs import OnChannel, costs_of
from quen.campaigns.find import held
from quen.campaigns.gain import Gain, gain_of
from quen.campaigns.measured import measure_due
from quen.campaigns.models import Campaign, CampaignState
from quen.campaigns.offers import cost_minor, offer_of
from quen.campaigns.reach import lift_between
from quen.insight.economics import assumed
from quen.shops.clock import day_of


@dataclass(frozen=True)
class Reached:
    """One channel: how many it is the first possible for, what their messages cost at most, and what the texts lack."""

    channel: str
    customers: int
    cost_minor: int
    refused: dict[str, int]
    parts: int = 1
    tried: int = 0
    lacking: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Estimate:
    """customers: in the segment. Of them `left_out` by reason; of the others `held_out`, and `arms` are written to, by
    variant. rate: the share of those in an arm who bought in the days before, as many as the result will look at.
    visits_to_pay: extra purchases from which on it pays, at the owner's margin; None where nobody bought yet."""

    customers: int
    left_out: dict[str, int]
    held_out: int
    arms: list[int]
    channels: list[Reached]
    message_minor: int
    offer_minor: int
    rate: float
    smallest_lift: float | None
    visits_to_pay: int | None
    gain: Gain | None = None

    @property
    def written_to(self) -> int:
        return sum(self.arms)

    @property
    def all_minor(self) -> int:
        """At most: every message goes, every offer is used."""
        return self.message_minor + self.offer_minor

    @property
    def gain_minor(self) -> int | None:
        """What is expected to be left when messages and offers are paid."""
        return (
            None
            if self.gain is None
            else self.gain.brought_minor - self.message_minor - self.gain.offer_minor
        )

    @property
    def gain_low_minor(self) -> int | None:
        """The lower end, were every offer used as well."""
        return None if self.gain is None else self.gain.low_minor - self.all_minor

    @property
    def gain_high_minor(self) -> int | None:
        """The upper end."""
        return (
            None if self.gain is None else self.gain.high_minor - self.message_minor - self.gain.offer_minor
        )


@transaction.atomic
def estimate(*, campaign: int, at: datetime, on_step: Callable[[], None] = lambda: None) -> Estimate:
    """Work it out and keep it with the campaign. Raises NoSuchCampaign, NotNow, BadRule."""
    row = held(campaign, CampaignState.DRAFT, CampaignState.WAITING, CampaignState.APPROVED)
    found = worked_out(row, at=at, on_step=on_step)
    row.estimate, row.estimated_at = asdict(found), at
    row.save(update_fields=["estimate", "estimated_at"])
    return found


def estimate_of(row: Campaign) -> Estimate | None:
    """The one that was kept."""
    if row.estimate is None:
        return None
    told: dict[str, Any] = dict(row.estimate)
    gain = Gain(**told["gain"]) if told.get("gain") else None
    return Estimate(**(told | {"channels": [Reached(**each) for each in told["channels"]], "gain": gain}))


def steps_of(row: Campaign) -> int:
    """How often `on_step` is called: after the segment, each channel, the texts, and the draw."""
    return len(row.channels) + 3


def worked_out(row: Campaign, *, at: datetime, on_step: Callable[[], None] = lambda: None) -> Estimate:
    """Within a transaction: nothing is written but tables of its own."""
    start = max(at, row.starts_at) if row.starts_at else at
    audience = place(row, at=start, on_step=on_step)
    on_channel = costs_of(row, some_placed(), at=start)
    on_step()
    given = offer_of(row)
    offer = cost_minor(given, on=day_of(start))
    weights = list(row.variants.order_by("number").values_list("weight", flat=True))
    prices = [on_channel[channel].cost_minor for channel in row.channels]
    draw(row, weights=weights, costs=[price + offer for price in prices], at=start)
    on_step()
    arms, steps, left_out = _counted(len(weights))
    written_to = sum(arms[1:])
    bought, average = _before(start - timedelta(days=row.horizon_days))
    rate = bought / sum(arms) if sum(arms) else 0.0
    message_minor = sum(steps[step] * price for step, price in enumerate(prices))
    measure_due(at=at)
    return Estimate(
        customers=audience.customers, left_out=left_out, held_out=arms[0], arms=arms[1:],
        channels=[
            _reached(channel, steps[step], audience.refused[channel], on_channel[channel])
            for step, channel in enumerate(row.channels)
        ],
        message_minor=message_minor, offer_minor=written_to * offer, rate=rate,
        smallest_lift=lift_between(written_to, arms[0], rate=rate),
        visits_to_pay=_visits_to_pay(message_minor + written_to * offer, average),
        gain=gain_of(
            written_to=written_to, purchase_minor=average, offer=given, offer_minor=written_to * offer, on=day_of(start)
        ),
    )  # fmt: skip


def _reached(channel: str, customers: int, refused: dict[str, int], found: OnChannel) -> Reached:
    return Reached(
        channel=channel, customers=customers, cost_minor=customers * found.cost_minor, refused=refused,
        parts=found.parts, tried=found.tried, lacking=dict(found.lacking),
    )  # fmt: skip


def some_placed() -> list[int]:
    """Some of those who may be written to, on whom the texts are tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer FROM campaign_placed WHERE step IS NOT NULL ORDER BY customer LIMIT 300"
        )
        return [customer for (customer,) in cursor.fetchall()]


def _counted(variants: int) -> tuple[list[int], Counter[int], dict[str, int]]:
    """Customers by arm, written to by step, left out by reason."""
    arms, steps, left_out = [0] * (variants + 1), Counter[int](), Counter[str]()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT arm, step, CASE WHEN arm IS NULL THEN reason END, count(*) FROM campaign_drawn GROUP BY 1, 2, 3"
        )
        for arm, step, reason, count in cursor.fetchall():
            if arm is None:
                left_out[reason] += count
                continue
            arms[arm] += count
            steps[step] += count if arm else 0
    return arms, steps, dict(left_out)


def _before(since: datetime) -> tuple[int, int]:
    """Of those in an arm: how many bought since then, and what they all spend at once on average."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE last_at >= %s),"
            " coalesce(sum(revenue_minor) / nullif(sum(purchases), 0), 0)::bigint"
            " FROM campaign_drawn JOIN insight_customersummary ON customer_id = customer WHERE arm IS NOT NULL",
            [since],
        )
        bought, average = cursor.fetchone()
    return int(bought), int(average)


def _visits_to_pay(all_minor: int, average_minor: int) -> int | None:
    gain = average_minor * assumed().margin
    return -int(-all_minor // gain) if gain > 0 else None
