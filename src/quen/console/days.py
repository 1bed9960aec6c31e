"""Days and moments as fields of forms: none outside what anybody can mean."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quen.kernel.believable import FIRST_YEAR, LAST_YEAR, is_believable

TO_THE_MINUTE = "%Y-%m-%dT%H:%M"


class DayField(forms.DateField):
    """A day of the shop's life."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", day_input())
        super().__init__(validators=[refuse_unbelievable], **options)


class MomentField(forms.DateTimeField):
    """A day and an hour by the shop's clock."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format=TO_THE_MINUTE)
        super().__init__(widget=widget, validators=[refuse_unbelievable], **options)


def day_input() -> forms.DateInput:
    """The browser's own calendar, which speaks ISO."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def refuse_unbelievable(day: date) -> None:
    """Raise ValidationError."""
    if not is_believable(day):
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("Choose a day of the years %(first)s to %(last)s.") % years)
