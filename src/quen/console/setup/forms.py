"""The one form of the set-up."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from quen.console import currencies
from quen.home.setup_code import is_setup_code
from quen.shops.models import Staff


class SetUpForm(forms.Form):
    """Business and owner; `code` only where the request comes from another machine."""

    name = forms.CharField(label=_("Name of the business"), max_length=200)
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    owner_name = forms.CharField(label=_("Your name"), max_length=200)
    owner_email = forms.EmailField(label=_("Your e-mail, to sign in with"), max_length=254)
    owner_password = forms.CharField(
        label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput(render_value=False),
        help_text=_("At least ten characters. A short sentence is easy to keep and hard to guess."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Set-up code"), max_length=40,
        help_text=_("quen serve shows it where it was started. It proves that this installation is yours."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_local: bool, is_currency_settled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, autocomplete in (
            ("owner_name", "name"),
            ("owner_email", "username"),
            ("owner_password", "new-password"),
        ):
            self.fields[name].widget.attrs["autocomplete"] = autocomplete
        if is_local:
            del self.fields["code"]
        if is_currency_settled:
            self.fields["currency"].disabled = True
            self.fields["currency"].help_text = _("Decided by the sales that were imported already.")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not is_setup_code(code):
            raise forms.ValidationError(_("This is not the code of this installation. quen serve shows it."))
        return code

    def clean(self) -> None:
        password = self.cleaned_data.get("owner_password")
        if not password:
            return
        owner = Staff(
            name=self.cleaned_data.get("owner_name", ""), email=self.cleaned_data.get("owner_email", "")
        )
        try:
            validate_password(password, owner)
        except forms.ValidationError as error:
            self.add_error("owner_password", error)
