"""What did the programme bring? Members' extra visits, as far as customers alike can tell, beside what it cost.

Definitions stand in docs/reference/measures.md.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import ibis.expr.types as ir

from quen.insight.lake.read import Filters, Lake, open_lake
from quen.insight.loyalty.costs import Costs, Followed, costs
from quen.insight.results import kept
from quen.measures.extra_visits import MONTHS, compared, extra_visits, matched, month_by_month
from quen.measures.months import month_number, month_of

ENOUGH = 30
"""Members, and customers beside them, below which nothing is said (the rule of thumb for means)."""


@dataclass(frozen=True)
class Outcome:
    """Visits or revenue (minor units) a customer, in the months before enrolment and after; `extra` is per member."""

    members_before: float
    members_after: float
    others_before: float
    others_after: float
    extra: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out that nothing changed."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Month:
    """Visits and revenue a customer, so many months after the month of enrolment (before, where below zero)."""

    month: int
    members_visits: float
    others_visits: float
    members_revenue_minor: float
    others_revenue_minor: float


@dataclass(frozen=True)
class Brought:
    """The answer. `visits`, `revenue` and `costs` are None where there are too few to tell.

    `enrolled` in the period, from the first of its first month; of them `unwatched` had not MONTHS whole months since,
    or the sales do not reach MONTHS back. `members` could be compared, with so many `others`.
    """

    enrolled: int
    unwatched: int
    members: int = 0
    others: int = 0
    visits: Outcome | None = None
    revenue: Outcome | None = None
    months: tuple[Month, ...] = ()
    costs: Costs | None = None

    @property
    def cost_per_extra_visit_minor(self) -> int | None:
        """None where more visits are not certain: dividing by what may be nothing says nothing."""
        if self.visits is None or self.costs is None or self.visits.low <= 0:
            return None
        return round(self.costs.all_minor / (self.visits.extra * self.members))


def brought(*, first_day: date | None, last_day: date, zone: ZoneInfo) -> Brought:
    """Of the members who enrolled in the period, told from what is known up to its last day. Saved with the lake."""
    asked = Filters(first_day, last_day)
    found = kept("brought", asked, lambda: asdict(_brought(asked, zone)))
    return Brought(
        **{name: found[name] for name in ("enrolled", "unwatched", "members", "others")},
        visits=_outcome(found["visits"]),
        revenue=_outcome(found["revenue"]),
        months=tuple(Month(**month) for month in found["months"]),
        costs=Costs(**found["costs"]) if found["costs"] else None,
    )


def _outcome(values: dict[str, float] | None) -> Outcome | None:
    return Outcome(**values) if values else None


def _brought(asked: Filters, zone: ZoneInfo) -> Brought:
    with open_lake() as lake:
        purchases = lake.facts("purchases", Filters(last_day=asked.last_day))
        members = _members(lake)
        first, last = _months_told(lake, purchases, asked)
        enrolled = _enrolled(lake, members, asked)
        told = sum(count for month, count in enrolled.items() if first <= month <= last)
        answer = Brought(enrolled=sum(enrolled.values()), unwatched=sum(enrolled.values()) - told)
        if not told:
            return answer
        rows = lake.keep(matched(compared(purchases, members, first_month=first, last_month=last)))
        [found] = lake.rows(extra_visits(rows))
        answer = replace(answer, members=found["members"], others=found["others"])
        if min(answer.members, answer.others) < ENOUGH:
            return answer
        followed = lake.rows(rows.filter(rows.is_member).select("customer", "month_no"))
        return replace(
            answer,
            visits=_of(found, "visits"),
            revenue=_of(found, "revenue_minor"),
            months=tuple(Month(**month) for month in lake.rows(month_by_month(rows))),
            costs=costs([_followed(row) for row in followed], zone=zone),
        )


def _members(lake: Lake) -> ir.Table:
    members = lake.whole("members")
    return members.select("customer", "enrolled_on", enrolled_no=month_number(members.enrolled_on))


def _enrolled(lake: Lake, members: ir.Table, asked: Filters) -> dict[int, int]:
    """How many enrolled in each month of the period."""
    of_period = members.filter(members.enrolled_on <= asked.last_day)
    if asked.first_day is not None:
        of_period = of_period.filter(of_period.enrolled_on >= asked.first_day.replace(day=1))
    counted = of_period.group_by("enrolled_no").agg(members=of_period.count())
    return {row["enrolled_no"]: row["members"] for row in lake.rows(counted)}


def _months_told(lake: Lake, purchases: ir.Table, asked: Filters) -> tuple[int, int]:
    """The first and last month of enrolment with MONTHS before it in the sales, and MONTHS after it that are over."""
    [days] = lake.rows(purchases.agg(first=purchases.day.min()))
    assert asked.last_day is not None
    if days["first"] is None:
        return 1, 0
    first = _number(days["first"]) + MONTHS
    if asked.first_day is not None:
        first = max(first, _number(asked.first_day))
    tomorrow = date.fromordinal(asked.last_day.toordinal() + 1)
    return first, _number(tomorrow) - 1 - MONTHS


def _number(day: date) -> int:
    """As `month_number`."""
    return day.year * 12 + day.month - 1


def _of(found: dict[str, Any], outcome: str) -> Outcome:
    return Outcome(
        members_before=found[f"members_{outcome}_before"],
        members_after=found[f"members_{outcome}_after"],
        others_before=found[f"others_{outcome}_before"],
        others_after=found[f"others_{outcome}_after"],
        extra=found[f"extra_{outcome}"],
        low=found[f"low_{outcome}"],
        high=found[f"high_{outcome}"],
    )


def _followed(row: dict[str, int]) -> Followed:
    """From the month she enrolled in, whose welcome gift is a cost too, to the end of the months after."""
    return Followed(row["customer"], month_of(row["month_no"]), month_of(row["month_no"] + MONTHS + 1))
