"""The programme at a glance, in words and figures."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.charts import Bars, Figure, Series
from quen.console.templatetags.written import number
from quen.insight.loyalty.overview import Overview
from quen.programme import Programme


def given_back(found: Overview, programme: Programme | None) -> float | None:
    """Points given at what one costs, of a hundred of members' revenue: the rate at which the programme gives."""
    if programme is None or not found.sums.member_revenue_minor:
        return None
    return 100 * found.given * programme.point_value_minor / found.sums.member_revenue_minor


def points_figure(found: Overview) -> Figure:
    names = [f"{month.begins:%m/%Y}" for month in found.sums.months]
    columns = (
        (_("Points given"), [month.given for month in found.sums.months]),
        (_("Points spent"), [month.spent for month in found.sums.months]),
        (_("Points expired"), [month.expired for month in found.sums.months]),
    )
    spent, given = number(found.spent), number(found.given)
    return Figure(
        title=_("%(spent)s points were spent, %(given)s were given") % {"spent": spent, "given": given},
        chart=Bars(names, [Series(name, values) for name, values in columns]),
        headings=(_("Month"), *(name for name, _values in columns)),
        rows=[
            (name, *(number(values[place]) for _name, values in columns)) for place, name in enumerate(names)
        ],
    )


def tiers(found: Overview, programme: Programme | None) -> list[tuple[str, int]]:
    """The tiers from the lowest up; members not judged yet stand on the lowest."""
    steps = programme.tiers.steps if programme and programme.tiers else ()
    return [
        (step.name, found.tiers.get(step.key, 0) + (found.tiers.get("", 0) if not place else 0))
        for place, step in enumerate(steps)
    ]


def moves(found: Overview, programme: Programme | None) -> list[dict[str, Any]]:
    """Who rose and who fell in the period, the most first."""
    steps = programme.tiers.steps if programme and programme.tiers else ()
    names = {step.key: step.name for step in steps}
    places = {step.key: place for place, step in enumerate(steps)}
    return [
        {
            "before": names.get(before, before),
            "after": names.get(after, after),
            "count": count,
            "is_up": places.get(after, 0) > places.get(before, 0),
        }
        for (before, after), count in sorted(found.moves.items(), key=lambda move: -move[1])
    ]
