"""A new ticket, and what the shop promises, as forms."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.shops.models import Store
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic
from quen.tickets.entries import MOST_LETTERS
from quen.tickets.open_ticket import Contact, Matter

TYPED_BY_STAFF = (CameBy.PHONE, CameBy.VISIT, CameBy.REVIEW)
_CLOCK = {"type": "time", "step": "300"}


class TicketForm(forms.Form):
    """What she says, and how she can be answered."""

    text = forms.CharField(
        label=_("What she says"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea({"rows": 5, "autofocus": True}),
    )
    kind = forms.ChoiceField(label=_("Kind of ticket"), choices=TicketKind.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices, initial=Topic.OTHER)
    priority = forms.ChoiceField(
        label=_("How urgent"), required=False, choices=[("", _("By its kind")), *Priority.choices]
    )
    came_by = forms.ChoiceField(
        label=_("How it came"), choices=[(way.value, way.label) for way in TYPED_BY_STAFF]
    )
    store = forms.ModelChoiceField(
        label=_("Store"), required=False, queryset=Store.objects.order_by("name"), empty_label=_("No store")
    )
    name = forms.CharField(label=_("Her name"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=200, required=False, help_text=_("Answers go there.")
    )

    def matter(self) -> Matter:
        typed = self.cleaned_data
        return Matter(
            text=typed["text"], kind=TicketKind(typed["kind"]), topic=Topic(typed["topic"]),
            priority=Priority(typed["priority"]) if typed["priority"] else None,
        )  # fmt: skip

    def contact(self) -> Contact:
        typed = self.cleaned_data
        return Contact(typed["name"], typed["phone"], typed["email"])


class TargetForm(forms.Form):
    """How soon, in working minutes."""

    priority = forms.ChoiceField(choices=Priority.choices, widget=forms.HiddenInput)
    first = forms.IntegerField(label=_("First answer, minutes"), min_value=1, max_value=100_000)
    following = forms.IntegerField(label=_("Every next answer, minutes"), min_value=1, max_value=100_000)
    solve = forms.IntegerField(label=_("Solution, minutes"), min_value=1, max_value=1_000_000)


class DayForm(forms.Form):
    """A day that is different; without times it is closed."""

    day = DayField(label=_("Day"))
    opens = forms.TimeField(label=_("Open from"), required=False, widget=forms.TimeInput(_CLOCK))
    closes = forms.TimeField(label=_("Open until"), required=False, widget=forms.TimeInput(_CLOCK))
    words = forms.CharField(label=_("Why"), max_length=120, required=False)

    def minutes(self) -> tuple[int, int]:
        typed = self.cleaned_data
        return minute_of(typed["opens"]), minute_of(typed["closes"])


class WeekForm(forms.Form):
    """From and until for each day of the week, Monday first."""

    keeps_holidays = forms.BooleanField(
        label=_("Nobody answers on public holidays and at Tết"), required=False
    )

    def __init__(self, data: Any = None, *, week: list[int], keeps_holidays: bool) -> None:
        super().__init__(data, initial={"keeps_holidays": keeps_holidays})
        for number in range(7):
            for edge, minute in zip(("from", "until"), week[2 * number : 2 * number + 2], strict=True):
                self.fields[f"{edge}_{number}"] = forms.TimeField(
                    required=False, initial=clock_of(minute), widget=forms.TimeInput(_CLOCK, format="%H:%M")
                )

    def week(self) -> list[int]:
        """Fourteen minutes; a day without times is closed, and midnight at its end is 24 hours."""
        minutes: list[int] = []
        for number in range(7):
            first = minute_of(self.cleaned_data[f"from_{number}"])
            last = minute_of(self.cleaned_data[f"until_{number}"])
            is_to_midnight = self.cleaned_data[f"until_{number}"] == time(0) and first > 0
            minutes += [first, 1440 if is_to_midnight else last]
        return minutes

    def days(self) -> list[tuple[date, Any, Any]]:
        """A Monday and the six days after it, each with its two fields."""
        return [
            (date(2024, 1, number + 1), self[f"from_{number}"], self[f"until_{number}"])
            for number in range(7)
        ]


def minute_of(clock: time | None) -> int:
    """Minutes since midnight; 0 for no time."""
    return 60 * clock.hour + clock.minute if clock else 0


def clock_of(minute: int) -> time:
    """The time of that minute; the end of a day is written as midnight."""
    return time(minute // 60 % 24, minute % 60)
