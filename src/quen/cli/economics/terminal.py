"""The answer on the terminal."""

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from quen.cli.economics.as_json import POINTS
from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.terminal import table_of
from quen.cli.report.words import Words
from quen.economics.names import FIGURE_NAMES
from quen.economics.shop import YEAR_DAYS, Assumptions, Period
from quen.economics.worth import CLAIM_POINTS, claim, customer, gain, lost, sensitivity, win_back
from quen.insight.keeping import Keeping
from quen.kernel.sentences import Sentence, gettext_noop


def show(keeping: Keeping, period: Period, assumed: Assumptions, words: Words, console: Console) -> None:
    """The sentences first, then the tables."""
    lines = Text("\n".join(line.render(words.translate) for line in _lines(keeping, period, assumed, words)))
    console.print(Panel(lines, border_style="cyan", box=box.ROUNDED))
    for sheet in (_points(period, assumed, words), _sensitivity(period, assumed, words)):
        console.print(table_of(sheet, console.width))
        console.print(Text(sheet.note, style="dim"))
        console.print()


def _lines(keeping: Keeping, period: Period, assumed: Assumptions, words: Words) -> list[Sentence]:
    gone, back, one = lost(period, assumed), win_back(period, assumed), customer(period, assumed)
    here = claim(period, assumed)
    template = (
        gettext_noop("Kept from year to year: %(rate)s of %(before)s customers (%(low)s to %(high)s).")
        if period.days == YEAR_DAYS
        else gettext_noop(
            "Kept from quarter to quarter: %(rate)s of %(before)s customers (%(low)s to %(high)s)."
        )
    )
    interval = {"low": words.percent(keeping.low), "high": words.percent(keeping.high)}
    return [
        Sentence(
            template,
            {"rate": words.percent(100 * period.retention), "before": words.count(period.customers_before)}
            | interval,
        ),
        Sentence(
            gettext_noop(
                "A new customer is worth %(worth)s over her lifetime; one lost costs %(cost)s to replace."
            ),
            {"worth": words.money(one.lifetime_minor), "cost": words.money(gone.to_replace_minor)},
        ),
        Sentence(
            gettext_noop("Winning one back may cost %(most)s for each one spoken to."),
            {"most": words.money(back.most_minor)},
        ),
        Sentence(
            gettext_noop("Five points more retention raise a customer's lifetime value by %(here)s here."),
            {"here": words.percent(here)},
        ),
        Sentence(
            gettext_noop(
                "Assumed: margin %(margin)s, keeping a customer %(keeping)s a year, winning one %(winning)s, waiting a "
                "year %(discount)s, %(win_back)s won back."
            ),
            {
                "margin": words.percent(100 * assumed.margin),
                "keeping": words.money(assumed.keeping_minor),
                "winning": words.money(assumed.winning_minor),
                "discount": words.percent(100 * assumed.discount),
                "win_back": words.percent(100 * assumed.win_back),
            },
        ),
    ]


def _points(period: Period, assumed: Assumptions, words: Words) -> Sheet:
    found = [gain(period, assumed, points) for points in POINTS]
    translate = words.translate
    return Sheet(
        key="points",
        title=translate(gettext_noop("What more retention is worth")),
        columns=(
            Column(translate(gettext_noop("Points more"))),
            Column(translate(gettext_noop("Customers kept more"))),
            Column(translate(gettext_noop("First year"))),
            Column(translate(gettext_noop("Lifetime, all customers"))),
            Column(translate(gettext_noop("Lifetime value"))),
        ),
        rows=tuple(
            (
                words.decimal(one.points),
                words.count(round(one.kept)),
                words.money(one.year_minor),
                words.money(one.base_minor),
                f"+{words.percent(one.change)}",
            )
            for one in found
        ),
        note=translate(gettext_noop("Margin of customers kept who would have been lost.")),
    )


def _sensitivity(period: Period, assumed: Assumptions, words: Words) -> Sheet:
    translate = words.translate
    note = gettext_noop("What %(points)s points would be worth over the lifetime of today's customers.")
    return Sheet(
        key="sensitivity",
        title=translate(gettext_noop("What hangs on what")),
        columns=(
            Column(translate(gettext_noop("Figure")), is_number=False),
            Column(translate(gettext_noop("A fifth lower"))),
            Column(translate(gettext_noop("A fifth higher"))),
        ),
        rows=tuple(
            (
                translate(FIGURE_NAMES[swing.figure]),
                words.money(swing.low_minor),
                words.money(swing.high_minor),
            )
            for swing in sensitivity(period, assumed)
        ),
        note=Sentence(note, {"points": words.decimal(CLAIM_POINTS)}).render(translate),
    )
