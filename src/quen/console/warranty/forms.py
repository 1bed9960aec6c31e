"""A claim and the shop's clauses, as forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.shops.models import Staff, Store
from quen.warranty.open_claim import MOST_SERIAL, MOST_WORDS
from quen.warranty.terms import MOST_CLAUSES, MOST_MONTHS, Clause, Covers

_EMPTY_ROWS = 3


class ReceiveForm(forms.Form):
    """What is wrong with the goods, and where they were brought."""

    fault = forms.CharField(
        label=_("What is wrong with it"), max_length=MOST_WORDS, widget=forms.Textarea({"rows": 3})
    )
    serial = forms.CharField(label=_("Serial number"), max_length=MOST_SERIAL, required=False)
    store = forms.ModelChoiceField(label=_("Received at"), queryset=Store.objects.none(), empty_label=None)

    def __init__(self, data: Any = None, *, staff: Staff, has_serial: bool) -> None:
        super().__init__(data)
        if has_serial:
            del self.fields["serial"]
        own = staff.stores.order_by("name")
        stores = own if own.exists() else Store.objects.filter(closed_on=None).order_by("name")
        self.fields["store"].queryset = stores  # type: ignore[attr-defined]


class ClauseForm(forms.Form):
    """One clause; a row without words is left out."""

    words = forms.CharField(label=_("What it says"), max_length=MOST_WORDS, required=False)
    covers = forms.ChoiceField(label=_("Speaks of"), choices=Covers.choices)
    named = forms.CharField(label=_("Product code or category"), max_length=200, required=False)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=MOST_MONTHS, required=False)

    def clause(self, *, products: frozenset[str]) -> Clause:
        """As it is laid down. An exclusion may name either: what is no product's code is a category."""
        typed = self.cleaned_data
        covers, named = Covers(typed["covers"]), typed["named"]
        is_product = covers == Covers.PRODUCT or (covers == Covers.EXCLUDED and named in products)
        return Clause(
            0, covers, typed["words"], typed["months"], named if is_product else "", "" if is_product else named
        )  # fmt: skip


class DayForm(forms.Form):
    """From which day they count."""

    in_force_from = DayField(label=_("In force from"))


def clause_forms(data: Any = None, *, clauses: Sequence[Clause] = ()) -> Any:
    """A row for each clause and some empty ones."""
    rows = forms.formset_factory(
        ClauseForm, extra=_EMPTY_ROWS, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES, validate_max=True
    )
    initial = [
        {
            "words": one.words,
            "covers": one.covers.value,
            "named": one.product or one.category,
            "months": one.months,
        }
        for one in clauses
    ]
    return rows(data, initial=initial, prefix="clause")
