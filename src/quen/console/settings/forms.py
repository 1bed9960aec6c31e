"""The forms of the settings."""

import zoneinfo
from functools import cache

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quen.console import currencies, restarts
from quen.console.brand import is_colour
from quen.console.days import day_input
from quen.kernel.names import tidy
from quen.shops.change_store import other_names_of
from quen.shops.models import Business, Store

MAX_STORE_NAME = 200


@cache
def timezones() -> list[tuple[str, str]]:
    """Every place of the time zone database, by its own name."""
    names = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )
    return [(name, name.replace("_", " ")) for name in [*names, "UTC"]]


class BusinessForm(forms.Form):
    """The business's own settings; the currency is fixed once there are purchases."""

    name = forms.CharField(label=_("Name of the business"), max_length=200)
    legal_name = forms.CharField(
        label=_("Registered name"),
        max_length=300,
        required=False,
        help_text=_("As the business registration says, for papers to authorities and on receipts."),
    )
    address = forms.CharField(label=_("Registered address"), max_length=300, required=False)
    tax_code = forms.CharField(
        label=_("Tax code"),
        max_length=30,
        required=False,
        help_text=_("10 digits, 13 for a branch; a household business writes its owner's personal number."),
    )
    representative = forms.CharField(
        label=_("Legal representative"),
        max_length=120,
        required=False,
        help_text=_("Who signs for the business, for papers to authorities."),
    )
    representative_title = forms.CharField(
        label=_("Title of the representative"), max_length=120, required=False
    )
    currency = forms.ChoiceField(label=_("Currency"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of files and messages the business hands out."),
    )
    timezone = forms.ChoiceField(label=_("Time zone"), help_text=_("Decides on which day a purchase was."))
    brand_colour = forms.CharField(
        label=_("Your colour"),
        max_length=7,
        validators=[is_colour],
        widget=forms.TextInput(attrs={"type": "color", "class": "form-control-color"}),
        help_text=_("Buttons and marks wear it; the ink on it is chosen so that it can be read."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, business: Business, is_currency_settled: bool
    ) -> None:
        names = (
            "name", "legal_name", "address", "tax_code", "representative", "representative_title", "currency",
            "language", "timezone", "brand_colour",
        )  # fmt: skip
        super().__init__(data, initial={name: getattr(business, name) for name in names})
        self._offer("currency", currencies.choices(business.currency))
        self._offer("timezone", timezones())
        if is_currency_settled:
            self.fields["currency"].disabled = True
            self.fields["currency"].help_text = _("Fixed: there are purchases in this currency already.")

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class StoreForm(forms.Form):
    """One store."""

    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    area = forms.CharField(
        label=_("Area"),
        max_length=120,
        required=False,
        help_text=_("A district or town, to compare stores by."),
    )
    opened_on = forms.DateField(label=_("Opened on"), required=False, widget=day_input())
    closed_on = forms.DateField(label=_("Closed on"), required=False, widget=day_input())
    receipts_restart = forms.ChoiceField(
        label=_("Receipt numbers start again"),
        choices=restarts.CHOICES,
        required=False,
        help_text=_("Then a receipt is told by its number and its day, month or year."),
    )
    other_names = forms.CharField(
        label=_("Other names in files"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name a line. Rows of files that use one of them are this store's."),
    )

    def __init__(self, data: QueryDict | None = None, *, store: Store | None = None) -> None:
        names = ("name", "address", "area", "opened_on", "closed_on", "receipts_restart")
        super().__init__(data, initial={name: getattr(store, name) for name in names} if store else None)
        if store:
            self.initial["other_names"] = "\n".join(other_names_of(store))

    def clean_other_names(self) -> list[str]:
        """The names, one a line."""
        names = [name for line in self.cleaned_data["other_names"].splitlines() if (name := tidy(line))]
        if any(len(name) > MAX_STORE_NAME for name in names):
            raise forms.ValidationError(_("A name has at most 200 characters; write one name a line."))
        return names
