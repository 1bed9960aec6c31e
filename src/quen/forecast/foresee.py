"""The forecast a business is given: the model's, or a naive rule's where that did better in the shop's own past."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from quen.forecast.choose import Chosen
from quen.forecast.history import Floats, History, PurchaseDays
from quen.forecast.rules import RATE, Cells, purchase_rate
from quen.forecast.score import (
    Outlook,
    days_to_next_visit,
    expected_purchases,
    lifetime_value,
    outlook,
    overdue,
    p_active,
)
from quen.forecast.yardstick import MODEL, naive_rules


@dataclass(frozen=True)
class Forecast:
    """Columns with a place per customer of the history, and who spoke: "model", or the naive rule that beat it.

    p_active and overdue from 0 to 1; next_visit_days not a number where there is no rhythm (see `score`).
    """

    p_active: Floats
    overdue: Floats
    next_visit_days: Floats
    outlook: Outlook
    counts_by: str
    ranking_by: str


def foresee(
    chosen: Chosen, days: PurchaseDays, history: History, *, until: int, horizon_days: int
) -> Forecast:
    """Everybody's figures for the `horizon_days` after the day `until`, to whose end `history` reaches."""
    found = outlook(chosen.model, chosen.spending, history, horizon_days=horizon_days)
    learned = naive_rules(days, until=until, horizon_days=horizon_days)
    counts_by, ranking_by = MODEL, MODEL
    past = None if chosen.is_named else chosen.past
    if past and (past.best_counts == RATE or past.best_counts in learned):
        counts_by = past.best_counts
        found = _with_purchases(found, _expected(counts_by, learned, history, horizon_days))
    if past and past.best_ranking in learned:
        ranking_by = past.best_ranking
        found = replace(found, returns=learned[ranking_by].chance(history))
    active = p_active(chosen.leaving, history)
    return Forecast(
        p_active=active,
        overdue=overdue(chosen.leaving, history, k=chosen.regularity),
        next_visit_days=days_to_next_visit(chosen.leaving, history, active, k=chosen.regularity),
        outlook=found,
        counts_by=counts_by,
        ranking_by=ranking_by,
    )


@dataclass(frozen=True)
class Stretch:
    """A forecast carried on beyond its horizon: whoever counted it (a naive rule too) says how much, the model how the
    time after goes on."""

    chosen: Chosen
    history: History
    forecast: Forecast

    @cached_property
    def believed(self) -> Floats:
        """What was foretold, as a multiple of the model's; 1 where the model itself spoke."""
        found = self.forecast.outlook
        of_model = expected_purchases(self.chosen.model, self.history, horizon_days=found.horizon_days)
        return np.divide(found.purchases, of_model, out=np.ones_like(of_model), where=of_model > 0)

    def purchases(self, horizon_days: int) -> Floats:
        """Expected purchase days within another horizon."""
        return self.believed * expected_purchases(self.chosen.model, self.history, horizon_days=horizon_days)

    def spend(self, horizon_days: int) -> Floats:
        """What they are worth; not a number where that is not known."""
        spending = self.chosen.spending
        if spending is None:
            return np.full(len(self.history), np.nan)
        return self.purchases(horizon_days) * spending.mean_value(self.history)

    def lifetime_value(self) -> Floats:
        """See `score.lifetime_value`; not a number where that is not known."""
        spending = self.chosen.spending
        if spending is None:
            return np.full(len(self.history), np.nan)
        return self.believed * lifetime_value(self.chosen.model, spending, self.history)


def _expected(rule: str, learned: dict[str, Cells], history: History, horizon_days: int) -> Floats:
    return purchase_rate(history) * horizon_days if rule == RATE else learned[rule].expected(history)


def _with_purchases(found: Outlook, purchases: Floats) -> Outlook:
    """The outlook with other expectations; its intervals are the model's, stretched to hold them."""
    worth = np.divide(found.spend, found.purchases, out=np.zeros_like(found.spend), where=found.purchases > 0)
    spend = purchases * worth
    return replace(
        found,
        purchases=purchases,
        purchases_low=np.minimum(found.purchases_low, np.floor(purchases).astype(np.int64)),
        purchases_high=np.maximum(found.purchases_high, np.ceil(purchases).astype(np.int64)),
        spend=spend,
        spend_low=np.minimum(found.spend_low, spend),
        spend_high=np.maximum(found.spend_high, spend),
    )
