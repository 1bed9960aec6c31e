"""The forms about cards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.cards.make_batch import MOST


class BatchForm(forms.Form):
    """Cards to be made."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For yourselves, e.g. Tết 2027."))
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        initial=100,
        help_text=_("Ten fit on a sheet of A4."),
    )


class HandOutForm(forms.Form):
    """Whom a card is for."""

    phone = forms.CharField(
        label=_("The customer's phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class ReplaceForm(forms.Form):
    """Which card takes a card's place."""

    new_number = forms.CharField(
        label=_("Number of the new card"),
        max_length=30,
        help_text=_("Scan it, or type it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class BlockForm(forms.Form):
    """Why a card is stopped."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
