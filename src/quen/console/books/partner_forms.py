"""Partners and exchanges as forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.programme.fields import whole

_MOST = 10**6
_RATES = ("in_theirs", "in_ours", "out_ours", "out_theirs")


class TermsForm(forms.Form):
    """What is agreed with a partner; both numbers of a direction empty: it is closed."""

    in_theirs = whole(_("So many of their points"), most=_MOST, help_text=_("that a customer brings …"))
    in_ours = whole(_("become so many of ours"), most=_MOST)
    out_ours = whole(_("So many of our points"), most=_MOST, help_text=_("that a customer turns over …"))
    out_theirs = whole(_("become so many of theirs"), most=_MOST)
    is_active = forms.BooleanField(label=_("Points are exchanged with this partner"), required=False)

    def clean(self) -> dict[str, Any]:
        """Both numbers of a direction, or none."""
        said = super().clean() or {}
        for one, other in (_RATES[:2], _RATES[2:]):
            if one in said and other in said and (said[one] is None) != (said[other] is None):
                words = gettext("Give both numbers, or leave both empty to close this direction.")
                self.add_error(other, ValidationError(words))
        return said


class NewPartnerForm(TermsForm):
    """A partner with a name that none has yet."""

    name = forms.CharField(label=_("Name of the partner"), max_length=120)
    field_order = ("name",)


class ExchangeForm(forms.Form):
    """Points of one customer, in or out."""

    customer = forms.CharField(label=_("Customer: phone, card or code"), max_length=200)
    way = forms.ChoiceField(label=_("Direction"))
    number = whole(
        _("How many points"), required=True, help_text=_("Only whole steps of the rate are exchanged.")
    )
    reference = forms.CharField(
        label=_("The partner's reference"),
        max_length=120,
        required=False,
        help_text=_("Their receipt number, if any."),
    )

    def __init__(self, *given: Any, ways: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
