"""The forms about one customer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quen.console.people.fact_words import LABELS, LANGUAGES
from quen.kernel.errors import QuenError
from quen.people.models import (
    ConsentChannel,
    CustomerKind,
    CustomerPart,
    Gender,
    IdentityKind,
    IncomeBand,
    Purpose,
)
from quen.people.recognise import Recognition, recognition

UNKNOWN = ("", _("Unknown"))


class FactsForm(forms.Form):
    """What staff may say of a customer."""

    name = forms.CharField(label=LABELS["name"], max_length=200, required=False)
    kind = forms.ChoiceField(label=LABELS["kind"], choices=CustomerKind.choices)
    gender = forms.ChoiceField(label=LABELS["gender"], choices=[UNKNOWN, *Gender.choices], required=False)
    birth_date = forms.DateField(
        label=LABELS["birth_date"], required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    area = forms.CharField(label=LABELS["area"], max_length=120, required=False)
    address = forms.CharField(label=LABELS["address"], max_length=300, required=False)
    income_band = forms.ChoiceField(
        label=LABELS["income_band"], choices=[UNKNOWN, *IncomeBand.choices], required=False
    )
    interests = forms.CharField(
        label=LABELS["interests"], max_length=1000, required=False, help_text=_("Parted by commas.")
    )
    language = forms.ChoiceField(label=LABELS["language"], choices=[UNKNOWN, *LANGUAGES], required=False)
    part = forms.ChoiceField(
        label=LABELS["part"], choices=CustomerPart.choices,
        help_text=_("Who pays, who uses, or for whose good it is bought."),
    )  # fmt: skip
    source = forms.CharField(
        label=LABELS["source"], max_length=60, required=False, help_text=_("Where the customer came from.")
    )
    is_internal = forms.BooleanField(
        label=LABELS["is_internal"],
        required=False,
        help_text=_("Not counted among the customers to win back."),
    )

    def facts(self) -> dict[str, Any]:
        """The facts as the verbs take them."""
        chosen = {name: self.cleaned_data[name] for name in FactsForm.base_fields}
        return chosen | {"interests": [word for word in chosen["interests"].split(",") if word.strip()]}


class NewCustomerForm(FactsForm):
    """A customer not known yet, with what she is recognised by."""

    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    code = forms.CharField(label=_("Customer code"), max_length=200, required=False)
    field_order = ("name", "phone", "email", "code", "kind")

    def clean(self) -> dict[str, Any]:
        """At least a name or one thing to recognise her by."""
        cleaned = super().clean() or {}
        self.known_by = [found for kind in IdentityKind if (found := self._recognition(kind, cleaned))]
        if not self.errors and not self.known_by and not cleaned.get("name", "").strip():
            raise forms.ValidationError(
                _("Write a name, a phone number, an e-mail address or a code to find the customer by.")
            )
        return cleaned

    def _recognition(self, kind: IdentityKind, cleaned: dict[str, Any]) -> Recognition | None:
        written = (cleaned.get(kind.value) or "").strip()
        if not written:
            return None
        try:
            return recognition(kind, written)
        except QuenError as error:
            self.add_error(kind.value, error.sentence.render(_now))
            return None


class ConsentForm(forms.Form):
    """What the customer said, about what, and how we know."""

    answer = forms.ChoiceField(
        label=_("What the customer said"), choices=[("yes", _("Agrees")), ("no", _("Does not agree"))]
    )
    purpose = forms.ChoiceField(label=_("To what"), choices=Purpose.choices)
    channel = forms.ChoiceField(label=_("By which channel"), choices=ConsentChannel.choices)
    proof = forms.CharField(
        label=_("Where and how it was said"), max_length=300,
        widget=forms.TextInput(attrs={"list": "known-proofs", "autocomplete": "off"}),
    )  # fmt: skip


class IdentityForm(forms.Form):
    """One thing more to recognise a customer by."""

    identity_kind = forms.ChoiceField(
        label=_("What kind"), choices=IdentityKind.choices, initial=IdentityKind.PHONE
    )
    value = forms.CharField(label=_("Phone, e-mail, card or code"), max_length=200)
