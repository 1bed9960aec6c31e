"""What of the money spent to keep customers came back: the last months, for the first page of the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quen.console.reports.payback import sentence
from quen.console.reports.table import month
from quen.console.templatetags.written import money_in
from quen.payback.reads import Month, payback

LATEST = 3


@dataclass(frozen=True)
class Line:
    """One month, written out."""

    month: str
    spent: str
    left: str
    between: str = ""


@dataclass(frozen=True)
class InBrief:
    """The last months, and all that are over in one sentence."""

    lines: Sequence[Line]
    sentence: str


def payback_in_brief(currency: str) -> InBrief | None:
    """None before anything was spent in a month that is over. One query."""
    found = payback()
    if found is None or found.together is None:
        return None
    return InBrief(
        [_line(each, currency) for each in found.months[:LATEST]], sentence(found.together, currency)
    )


def _line(each: Month, currency: str) -> Line:
    name, spent = month(each.first_day), money_in(each.spent_minor, currency)
    left, low, high = (each.back(minor) for minor in (each.brought_minor, each.low_minor, each.high_minor))
    if left is None or low is None or high is None:
        return Line(name, spent, _("nothing can be said yet"))
    between = {"low": money_in(low, currency), "high": money_in(high, currency)}
    return Line(name, spent, money_in(left, currency), _("%(low)s to %(high)s") % between)
