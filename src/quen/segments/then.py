"""A rule asked of one customer as of a moment that is over: what it would have answered then.

Purchases, the story, membership and birth dates are kept with their days; of most else only what is true now is known.
A condition says by `things_then` which it needs; one that says None is asked as of today, and whoever shows the answer
says so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from quen.segments.inputs import Span, Window
from quen.segments.rules import Condition, Group, How, Node, Scope


@dataclass(frozen=True)
class Sale:
    """A receipt as far as it is about one thing; of what only happened the amount is 0."""

    at: datetime
    day: date
    amount_minor: int = 0


@dataclass(frozen=True)
class Known:
    """What is kept of one person with its days. `sales`: thing, as tallies name it → hers, in order of time."""

    customer: int
    sales: Mapping[str, Sequence[Sale]] = field(default_factory=dict)
    born: date | None = None
    enrolled_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True)
class Then:
    """A person at a moment, by the shop's clock."""

    known: Known
    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day it was."""
        return self.day_of(self.at)

    def day_of(self, moment: datetime) -> date:
        """The shop's day of a moment."""
        return moment.astimezone(self.zone).date()

    @property
    def enrolled_on(self) -> date | None:
        """Since when she was a member then; None where she was none."""
        since, left = self.known.enrolled_at, self.known.left_at
        if since is None or since > self.at or (left is not None and left <= self.at):
            return None
        return self.day_of(since)

    def sales(self, of: str) -> list[Sale]:
        """Her receipts up to then."""
        return [sale for sale in self.known.sales.get(of, ()) if sale.at <= self.at]

    def sales_in(self, of: str, window: Window) -> list[Sale]:
        """Those of a window."""
        return [sale for sale in self.sales(of) if self.is_in(sale.day, window)]

    def is_in(self, day: date, window: Window) -> bool:
        """Whether a day falls into a window, whose last days end then."""
        if window.span is Span.EVER:
            return True
        if window.span is Span.LAST:
            return day > self.today - timedelta(days=window.days or 0)
        assert window.first and window.last
        return window.first <= day <= window.last


def expanded(node: Node, scope: Scope) -> Node:
    """The rule with the rules of other segments in the places where they are named. Raises RuleGoesInCircles."""
    if isinstance(node, Condition):
        inner = node.in_place(scope)
        return expanded(*inner) if inner else node
    return Group(node.how, tuple(expanded(part, scope) for part in node.parts))


def held(node: Node, then: Then, today: Mapping[Condition, Collection[int]]) -> bool:
    """Whether an expanded rule held her then. `today`: whom the conditions hold now of which nobody knows that."""
    if isinstance(node, Condition):
        if node.things_then() is None:
            return then.known.customer in today[node]
        return node.held(then)
    answers = (held(part, then, today) for part in node.parts)
    if node.how is How.ALL:
        return all(answers)
    return any(answers) is (node.how is How.ANY)
