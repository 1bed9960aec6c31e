"""The figures of the page Today, in words and numbers ready to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from quen.console.charts import Bars, Figure, Series, money_unit
from quen.console.templatetags.written import money_in, number, percent
from quen.insight.today.figures import RECENT_DAYS, Revenue, Today, today_facts
from quen.kernel.money import to_major
from quen.shops.models import Business


@dataclass(frozen=True)
class Tile:
    """A number, and how it stands against the same time last year."""

    label: str
    figure: str
    change: str = ""
    change_goes: str = "level"
    change_is: str = "plain"
    compare: str = ""


@dataclass(frozen=True)
class TodayPage:
    """The figures. `figure` is None where there was no revenue to draw."""

    facts: Today
    tiles: Sequence[Tile]
    figure: Figure | None

    @property
    def knows_anybody(self) -> bool:
        """Whether any sale names its customer."""
        return self.facts.repeat_now.customers > 0


def today_page(*, day: date, business: Business) -> TodayPage:
    """The page as of a day of the business. Two queries."""
    facts = today_facts(today=day, zone=business.timezone)
    return TodayPage(
        facts=facts,
        tiles=[_repeat_rate(facts), *_revenues(facts, business.currency)],
        figure=_figure(facts, business.currency),
    )


def _repeat_rate(facts: Today) -> Tile:
    now, before = facts.repeat_now.percent, facts.repeat_a_year_ago.percent
    label = _("Repeat rate")
    if now is None or before is None:
        return Tile(label, percent(now), compare=_("no figures from a year ago"))
    change, goes, good = _moved(round(now - before, 1), "", _("%(points)s points"))
    return Tile(
        label, percent(now), change, goes, good, _("than a year ago (%(rate)s)") % {"rate": percent(before)}
    )


def _revenues(facts: Today, currency: str) -> list[Tile]:
    now, before = facts.revenue, facts.revenue_a_year_ago
    return [
        _money_tile(
            _("Returning revenue, %(days)s days"), now.returning_minor, before.returning_minor, currency
        ),
        _money_tile(_("New revenue, %(days)s days"), now.new_minor, before.new_minor, currency),
    ]


def _money_tile(label: str, now_minor: int, before_minor: int, currency: str) -> Tile:
    label, figure = label % {"days": RECENT_DAYS}, money_in(now_minor, currency)
    if not before_minor:
        return Tile(label, figure, compare=_("no figures from a year ago"))
    change, goes, good = _moved(round(100 * (now_minor - before_minor) / before_minor, 1), "%", "%(points)s")
    return Tile(label, figure, change, goes, good, _("than the same days last year"))


def _moved(by: float, sign: str, words: str) -> tuple[str, str, str]:
    """A change in words, its direction, and whether it is good: more is, of rates and of revenue."""
    size = number(abs(by), 1) + sign
    if by == 0:
        return words % {"points": size}, "level", "plain"
    text = words % {"points": ("+" if by > 0 else "−") + size}
    return (text, "up", "good") if by > 0 else (text, "down", "bad")


def _figure(facts: Today, currency: str) -> Figure | None:
    """New and returning revenue of the last days beside the same days last year."""
    spans = [
        (_("A year ago"), facts.revenue_a_year_ago),
        (_("Last %(days)s days") % {"days": RECENT_DAYS}, facts.revenue),
    ]
    told = [(name, revenue) for name, revenue in spans if _total(revenue)]
    if not _total(facts.revenue):
        return None
    chart = Bars(
        [name for name, _revenue in told],
        [
            Series(_("First purchases"), [float(to_major(r.new_minor, currency)) for _name, r in told]),
            Series(_("Later purchases"), [float(to_major(r.returning_minor, currency)) for _name, r in told]),
        ],
        money_unit(currency),
        stacked=True,
        lying=True,
    )
    rows = [
        [name, money_in(r.new_minor, currency), money_in(r.returning_minor, currency), percent(_share(r))]
        for name, r in told
    ]
    headings = [_("Period"), _("First purchases"), _("Later purchases"), _("Later, share")]
    return Figure(_finding(facts), chart, headings, rows, height_rem=10)


def _finding(facts: Today) -> str:
    now, before = _share(facts.revenue), _share(facts.revenue_a_year_ago)
    words = {"share": percent(now), "days": RECENT_DAYS, "before": percent(before)}
    if before is None:
        return _("Customers who returned brought %(share)s of the revenue of the last %(days)s days") % words
    return (
        _(
            "Customers who returned brought %(share)s of the revenue of the last %(days)s days; a year ago %(before)s"
        )
        % words
    )


def _total(revenue: Revenue) -> int:
    return revenue.new_minor + revenue.returning_minor


def _share(revenue: Revenue) -> float | None:
    total = _total(revenue)
    return 100.0 * revenue.returning_minor / total if total else None
