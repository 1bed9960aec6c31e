"""Every measure there is, on a lake: what is compared between engines. A test fails when one is missing here."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir

from quen.measures import (
    baskets,
    by_group,
    cohort_curves,
    cohorts,
    customers,
    customers_by_purchases,
    discounts,
    extra_visits,
    gaps,
    historic_value,
    lapsed,
    months,
    nps,
    nps_weighted,
    own_rhythm,
    pareto,
    period_retention,
    recovered,
    repeat_rate,
    retention,
    revenue,
    rfm,
    second_purchase,
    segment_moves,
    wallet,
    wilson,
)

if TYPE_CHECKING:
    from quen.insight.lake.read import Lake

Measure = Callable[..., ir.Table]


@dataclass(frozen=True)
class Shop:
    """The tables measures read, each kept once per engine."""

    lake: "Lake"
    last_day: date

    @property
    def as_of(self) -> date:
        return self.last_day + timedelta(days=1)

    @property
    def half_year_ago(self) -> date:
        return self.last_day - timedelta(days=182)

    @cached_property
    def purchases(self) -> ir.Table:
        return self.lake.facts("purchases")

    @cached_property
    def returns(self) -> ir.Table:
        return self.lake.facts("returns")

    @cached_property
    def lines(self) -> ir.Table:
        return self.lake.facts("lines")

    @cached_property
    def answers(self) -> ir.Table:
        """A row per purchase, as if it had been followed by a question: any numbers from 0 to 10 do."""
        return self.purchases.select("store", score=self.purchases.amount_minor // 1_000 % 11)

    @cached_property
    def asked_by_store(self) -> ir.Table:
        """The answers by store, as if three times as many had been asked."""
        counted = nps.nps_by(self.answers, "store")
        return counted.select("group", "responses", "promoters", "detractors", asked=counted.responses * 3)

    @cached_property
    def complaints(self) -> ir.Table:
        """Some purchases, as if they had gone wrong: any outcome does."""
        wrong = self.purchases.filter(
            self.purchases.customer.notnull() & (self.purchases.amount_minor // 1_000 % 11 == 0)
        )
        return wrong.select(
            "customer", "day", outcome=(wrong.amount_minor // 1_000 % 2 == 0).ifelse("well", "badly")
        )

    @cached_property
    def followed(self) -> ir.Table:
        return self.lake.keep(recovered.came_back(self.complaints, self.purchases))

    @cached_property
    def customers(self) -> ir.Table:
        return self.lake.keep(customers.per_customer(self.purchases))

    @cached_property
    def firsts(self) -> ir.Table:
        return self.lake.keep(by_group.first_purchases(self.purchases))

    @cached_property
    def two(self) -> ir.Table:
        return self.lake.keep(second_purchase.first_two_purchases(self.purchases))

    @cached_property
    def months(self) -> ir.Table:
        return self.lake.keep(months.active_months(self.purchases))

    @cached_property
    def gaps(self) -> ir.Table:
        return self.lake.keep(gaps.gaps(self.purchases))

    @cached_property
    def rhythms(self) -> ir.Table:
        return self.lake.keep(gaps.rhythms(self.purchases))

    @cached_property
    def regulars(self) -> ir.Table:
        return self.lake.keep(lapsed.regulars(self.rhythms, as_of=self.as_of))

    @cached_property
    def own_rhythms(self) -> ir.Table:
        return self.lake.keep(own_rhythm.own_rhythms(self.gaps))

    @cached_property
    def ranked(self) -> ir.Table:
        return self.lake.keep(pareto.ranked(self.customers))

    @cached_property
    def scored(self) -> ir.Table:
        return self.lake.keep(rfm.rfm(self.customers, as_of=self.as_of))

    @cached_property
    def scored_before(self) -> ir.Table:
        known = customers.per_customer(self.purchases.filter(self.purchases.day <= self.half_year_ago))
        return self.lake.keep(rfm.rfm(known, as_of=self.half_year_ago + timedelta(days=1)))

    @cached_property
    def dependence(self) -> ir.Table:
        return self.lake.keep(discounts.discount_dependence(self.purchases))

    @cached_property
    def compared(self) -> ir.Table:
        members = self.lake.whole("members")
        enrolled = members.select("customer", enrolled_no=months.month_number(members.enrolled_on))
        first, last = (day.year * 12 + day.month - 1 for day in (date(2025, 2, 1), self.half_year_ago))
        return self.lake.keep(
            extra_visits.compared(self.purchases, enrolled, first_month=first, last_month=last)
        )

    @cached_property
    def matched(self) -> ir.Table:
        return self.lake.keep(extra_visits.matched(self.compared))

    @cached_property
    def sources(self) -> ir.Table:
        told = self.lake.whole("customers")
        return told.filter(told.source.notnull() & (told.id == told.root)).select(
            customer="id", group="source"
        )


EVERY: Mapping[Measure, Callable[[Shop], ir.Table]] = {
    baskets.bought_together: lambda shop: baskets.bought_together(shop.lines),
    by_group.repeat_rate_by: lambda shop: by_group.repeat_rate_by(shop.purchases, "store"),
    by_group.first_purchases: lambda shop: shop.firsts,
    by_group.repeat_rate_by_first: lambda shop: by_group.repeat_rate_by_first(shop.firsts, "first_product"),
    by_group.spending_bands: lambda shop: by_group.spending_bands(shop.firsts),
    by_group.repeat_rate_by_first_spending: lambda shop: by_group.repeat_rate_by_first_spending(shop.firsts),
    cohort_curves.cohort_curves: lambda shop: cohort_curves.cohort_curves(
        shop.months, shop.sources, as_of=shop.as_of
    ),
    cohorts.cohorts: lambda shop: cohorts.cohorts(shop.months),
    customers.known: lambda shop: customers.known(shop.purchases),
    customers.between: lambda shop: customers.between(
        shop.purchases, first_day=shop.half_year_ago, last_day=shop.last_day
    ),
    customers.per_customer: lambda shop: shop.customers,
    customers_by_purchases.customers_by_purchases: lambda shop: customers_by_purchases.customers_by_purchases(
        shop.customers
    ),
    discounts.discount_dependence: lambda shop: shop.dependence,
    discounts.discount_totals: lambda shop: discounts.discount_totals(shop.dependence),
    discounts.depth_bands: lambda shop: discounts.depth_bands(shop.dependence),
    extra_visits.compared: lambda shop: shop.compared,
    extra_visits.matched: lambda shop: shop.matched,
    extra_visits.extra_visits: lambda shop: extra_visits.extra_visits(shop.matched),
    extra_visits.month_by_month: lambda shop: extra_visits.month_by_month(shop.matched),
    # Which of two purchases of one day comes first is left open, so their amounts may stand either way round.
    gaps.gaps: lambda shop: shop.gaps.drop("amount_minor"),
    gaps.median_days_between_purchases: lambda shop: gaps.median_days_between_purchases(shop.purchases),
    gaps.pairs_by_days: lambda shop: gaps.pairs_by_days(shop.gaps),
    gaps.rhythms: lambda shop: shop.rhythms,
    historic_value.historic_value: lambda shop: historic_value.historic_value(shop.customers, margin=0.4),
    historic_value.value_by_age: lambda shop: historic_value.value_by_age(shop.purchases, as_of=shop.as_of),
    lapsed.regulars: lambda shop: shop.regulars,
    lapsed.lapsed_regulars: lambda shop: lapsed.lapsed_regulars(shop.regulars),
    months.active_months: lambda shop: shop.months,
    nps.nps: lambda shop: nps.nps(shop.answers),
    nps.nps_by: lambda shop: nps.nps_by(shop.answers, "store"),
    nps.nps_of_counts: lambda shop: nps.nps_of_counts(
        nps.nps_by(shop.answers, "store").select("group", "responses", "promoters", "passives", "detractors")
    ),
    nps_weighted.nps_weighted: lambda shop: nps_weighted.nps_weighted(shop.asked_by_store),
    own_rhythm.own_rhythms: lambda shop: shop.own_rhythms,
    own_rhythm.regularity: lambda shop: own_rhythm.regularity(shop.own_rhythms),
    pareto.ranked: lambda shop: shop.ranked,
    pareto.revenue_of_the_top: lambda shop: pareto.revenue_of_the_top(shop.ranked),
    pareto.fewest_for_most: lambda shop: pareto.fewest_for_most(shop.ranked),
    period_retention.retention_of_period: lambda shop: period_retention.retention_of_period(
        shop.purchases, first_day=shop.half_year_ago, last_day=shop.last_day, window_days=90
    ),
    recovered.came_back: lambda shop: recovered.came_back(shop.complaints, shop.purchases),
    recovered.return_rate_by_outcome: lambda shop: recovered.return_rate_by_outcome(shop.followed),
    repeat_rate.repeat_rate: lambda shop: repeat_rate.repeat_rate(shop.customers),
    repeat_rate.repeat_rate_in_period: lambda shop: repeat_rate.repeat_rate_in_period(
        shop.purchases, first_day=shop.half_year_ago, last_day=shop.last_day
    ),
    repeat_rate.customers_at_least: lambda shop: repeat_rate.customers_at_least(shop.customers),
    retention.retention_by_month: lambda shop: retention.retention_by_month(shop.months, as_of=shop.as_of),
    revenue.totals: lambda shop: revenue.totals(shop.purchases),
    revenue.returned: lambda shop: revenue.returned(shop.returns),
    revenue.revenue_shares: lambda shop: revenue.revenue_shares(shop.customers),
    revenue.revenue_by_month: lambda shop: revenue.revenue_by_month(shop.purchases, shop.customers),
    rfm.rfm_breakpoints: lambda shop: rfm.rfm_breakpoints(shop.customers, as_of=shop.as_of),
    rfm.rfm: lambda shop: shop.scored,
    rfm.rfm_scored: lambda shop: rfm.rfm_scored(
        shop.customers,
        rfm.rfm_breakpoints(shop.customers, as_of=shop.half_year_ago),
        as_of=shop.as_of,
    ),
    rfm.rfm_segments: lambda shop: rfm.rfm_segments(shop.scored),
    second_purchase.first_two_purchases: lambda shop: shop.two,
    second_purchase.second_purchase_within: lambda shop: second_purchase.second_purchase_within(
        shop.two, as_of=shop.as_of
    ),
    segment_moves.segment_moves: lambda shop: segment_moves.segment_moves(shop.scored_before, shop.scored),
    wallet.share_of_wallet: lambda shop: wallet.share_of_wallet(shop.lines),
    wilson.rated: lambda shop: wilson.rated(
        repeat_rate.repeat_rate(shop.customers), "repeat_customers", "customers"
    ),
}
"""Each measure, and its table on a shop."""
MOST_ROWS = 5_000
"""Longer tables are told by `digest`: a million rows are not carried to the driver to be compared."""
_WEIGHTS = 9973
_REMAINDERS = 1_000_003
_CLOSE = 1e-9


def name_of(measure: Measure) -> str:
    """`rfm.rfm_segments`."""
    return f"{measure.__module__.rpartition('.')[2]}.{measure.__name__}"


def told(shop: Shop, measure: Measure) -> list[dict[str, Any]]:
    """The rows of a measure on a shop, in an order of their own; of a long one its digest."""
    table = EVERY[measure](shop)
    [counted] = shop.lake.rows(table.agg(rows=table.count()))
    if counted["rows"] > MOST_ROWS:
        return shop.lake.rows(digest(table))
    return sorted(shop.lake.rows(table), key=_order)


def digest(table: ir.Table) -> ir.Table:
    """One row that tells two long tables apart: per column how many values there are, how many different ones, and
    their sum, weighted by the row's customer where it has one, so that values of two customers cannot be exchanged."""
    weight = (table.customer % _WEIGHTS + 1).coalesce(1) if "customer" in table.columns else ibis.literal(1)
    sums = {}
    for name in table.columns:
        column = table[name]
        sums[f"{name}_values"] = column.count()
        if column.type().is_floating():
            sums[f"{name}_sum"] = (column * weight).sum()
        elif column.type().is_integer() or column.type().is_boolean():
            # What is left of a division keeps the sum of ten million rows exact.
            sums[f"{name}_sum"] = (column.cast("int64") % _REMAINDERS * weight).sum()
        elif column.type().is_date():
            sums[f"{name}_sum"] = (column.epoch_seconds() // 86400 * weight).sum()
        else:
            sums[f"{name}_different"] = column.nunique()
    return table.agg(rows=table.count(), **sums)


def _order(row: dict[str, Any]) -> tuple[tuple[bool, str], ...]:
    """By the columns that are exact on every engine: what has been divided comes last in no order."""
    exact = (_day(value) for value in row.values() if not isinstance(value, float))
    return tuple((value is None, str(value)) for value in exact)


def is_same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """Whether two engines told the same: whole numbers, names and days exactly, what was divided to nine digits."""
    return len(one) == len(other) and all(
        first.keys() == second.keys() and all(_is_equal(first[name], second[name]) for name in first)
        for first, second in zip(one, other, strict=True)
    )


def _is_equal(one: Any, other: Any) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return None not in (one, other) and math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)
    return bool(_day(one) == _day(other))


def _day(value: Any) -> Any:
    """The first of a month is a day on one engine and its midnight on the other."""
    is_midnight = isinstance(value, datetime) and value.time() == datetime.min.time()
    return value.date() if is_midnight else value
