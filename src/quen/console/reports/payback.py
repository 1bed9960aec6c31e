"""Did it pay? What keeping customers cost in each month, and what of it came back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.charts import Bars, Series, money_unit
from quen.console.choice import choice_of
from quen.console.reports.export import taken_away
from quen.console.reports.page import Section, Stat
from quen.console.reports.table import Column, Kind, Row, Table, month
from quen.console.templatetags.written import NOTHING, money_in, number
from quen.kernel.money import to_major
from quen.payback.reads import Month, payback
from quen.shops.roles import Permission


@needs(Permission.SEE_REPORTS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The answer in one sentence, three numbers, and the months."""
    found, currency = payback(), _currency(request)
    context: dict[str, Any] = {"found": found, "export": reverse("console:reports:payback_export")}
    if found and found.together:
        context |= {
            "sentence": sentence(found.together, currency),
            "stats": _stats(found.together, currency),
            "figure": _section(found.months, found.together, currency).figure(currency),
            "untold": _untold(found.together),
        }
    return render(request, "console/reports/payback.html", context)


@needs(Permission.SEE_REPORTS)
@require_GET
def export(request: StaffRequest) -> HttpResponse:
    """The months as CSV or XLSX."""
    found, currency = payback(), _currency(request)
    if found is None or found.together is None:
        raise Http404
    choice, _day = choice_of(request)
    section = _section(found.months, found.together, currency)
    return taken_away([section], query=request.GET, name="payback", choice=choice, currency=currency)


def sentence(span: Month, currency: str) -> str:
    """Whether it paid, as far as that can be said."""
    low, high = span.back(span.low_minor), span.back(span.high_minor)
    if low is None or high is None:
        return _(
            "Nothing can be said yet: no campaign and no journey with enough customers held out has run."
        )
    between = {"low": money_in(low, currency), "high": money_in(high, currency)}
    if span.is_clear is None:
        return (
            _("Whether it paid is not to be seen: what is left lies between %(low)s and %(high)s.") % between
        )
    if span.is_clear:
        return _("It paid: after all costs, between %(low)s and %(high)s are left.") % between
    return (
        _(
            "What is proved does not pay for all that was spent: what is left lies between %(low)s and %(high)s."
        )
        % between
    )


def _stats(span: Month, currency: str) -> list[Stat]:
    spent = Stat(
        _("Spent to keep customers"), money_in(span.spent_minor, currency), _("points, vouchers, messages")
    )
    if span.brought_minor is None:
        return [spent, Stat(_("Brought"), NOTHING, _("nothing can be said yet"))]
    return [
        spent,
        Stat(
            _("Brought"),
            money_in(span.brought_minor, currency),
            _between(span.low_minor, span.high_minor, currency),
        ),
        Stat(
            _("Left after all costs"),
            money_in(span.back(span.brought_minor) or 0, currency),
            _between(span.back(span.low_minor), span.back(span.high_minor), currency),
        ),
        Stat(_("Brought for each 100 spent"), _per_hundred(span), _("more than 100: it paid")),
    ]


def _between(low: int | None, high: int | None, currency: str) -> str:
    words = {"low": money_in(low or 0, currency), "high": money_in(high or 0, currency)}
    return _("between %(low)s and %(high)s") % words


def _per_hundred(span: Month) -> str:
    if not span.spent_minor or span.brought_minor is None:
        return NOTHING
    return number(round(100 * span.brought_minor / span.spent_minor))


def _untold(span: Month) -> str:
    if not span.untold:
        return ""
    return ngettext(
        "Of %(count)s campaign or journey nothing can be said: too few customers, or their amounts are too unlike. "
        "What it cost is counted.",
        "Of %(count)s campaigns and journeys nothing can be said: too few customers, or their amounts are too unlike. "
        "What they cost is counted.",
        span.untold,
    ) % {"count": number(span.untold)}


def _section(months: tuple[Month, ...], together: Month, currency: str) -> Section:
    in_order = months[::-1]

    def amount(minor: int | None) -> float | None:
        return None if minor is None else float(to_major(minor, currency))

    chart = Bars(
        [month(each.first_day) for each in in_order],
        [
            Series(_("Spent in all"), [amount(each.spent_minor) for each in in_order]),
            Series(_("Brought"), [amount(each.brought_minor) for each in in_order]),
        ],
        money_unit(currency),
    )
    headings = [
        _("Messages"), _("Vouchers"), _("Points"), _("Spent in all"), _("Brought"), _("lowest"), _("highest"),
        _("Left"), _("left, lowest"), _("left, highest"),
    ]  # fmt: skip
    columns = [Column(_("Month"), Kind.MONTH), *(Column(each, Kind.MONEY) for each in headings)]
    rows = [Row((each.first_day, *_cells(each))) for each in months]
    rows.append(Row((_("All months together"), *_cells(together))))
    note = _("A month without a second bar is one of which nothing can be said yet.")
    return Section(
        "months", _("By month"), sentence(together, currency), chart, Table(columns, rows), note, is_wide=True
    )


def _cells(span: Month) -> tuple[int | None, ...]:
    return (
        span.messages_minor, span.vouchers_minor, span.points_minor, span.spent_minor, span.brought_minor,
        span.low_minor, span.high_minor, span.back(span.brought_minor), span.back(span.low_minor),
        span.back(span.high_minor),
    )  # fmt: skip


def _currency(request: StaffRequest) -> str:
    assert request.business is not None, "no page is shown before the set-up"
    return request.business.currency
