"""The books as charts with their tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.console.charts import Bars, Figure, Series
from quen.console.templatetags.written import money_in, number
from quen.insight.books.breakage import Breakage
from quen.insight.books.liability import Liability, Month

_MONTHS_SHOWN = 24


def by_month(book: Liability, currency: str) -> Figure:
    """What ends when; months far away are added up in the chart, not in the table."""
    near = [month for month in book.months if month.begins][:_MONTHS_SHOWN]
    return Figure(
        title=_title(near),
        chart=Bars(
            [f"{month.begins:%m/%Y}" for month in near],
            [
                Series(_("Can be spent"), [month.spendable for month in near]),
                Series(_("Waiting"), [month.pending for month in near]),
                Series(_("Held"), [month.reserved for month in near]),
            ],
            stacked=True,
        ),
        headings=[
            _("Ends in"),
            _("Can be spent"),
            _("Waiting"),
            _("Held"),
            _("Owed"),
            _("Points"),
            _("Worth"),
        ],
        rows=[_row(month, currency) for month in book.months] + [[_("All"), *_row(book.all, currency)[1:]]],
    )


def _title(near: list[Month]) -> str:
    ending = [month for month in near if month.points]
    if not ending:
        return _("None of these points ever end")
    most = max(ending, key=lambda month: month.points)
    return _("Most points end in %(month)s: %(points)s") % {
        "month": f"{most.begins:%m/%Y}",
        "points": number(most.points),
    }


def _row(month: Month, currency: str) -> list[str]:
    name = f"{month.begins:%m/%Y}" if month.begins else _("no end")
    parts = (month.spendable, month.pending, month.reserved, month.owed, month.points)
    return [name, *(number(part) for part in parts), money_in(month.worth_minor, currency)]


def cohorts(found: Breakage) -> Figure:
    """What became of the points of each month."""
    rate = found.rate
    over = len(found.over)
    title = (
        _("%(rate)s%% of the points given were never spent") % {"rate": number(rate * 100, 1)}
        if rate is not None
        else _("Too little history to expect anything: points of three months have to be over")
    )
    return Figure(
        title=title,
        note=ngettext("%(count)s month is over", "%(count)s months are over", over) % {"count": over},
        chart=Bars(
            [f"{cohort.month:%m/%Y}" for cohort in found.cohorts],
            [
                Series(_("Points spent"), [cohort.spent for cohort in found.cohorts]),
                Series(_("Expired"), [cohort.expired for cohort in found.cohorts]),
                Series(_("Outstanding"), [cohort.outstanding for cohort in found.cohorts]),
            ],
            stacked=True,
        ),
        headings=[
            _("Given in"),
            _("Given"),
            _("Points spent"),
            _("Expired"),
            _("Outstanding"),
            _("Expected to expire"),
        ],
        rows=[
            [
                f"{cohort.month:%m/%Y}",
                *(number(part) for part in (cohort.given, cohort.spent, cohort.expired, cohort.outstanding)),
                number(cohort.expected(rate)),
            ]
            for cohort in found.cohorts
        ],
    )
