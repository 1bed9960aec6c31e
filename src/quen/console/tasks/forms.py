"""A task, and a time to come, as forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.days import MomentField
from quen.kernel.errors import QuenError
from quen.messages.wording import read
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission, Role
from quen.tasks.models import Repeat, TaskKind


@dataclass(frozen=True)
class Who:
    """Whose a task is: one of the staff, a team, or with neither everyone's."""

    owner: int | None = None
    role: Role | None = None


class TaskForm(forms.Form):
    """What is to be done, by whom, until when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of task"), choices=TaskKind.choices)
    who = forms.ChoiceField(label=_("Who does it"))
    due_at = MomentField(label=_("Due"))
    repeat = forms.ChoiceField(label=_("Repeats"), choices=Repeat.choices, required=False)
    store = forms.ChoiceField(label=_("Store"), required=False)
    script = forms.CharField(
        label=_("Script"), max_length=5000, required=False, widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "What to say on the telephone, or how it is done. Facts stand in double braces: {{ dear|capital }}, "
            "{{ points }}, {{ product }}, {{ store }}."
        ),
    )  # fmt: skip

    def __init__(self, data: Any, *, staff: Staff, now: datetime) -> None:
        later = timezone.localtime(now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        super().__init__(data, initial={"due_at": later, "who": f"staff:{staff.pk}", "kind": TaskKind.CALL})
        self.fields["who"].choices = whoever(staff)  # type: ignore[attr-defined]
        stores = [
            (str(number), name) for number, name in Store.objects.order_by("name").values_list("pk", "name")
        ]
        self.fields["store"].choices = [("", gettext("All stores")), *stores]  # type: ignore[attr-defined]

    def clean_script(self) -> str:
        """A place that names no fact is found before anybody reads it out."""
        script: str = self.cleaned_data["script"]
        try:
            read(script)
        except QuenError as error:
            raise forms.ValidationError(error.sentence.render(gettext)) from error
        return script

    def wished(self) -> dict[str, Any]:
        """What the verb is asked for."""
        typed = self.cleaned_data
        who = who_of(typed["who"])
        return {
            "title": typed["title"], "kind": TaskKind(typed["kind"]), "owner": who.owner, "role": who.role,
            "due_at": typed["due_at"], "repeat": Repeat(typed["repeat"]), "script": typed["script"],
            "store": int(typed["store"]) if typed["store"] else None,
        }  # fmt: skip


class ManyForm(TaskForm):
    """The same for everyone of a segment."""

    segment = forms.ChoiceField(label=_("Segment"))
    field_order = ("segment", "title", "kind", "who", "due_at", "script")

    def __init__(
        self, data: Any, *, staff: Staff, now: datetime, segments: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data, staff=staff, now=now)
        del self.fields["repeat"], self.fields["store"]
        self.fields["segment"].choices = list(segments)  # type: ignore[attr-defined]


def whoever(staff: Staff) -> list[tuple[str, str]]:
    """Whom this person may give tasks to: herself and her team; with the permission, anyone. One query at most."""
    own = [(f"staff:{staff.pk}", gettext("I do it")), (f"role:{staff.role}", _team(Role(staff.role)))]
    if not staff.may(Permission.ASSIGN_TASKS):
        return own
    others = Staff.objects.filter(is_active=True).exclude(pk=staff.pk).order_by("name")
    teams = [(f"role:{role}", _team(role)) for role in Role if role not in (Role.ANALYST, staff.role)]
    everyone = [("all", gettext("Everyone"))]
    return own + [(f"staff:{one.pk}", one.name) for one in others] + teams + everyone


def who_of(chosen: str) -> Who:
    """The choice as the verbs take it."""
    kind, _colon, whom = chosen.partition(":")
    if kind == "staff":
        return Who(owner=int(whom))
    return Who(role=Role(whom)) if kind == "role" else Who()


def _team(role: Role) -> str:
    return gettext("Team: %(role)s") % {"role": role.label}
