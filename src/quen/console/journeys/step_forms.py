"""One form for each kind of step; those of messages and of rules have rooms of their own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.journeys.message_form import MessageForm
from quen.console.journeys.part_form import NONE, PartForm, WatchedForm, kept, whole
from quen.journeys.edit import Values
from quen.journeys.words import WEEKDAYS
from quen.shops.roles import Role
from quen.tasks.models import TaskKind
from quen.tickets.choices import TicketKind, Topic
from quen.vouchers.models import VoucherKind

MOST_WAYS = 5
_ROLES = [(role.value, role.label) for role in Role]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WaitForm(PartForm):
    """For a time, until an hour, on certain days of the week."""

    days = whole(gettext_lazy("Days to wait"), least=0, most=366)
    hours = whole(gettext_lazy("Hours"), least=0, most=23)
    minutes = whole(gettext_lazy("Minutes"), least=0, most=59)
    at = forms.TimeField(
        label=gettext_lazy("Until this hour of the day then reached"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Only on these days of the week"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=list(WEEKDAYS.items()),
    )  # fmt: skip

    def values(self) -> Values:
        cleaned = self.cleaned_data
        at = f"{cleaned['at']:%H:%M}" if cleaned["at"] else None
        spans = {name: cleaned[name] or None for name in ("days", "hours", "minutes")}
        return {"do": "wait", **kept({**spans, "at": at, "weekdays": cleaned["weekdays"]})}


class UntilForm(WatchedForm):
    """Until something happens, but at most so long."""

    most_days = whole(gettext_lazy("At most so many days"), least=1, most=366, required=True)

    def watched_of(self, told: Values) -> Values:
        return dict(told.get("happens", {}))

    def values(self) -> Values:
        return {"do": "until", "happens": self.watched(), "most_days": self.cleaned_data["most_days"]}


class HappenedForm(WatchedForm):
    """A condition: did it happen since she entered?"""

    def watched_of(self, told: Values) -> Values:
        return dict(told.get("happened") or {})

    def values(self) -> Values:
        return {"do": "condition", "happened": self.watched()}


class SplitForm(PartForm):
    """Ways by chance; a way without a share is none."""

    def initial_of(self, told: Values) -> dict[str, Any]:
        ways = told.get("ways") or [{"percent": 50}, {"percent": 50}]
        return {
            f"{part}_{number}": way.get(part)
            for number, way in enumerate(ways, start=1)
            for part in ("percent", "name")
        }

    def offer(self) -> None:
        for number in range(1, MOST_WAYS + 1):
            self.fields[f"percent_{number}"] = whole(
                _("Way %(number)s: percent of the customers") % {"number": number}, least=1, most=99
            )
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Way %(number)s: its name") % {"number": number}, required=False, max_length=60
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number, way in enumerate(self.told.get("ways", []), start=1):
            if way.get("steps") and not cleaned.get(f"percent_{number}"):
                self.add_error(f"percent_{number}", _("Steps lie on this way. Take them away first."))
        return cleaned

    def values(self) -> Values:
        cleaned = self.cleaned_data
        ways = [
            kept({"percent": cleaned[f"percent_{number}"], "name": cleaned[f"name_{number}"]})
            for number in range(1, MOST_WAYS + 1)
            if cleaned[f"percent_{number}"]
        ]
        return {"do": "split", "ways": ways}


class OfferForm(PartForm):
    """A voucher, or points."""

    voucher = forms.ChoiceField(label=gettext_lazy("Voucher"), required=False)
    points = whole(gettext_lazy("Or so many points"), least=1, most=10**9)

    def offer(self) -> None:
        kinds = dict(
            VoucherKind.objects.filter(stopped_at=None).order_by("name").values_list("key", "name")[:200]
        )
        told = self.told.get("voucher")
        self.choose("voucher", [NONE, *(({told: told} if told else {}) | kinds).items()])

    def values(self) -> Values:
        return {"do": "offer", **kept({name: self.cleaned_data[name] for name in ("voucher", "points")})}


class TaskForm(PartForm):
    """Something for a person to do."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of task"), choices=TaskKind.choices, initial="call")
    role = forms.ChoiceField(label=gettext_lazy("For whom"), choices=[NONE, *_ROLES], required=False)
    days = whole(gettext_lazy("Due after so many days"), least=0, most=60, required=True)
    script = forms.CharField(
        label=gettext_lazy("What to say"), required=False, max_length=4_000, widget=_area(4)
    )

    def initial_of(self, told: Values) -> dict[str, Any]:
        return {"kind": "call", "role": "support", "days": 1, **told}

    def values(self) -> Values:
        cleaned = self.cleaned_data
        said = {"title": cleaned["title"], "kind": cleaned["kind"], "script": cleaned["script"]}
        return {"do": "task", **kept(said), "role": cleaned["role"] or None, "days": cleaned["days"]}


