"""The form that overrules how a file is read."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quen.console import currencies, restarts
from quen.flows.import_sales.preview import Preview
from quen.kernel.names import tidy
from quen.sales_file.fields import Field

DAY_ORDERS = (
    ("", _("Decide from the file")),
    ("day", _("Day first: 22/11/2026")),
    ("month", _("Month first: 11/22/2026")),
)


class MappingForm(forms.Form):
    """A select per FIELD over the file's columns, and the few other choices.

    Only what differs from the guess is kept as a choice, so that everything else is still guessed anew.
    """

    has_header = forms.BooleanField(label=_("The first row names the columns"), required=False)
    day_order = forms.ChoiceField(label=_("Order of day and month"), choices=DAY_ORDERS, required=False)
    currency_code = forms.ChoiceField(label=_("Currency of the amounts"), required=False)
    restart = forms.ChoiceField(
        label=_("Receipt numbers start again"),
        choices=(("", _("As the store's settings say")), *restarts.CHOICES),
        required=False,
        help_text=_("What you say here is kept in the settings of the stores in the file."),
    )
    store_name = forms.CharField(
        label=_("Store of rows that name none"), max_length=200, required=False,
        help_text=_("Leave empty for the first store."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, preview: Preview) -> None:
        self.preview = preview
        super().__init__(data, initial=_initial(preview))
        columns = [
            ("", _("– not in the file –")),
            *((name, name) for name in dict.fromkeys(preview.all_columns)),
        ]
        for field in Field:
            self.fields[field.value] = forms.ChoiceField(choices=columns, required=False)
        code = self.fields["currency_code"]
        assert isinstance(code, forms.ChoiceField)
        code.choices = [
            ("", _("Decide from the file")),
            *currencies.choices(str(preview.options.get("currency") or "")),
        ]

    def options(self) -> dict[str, object]:
        """The reader's options and our `store`, as the record keeps them."""
        chosen = self.cleaned_data
        had_header = not self.preview.options.get("no_header")
        return {
            "mapping": self._mapping() if chosen["has_header"] == had_header else {},
            "no_header": not chosen["has_header"],
            "currency": chosen["currency_code"] or None,
            "day_first": {"day": True, "month": False}.get(chosen["day_order"]),
            "restart": chosen["restart"] or None,
            "store": tidy(chosen["store_name"]),
        }

    def in_words(self) -> str:
        """Every error in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    def _mapping(self) -> dict[str, str]:
        before = self.preview.options.get("mapping") or {}
        assert isinstance(before, dict)
        changed = {
            field.value: self.cleaned_data[field.value]
            for field in Field
            if self.cleaned_data[field.value] != self.preview.columns.get(field.value, "")
        }
        return {**before, **changed}


def _initial(preview: Preview) -> dict[str, object]:
    options = preview.options
    day_first = options.get("day_first")
    return {
        **preview.columns,
        "has_header": not options.get("no_header"),
        "day_order": "" if day_first is None else "day" if day_first else "month",
        "currency_code": options.get("currency") or "",
        "restart": options.get("restart") or "",
        "store_name": options.get("store", ""),
    }
