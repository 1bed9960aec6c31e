"""What the owner decides about points."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.points.terms import ReturnPolicy


class DecidedForm(forms.Form):
    """Returns, and corrections by two."""

    return_policy = forms.ChoiceField(
        label=_("When points of returned goods are spent already"),
        choices=ReturnPolicy.choices,
        help_text=_("What a return may take from the customer's points."),
    )
    approval_above = forms.IntegerField(
        label=_("Corrections of more points than this need a second person"), min_value=0, max_value=10**9
    )
