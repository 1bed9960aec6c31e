"""Which numbers each chart of the page shows."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from quen.cli.report.answers import Answers, Group
from quen.cli.report.sheets_of_people import cohort_ages, group_name
from quen.cli.report.svg import Bar, Point, Stack, bars, line, stacks
from quen.cli.report.words import Words
from quen.measures.customers_by_purchases import purchase_buckets

_SHADES = 5


@dataclass(frozen=True)
class Cell:
    """A cell of the cohort triangle: its text and how dark it is, 0 to `_SHADES`; None where nothing is known."""

    text: str
    shade: int | None


@dataclass(frozen=True)
class CohortRow:
    """A line of the cohort triangle."""

    month: str
    size: str
    cells: list[Cell]


def by_purchases(answers: Answers, words: Words, title: str) -> SafeString:
    """Customers by how often they bought."""
    everyone = answers.repeat.customers
    return bars(
        title,
        [
            Bar(f"{bucket} ×", customers, f"{words.count(customers)} ({words.share(customers, everyone)})")
            for bucket, customers in purchase_buckets(answers.repeat.by_purchases)
        ],
    )


def revenue(answers: Answers, words: Words, title: str) -> SafeString:
    """New revenue below, returning revenue above."""
    return stacks(
        title,
        [
            Stack(
                words.month(month.month),
                month.new_minor,
                month.returning_minor,
                f"{words.month(month.month)}: {words.money(month.new_minor)} + {words.money(month.returning_minor)}",
            )
            for month in answers.months
        ],
    )


def retention(answers: Answers, words: Words, title: str) -> SafeString:
    """Retention month on month."""
    rates = [month.rate for month in answers.retention if month.rate is not None]
    top = max(rates, default=0.0) * 1.15 or 1.0
    return line(
        title,
        [
            Point(words.month(month.month), month.rate, words.percent(month.rate))
            for month in answers.retention
        ],
        top=top,
    )


def segments(answers: Answers, words: Words, title: str) -> SafeString:
    """The segments by revenue, largest first."""
    whole, everyone = answers.totals.revenue_minor, answers.repeat.customers
    by_revenue = sorted(answers.rfm.items(), key=lambda segment: -segment[1].revenue_minor)
    return bars(
        title,
        [
            Bar(
                f"{words.translate(name)} · {words.count(sums.customers)} ({words.share(sums.customers, everyone)})",
                sums.revenue_minor,
                words.share(sums.revenue_minor, whole),
            )
            for name, sums in by_revenue
            if sums.customers
        ],
    )


def group(members: list[Group], words: Words, title: str) -> SafeString:
    """Repeat rate of each group."""
    return bars(
        title,
        [
            Bar(
                f"{group_name(member, words)} · {words.count(member.customers)}",
                member.rate or 0.0,
                words.percent(member.rate),
            )
            for member in members[:10]
        ],
    )


def triangle(answers: Answers, words: Words) -> list[CohortRow]:
    """The cohort triangle as shaded cells, shades relative to the highest share in it."""
    ages = range(1, cohort_ages(answers))
    highest = max(
        (
            (cohort.active[age] or 0) / cohort.size
            for cohort in answers.cohorts
            for age in ages
            if cohort.active[age] is not None
        ),
        default=0,
    )
    return [
        CohortRow(
            words.month(cohort.month),
            words.count(cohort.size),
            [_cell(cohort.active[age], cohort.size, highest, words) for age in ages],
        )
        for cohort in answers.cohorts
    ]


def _cell(count: int | None, size: int, highest: float, words: Words) -> Cell:
    if count is None:
        return Cell("", None)
    share = count / size
    return Cell(words.decimal(100 * share, 0), round(_SHADES * share / highest) if highest else 0)
