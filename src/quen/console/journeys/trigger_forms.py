"""One form for each kind of trigger."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quen.console.journeys.part_form import PartForm, WatchedForm, kept, whole
from quen.journeys.edit import Values
from quen.journeys.words import DATES
from quen.segments.offers import segments


class EventForm(WatchedForm):
    """Something happens to her."""

    def values(self) -> Values:
        return {"on": "event", **self.watched()}


class SegmentForm(PartForm):
    """She comes into a segment, or out of it."""

    segment = forms.ChoiceField(label=gettext_lazy("Segment"))
    moves = forms.ChoiceField(
        label=gettext_lazy("When she"),
        choices=[("enters", gettext_lazy("comes in")), ("leaves", gettext_lazy("goes out"))],
    )

    def offer(self) -> None:
        told = self.told.get("segment")
        self.choose("segment", list((({told: told} if told else {}) | dict(segments())).items()))

    def values(self) -> Values:
        return {"on": "segment", **{name: self.cleaned_data[name] for name in ("segment", "moves")}}


class DateForm(PartForm):
    """A day of hers, or of the year."""

    date = forms.ChoiceField(label=gettext_lazy("Which day"), choices=DATES)
    day = forms.CharField(
        label=gettext_lazy("Day of the year"), required=False, max_length=11,
        help_text=gettext_lazy("Month and day, 03-08; by the lunar calendar lunar-01-01. Only for a day of the year."),
    )  # fmt: skip
    days = whole(
        gettext_lazy("Days after it"), least=-60, most=60, help_text=gettext_lazy("Below zero: before it.")
    )
    hour = whole(gettext_lazy("At this hour"), least=0, most=23, required=True)

    def initial_of(self, told: Values) -> dict[str, Any]:
        return {"days": 0, "hour": 9, **told}

    def values(self) -> Values:
        cleaned = self.cleaned_data
        return {
            "on": "date", **kept({"date": cleaned["date"], "day": cleaned["day"]}), "days": cleaned["days"] or 0,
            "hour": cleaned["hour"],
        }  # fmt: skip


class ForecastForm(PartForm):
    """What the forecast says of her."""

    forecast = forms.ChoiceField(
        label=gettext_lazy("The forecast says"),
        choices=[
            ("overdue", gettext_lazy("she is overdue by her own rhythm")),
            ("runs_out", gettext_lazy("she runs out of something")),
        ],
    )
    percent = whole(
        gettext_lazy("Overdue: longer than so many percent of her gaps"), least=1, most=100, required=True
    )
    days = whole(gettext_lazy("Runs out: so many days before"), least=0, most=60, required=True)
    hour = whole(gettext_lazy("At this hour"), least=0, most=23, required=True)

    def initial_of(self, told: Values) -> dict[str, Any]:
        return {"percent": 90, "days": 3, "hour": 9, **told}

    def values(self) -> Values:
        return {"on": "forecast", **self.cleaned_data}


TRIGGERS: Mapping[str, tuple[Any, type[PartForm]]] = {
    "event": (gettext_lazy("Something happens"), EventForm),
    "segment": (gettext_lazy("She comes into a segment or leaves it"), SegmentForm),
    "date": (gettext_lazy("A day comes round"), DateForm),
    "forecast": (gettext_lazy("A forecast"), ForecastForm),
}