class TicketForm(PartForm):
    """A ticket of hers."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=120)
    text = forms.CharField(label=gettext_lazy("What it is about"), max_length=4_000, widget=_area(4))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of ticket"), choices=TicketKind.choices)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=Topic.choices)
    role = forms.ChoiceField(label=gettext_lazy("For whom"), choices=_ROLES)

    def initial_of(self, told: Values) -> dict[str, Any]:
        return {"kind": "request", "topic": "other", "role": "support", **told}

    def values(self) -> Values:
        return {"do": "ticket", **kept(dict(self.cleaned_data))}


class TagForm(PartForm):
    """Tags on and off."""

    add = forms.CharField(
        label=gettext_lazy("Tags to put on"), required=False, max_length=2_000,
        help_text=gettext_lazy("Several with a comma between them."),
    )  # fmt: skip
    remove = forms.CharField(label=gettext_lazy("Tags to take off"), required=False, max_length=2_000)

    def initial_of(self, told: Values) -> dict[str, Any]:
        return {name: ", ".join(told.get(name, [])) for name in ("add", "remove")}

    def values(self) -> Values:
        tags = {
            name: [word.strip() for word in self.cleaned_data[name].split(",") if word.strip()]
            for name in ("add", "remove")
        }
        return {"do": "tag", **kept(tags)}


class TellForm(PartForm):
    """What other systems are told."""

    words = forms.CharField(label=gettext_lazy("What to tell them"), max_length=120)

    def values(self) -> Values:
        return {"do": "webhook", "words": self.cleaned_data["words"]}


class GoalForm(PartForm):
    """A goal on the way."""

    name = forms.CharField(label=gettext_lazy("What is reached"), max_length=120)

    def values(self) -> Values:
        return {"do": "goal", "name": self.cleaned_data["name"]}


class ExitForm(PartForm):
    """Out."""

    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=120)

    def values(self) -> Values:
        return {"do": "exit", **kept({"why": self.cleaned_data["why"]})}


STEPS: Mapping[str, tuple[Any, type[PartForm]]] = {
    "message": (gettext_lazy("Send a message"), MessageForm),
    "wait": (gettext_lazy("Wait"), WaitForm),
    "until": (gettext_lazy("Wait until something happens"), UntilForm),
    "happened": (gettext_lazy("Two ways: has it happened?"), HappenedForm),
    "split": (gettext_lazy("Ways by chance"), SplitForm),
    "offer": (gettext_lazy("Give a voucher or points"), OfferForm),
    "task": (gettext_lazy("Something for a person to do"), TaskForm),
    "ticket": (gettext_lazy("Open a ticket"), TicketForm),
    "tag": (gettext_lazy("Put tags on or off"), TagForm),
    "webhook": (gettext_lazy("Tell other systems"), TellForm),
    "goal": (gettext_lazy("A goal is reached"), GoalForm),
    "exit": (gettext_lazy("Leave the journey"), ExitForm),
}
"""By the name the form goes by; a condition asks for a rule (`rule_part.py`) or for what happened."""
