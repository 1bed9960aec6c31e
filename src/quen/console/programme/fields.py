"""Form fields a programme needs: money, lists of names, hours."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quen.kernel.money import minor_digits, to_major, to_minor

Values = dict[str, Any]
_SPAN = re.compile(r"^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$")


class MoneyField(forms.DecimalField):
    """Money written in the currency itself, kept in minor units. The form says the currency before it is used."""

    currency = "VND"

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=16, **options)

    def in_currency(self, currency: str) -> None:
        """Ask for amounts of this currency."""
        self.currency = currency
        digits = minor_digits(currency)
        self.decimal_places = digits
        self.widget.attrs |= {
            "step": "1" if not digits else f"0.{'0' * (digits - 1)}1",
            "inputmode": "decimal",
        }
        self.label = f"{self.label} ({currency})"

    def prepare_value(self, value: Any) -> Any:
        return to_major(value, self.currency) if isinstance(value, int) else value

    def minor(self, value: Decimal | None) -> int | None:
        """The cleaned value in minor units."""
        return None if value is None else to_minor(value, self.currency)


class NamesField(forms.CharField):
    """Names, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=20_000, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        written = super().clean(value) or ""
        return [line.strip() for line in written.splitlines() if line.strip()]


class HoursField(forms.CharField):
    """Parts of the day, ``07:00-09:00``, one on each line."""

    widget = forms.Textarea(attrs={"rows": 2, "placeholder": "07:00-09:00"})

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=1_000, **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "\n".join(f"{hours['start']}-{hours['end']}" for hours in value)
        return value

    def clean(self, value: Any) -> list[Values]:
        spans = []
        for line in (super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            found = _SPAN.match(line.strip())
            if not found:
                raise ValidationError(_("Write each part of the day as 07:00-09:00, one on each line."))
            spans.append({"start": found[1].zfill(5), "end": found[2].zfill(5)})
        return spans


def whole(
    label: Any, *, least: int = 1, most: int = 10**9, help_text: Any = "", required: bool = False
) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text
    )


def kept(values: Values) -> Values:
    """Only what says something: no None, no empty text or list."""
    return {name: value for name, value in values.items() if value not in (None, "", [], (), {})}
