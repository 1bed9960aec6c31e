"""How often each way to guess the next product was right, on the shop's own past."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.intervals import interval_note, rate_columns
from quen.console.reports.page import Facts, Section
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import number, percent
from quen.measures.wilson import interval

_NAMES: dict[str, str | Promise] = {
    "factors": gettext_lazy("Tastes learned from everybody"),
    "together": gettext_lazy("What goes with it"),
    "popular": gettext_lazy("What most customers take"),
}
_NAIVE = "popular"


def next_product_section(found: Facts) -> Section:
    """A bar per method, with what is used in its finding."""
    judged = {name: found["judged"][name] for name in _NAMES}
    method, shares = found["method"], [_share(each) for each in judged.values()]
    names = [str(_NAMES[name]) for name in judged]
    table = Table(
        (
            Column(_("Who guesses"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Right"), Kind.COUNT),
            *rate_columns(_("Right")),
        ),
        [_row(name, each) for name, each in zip(names, judged.values(), strict=True)],
    )
    note = _(
        "Customers who took something new to them in those days, "
        "and for how many it was among the %(named)s products named."
    ) % {"named": number(found["named"])}
    chart = Bars(names, [Series(_("Right"), shares)], PERCENT, lying=True)
    words = f"{note} {interval_note()}"
    return Section("next-product", _("Next product"), _finding(judged, method), chart, table, words, 13)


def _finding(judged: Facts, method: str) -> str:
    best = {"best": str(_NAMES[method]), "share": percent(_share(judged[method]))}
    if method == _NAIVE:
        return (
            _("Next product: no method beat the simplest rule, “%(best)s”, right for %(share)s; it is used")
            % best
        )
    return _("Next product: “%(best)s” was right for %(share)s, naming what most take for %(naive)s") % {
        **best, "naive": percent(_share(judged[_NAIVE])),
    }  # fmt: skip


def _row(name: str, each: Facts) -> Row:
    low, high = interval(each["hits"], each["asked"])
    return Row((name, each["asked"], each["hits"], _share(each), 100 * low, 100 * high))


def _share(each: Facts) -> float:
    return 100 * float(each["hits"]) / float(each["asked"])
