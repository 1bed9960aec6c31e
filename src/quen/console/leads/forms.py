"""A lead, what a source cost, a competitor and what was seen of it, as forms."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.kernel.money import to_minor
from quen.leads.capture import Person, Utm
from quen.leads.models import Competitor, LeadSource
from quen.people.models import CustomerKind
from quen.shops.models import Staff, Store


def money_field(**options: Any) -> forms.DecimalField:
    """An amount as it is spoken of: dong, euros."""
    return forms.DecimalField(min_value=0, max_value=10**12, **options)


def minor(amount: Decimal | None, currency: str) -> int | None:
    """As it is kept; None where nothing was typed."""
    return None if amount is None else to_minor(amount, currency)


def _label(words: Any, name: str, **options: Any) -> forms.CharField:
    """What the link of an advertisement says, spelled as its leads have it: the page offers those there are."""
    widget = forms.TextInput({"list": f"known-{name}", "autocomplete": "off"})
    return forms.CharField(label=words, max_length=80, required=False, widget=widget, **options)


class LeadForm(forms.Form):
    """Who she is, and how she came."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Person or company"), choices=CustomerKind.choices)
    source = forms.ChoiceField(label=_("How she came"), choices=LeadSource.choices)
    utm_campaign = forms.CharField(label=_("Campaign or advertisement"), max_length=80, required=False)
    wish = forms.CharField(
        label=_("What it is about"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    expected = money_field(label=_("A first purchase might be worth"), required=False)
    store = forms.ModelChoiceField(
        label=_("Store"), queryset=Store.objects.none(), required=False, empty_label=_("No store"),
        help_text=_("Who works at some stores only sees their leads, and those of no store."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, staff: Staff) -> None:
        own = list(staff.stores.order_by("name")[:2])
        super().__init__(data, initial={"store": own[0] if len(own) == 1 else None})
        stores = staff.stores.all() if own else Store.objects.filter(closed_on=None)
        self.fields["store"].queryset = stores.order_by("name")  # type: ignore[attr-defined]

    def person(self) -> Person:
        typed = self.cleaned_data
        return Person(
            name=typed["name"], phone=typed["phone"], email=typed["email"], kind=CustomerKind(typed["kind"])
        )

    def utm(self) -> Utm:
        return Utm(campaign=self.cleaned_data["utm_campaign"])


class CostForm(forms.Form):
    """What a source cost in a month, or one of its campaigns."""

    source = forms.ChoiceField(label=_("How she came"), choices=LeadSource.choices)
    month = DayField(
        label=_("Month"), input_formats=["%Y-%m"], widget=forms.DateInput({"type": "month"}, format="%Y-%m")
    )
    amount = money_field(label=_("What it cost"))
    utm_campaign = _label(
        _("Campaign"),
        "utm_campaign",
        help_text=_("Empty: for the whole source, all but what its campaigns cost."),
    )
    utm_source = _label(_("UTM source"), "utm_source")
    utm_medium = _label(_("UTM medium"), "utm_medium")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"month": timezone.localdate(), "source": LeadSource.ADVERTISEMENT})

    def utm(self) -> Utm:
        typed = self.cleaned_data
        return Utm(typed["utm_source"], typed["utm_medium"], typed["utm_campaign"])


class CompetitorForm(forms.Form):
    """Another shop."""

    name = forms.CharField(label=_("Name"), max_length=120)
    words = forms.CharField(label=_("What it offers"), max_length=500, required=False)


class SightingForm(forms.Form):
    """What was seen of a competitor."""

    competitor = forms.ModelChoiceField(label=_("Competitor"), queryset=Competitor.objects.order_by("name"))
    product = forms.CharField(label=_("Product"), max_length=200, required=False)
    area = forms.CharField(label=_("Area"), max_length=120, required=False)
    offer = forms.CharField(label=_("Offer"), max_length=300, required=False)
    price = money_field(label=_("Their price"), required=False)
    our_price = money_field(label=_("Our price"), required=False)
    seen_on = DayField(label=_("Seen on"), initial=timezone.localdate)
