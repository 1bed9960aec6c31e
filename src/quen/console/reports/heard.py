"""Who complained, scored or kept silent: how many came back, beside what their purchases let expect."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.intervals import interval_note, rate_columns
from quen.console.reports.page import Section
from quen.console.reports.table import Column, Kind, Mark, Row, Table
from quen.console.templatetags.written import number, percent
from quen.insight.forecasts.heard import Followed, Signal, from_json


def signals_section(told: list[dict[str, Any]], days: int) -> Section:
    """Two bars a signal, and in the finding the signal whose customers differ most from what was expected."""
    followed = from_json(told)
    names = [str(signal.label) for signal in followed]
    foretold = [100 * one.expected for one in followed.values()]
    came = [100 * one.returned / one.customers for one in followed.values()]
    table = Table(
        (
            Column(_("Signal"), Kind.TEXT), Column(_("Customers"), Kind.COUNT), Column(_("Foretold"), Kind.PERCENT),
            *rate_columns(_("Came back")), Column(_("Taken into account"), Kind.TEXT),
        ),
        [_row(signal, one) for signal, one in followed.items()],
    )  # fmt: skip
    note = _(
        "Each customer counts once, by her strongest signal of the ninety days before; foretold is what her purchases "
        "alone let expect. A difference beyond chance that also helped to foretell better is told on the profile. It "
        "proves no cause."
    )
    chart = Bars(names, [Series(_("Foretold"), foretold), Series(_("Came back"), came)], PERCENT, lying=True)
    return Section(
        "signals",
        _("What signals add"),
        _finding(followed, days),
        chart,
        table,
        f"{note} {interval_note()}",
        20,
    )


def _finding(followed: dict[Signal, Followed], days: int) -> str:
    enough = {signal: one for signal, one in followed.items() if not one.is_small}
    if not enough:
        return _(
            "Too few customers scored, complained or kept silent to tell whether that foretells anything"
        )
    signal, one = max(
        enough.items(), key=lambda each: abs(each[1].expected - each[1].returned / each[1].customers)
    )
    facts = {
        "signal": str(signal.label), "came": percent(100 * one.returned / one.customers, 0),
        "expected": percent(100 * one.expected, 0), "days": number(days),
    }  # fmt: skip
    if one.shift is None:
        return _(
            "What customers say adds nothing certain to their purchases: “%(signal)s”, %(came)s came back within "
            "%(days)s days, %(expected)s were expected"
        ) % facts  # fmt: skip
    return (
        _(
            "“%(signal)s”: %(came)s came back within %(days)s days, where their purchases let expect %(expected)s"
        )
        % facts
    )


def _row(signal: Signal, one: Followed) -> Row:
    values = (
        str(signal.label), one.customers, 100 * one.expected, 100 * one.returned / one.customers, 100 * one.low,
        100 * one.high, _("yes") if one.shift is not None else _("no"),
    )  # fmt: skip
    return Row(values, Mark.FEW if one.is_small else None)
