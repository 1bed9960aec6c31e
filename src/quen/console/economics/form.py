"""The sliders: what the owner assumes, as percents and money people write."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.console.templatetags.written import money_in, percent
from quen.economics.shop import Assumptions
from quen.kernel.money import to_major, to_minor

MOST_COST_SHARE = 0.5
"""A slider of costs ends at this share of what a customer spends in a year; more can be typed into the address."""


@dataclass(frozen=True)
class Slider:
    """One assumption as a slider: its bounds, and what it says now."""

    name: str
    label: str
    hint: str
    value: Decimal
    most: Decimal
    step: Decimal
    said: str


class AssumptionsForm(forms.Form):
    """What came back from the sliders. Percents 0 to 100; costs in the currency itself."""

    margin = forms.DecimalField(min_value=1, max_value=100, label=_("Margin"))
    keeping = forms.DecimalField(
        min_value=0, max_value=10**12, label=_("Spent on keeping a customer, a year")
    )
    winning = forms.DecimalField(min_value=0, max_value=10**12, label=_("Spent on winning a new customer"))
    discount = forms.DecimalField(min_value=0, max_value=50, label=_("What a year of waiting costs"))
    win_back = forms.DecimalField(
        min_value=0, max_value=100, label=_("Lost customers who come back when asked")
    )

    def assumptions(self, currency: str) -> Assumptions:
        """What was said; the form is valid."""
        said = self.cleaned_data
        return Assumptions(
            margin=float(said["margin"]) / 100,
            keeping_minor=to_minor(said["keeping"], currency),
            winning_minor=to_minor(said["winning"], currency),
            discount=float(said["discount"]) / 100,
            win_back=float(said["win_back"]) / 100,
        )


_HINTS = {
    "margin": _("What stays of the revenue after goods and other costs that grow with sales."),
    "keeping": _("Points, vouchers, messages and service."),
    "winning": _("Advertising and welcome offers."),
    "discount": _("Interest, or what the money would earn elsewhere."),
    "win_back": _("Of a hundred lost customers one speaks to."),
}


def sliders(assumed: Assumptions, *, currency: str, spent_minor: float) -> list[Slider]:
    """The sliders as they stand; `spent_minor` is what a customer spends in a year, by which costs are bounded."""
    labels = {name: field.label for name, field in AssumptionsForm.base_fields.items()}

    def slider(name: str, value: Decimal, most: Decimal, step: Decimal, said: str) -> Slider:
        return Slider(name, str(labels[name]), str(_HINTS[name]), value, max(most, value), step, said)

    def percents(name: str, share: float, most: int) -> Slider:
        value = Decimal(str(round(100 * share, 2)))
        said = percent(value, 0 if value == value.to_integral() else 1)
        return slider(name, value, Decimal(most), Decimal(1), said)

    def money(name: str, amount_minor: int) -> Slider:
        most = to_major(round(spent_minor * MOST_COST_SHARE), currency)
        step = Decimal(1).scaleb(max(most.adjusted() - 2, 0))
        return slider(name, to_major(amount_minor, currency), most, step, money_in(amount_minor, currency))

    return [
        percents("margin", assumed.margin, 100),
        money("keeping", assumed.keeping_minor),
        money("winning", assumed.winning_minor),
        percents("discount", assumed.discount, 50),
        percents("win_back", assumed.win_back, 50),
    ]
