"""A journey from nothing: its name, what begins it, and its first step; what follows is added on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.campaigns.settings import campaign_settings
from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.journeys.part_form import PartForm
from quen.console.journeys.step_forms import STEPS
from quen.console.journeys.trigger_forms import TRIGGERS
from quen.console.programme.keys import new_key
from quen.journeys.errors import BadJourney
from quen.journeys.models import Journey
from quen.journeys.plan import Plan
from quen.journeys.save import make_journey
from quen.journeys.yaml_text import from_values
from quen.kernel.errors import QuenError
from quen.programme.errors import Placed
from quen.shops.roles import Permission

Kinds = Mapping[str, tuple[Any, type[PartForm]]]
_TRIGGER, _STEP = "triggers[1]", "steps[1]"
"""Where the file has what the two parts say."""


class FirstForm(forms.Form):
    """The name, and of which kinds the two parts are."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    trigger = forms.ChoiceField(label=gettext_lazy("What begins it"), initial="event")
    step = forms.ChoiceField(label=gettext_lazy("The first step"), initial="message")

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for name, kinds in (("trigger", TRIGGERS), ("step", STEPS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(kind, label) for kind, (label, _form) in kinds.items()]


@dataclass(frozen=True)
class Beginning:
    """The whole form."""

    first: FirstForm
    trigger: PartForm
    step: PartForm

    def is_valid(self) -> bool:
        """Each part says what is wrong with it."""
        return all([self.first.is_valid(), self.trigger.is_valid(), self.step.is_valid()])

    @property
    def wrong(self) -> forms.Form | None:
        """The part whose mistakes are told above the form: one about a whole part first."""
        parts: list[forms.Form] = [self.first, self.trigger, self.step]
        wrong = [part for part in parts if part.errors]
        return next((part for part in wrong if part.non_field_errors()), wrong[0] if wrong else None)

    def plan(self, *, holdout_percent: int) -> Plan:
        """The journey. Raises BadJourney."""
        name = self.first.cleaned_data["name"]
        return from_values(
            {
                "key": new_key(name, set(Journey.objects.values_list("key", flat=True))), "name": name,
                "triggers": [self.trigger.values()], "steps": [self.step.values()], "holdout_percent": holdout_percent,
            }
        )  # fmt: skip

    def refuse(self, error: QuenError) -> None:
        """Say what is wrong at the field it is about."""
        place = error.sentence.place if isinstance(error.sentence, Placed) else ""
        if isinstance(error, BadJourney) and place.startswith(_TRIGGER):
            self.trigger.refuse(error, _TRIGGER)
        elif isinstance(error, BadJourney) and place.startswith(_STEP):
            self.step.refuse(error, _STEP)
        else:
            self.first.add_error(None, error.sentence.render(_))


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A journey, switched off; with ``show`` only the fields of the kinds that were chosen."""
    currency = currency_of(request)
    if request.method != "POST" or "show" in request.POST:
        return _page(request, _typed(request.POST, currency))
    form = _sent(request.POST, currency)
    if form.is_valid():
        try:
            plan = form.plan(holdout_percent=campaign_settings().holdout_percent)
            made = make_journey(plan=plan, at=timezone.now(), by=actor(request))
        except QuenError as error:
            form.refuse(error)
        else:
            words = _(
                "“%(name)s” is there, switched off. Add what follows, look at the dry run, then switch it on."
            )
            messages.success(request, words % {"name": made.name})
            return redirect("console:journeys:edit", journey_id=made.pk)
    return _page(request, form, status=422)


def _sent(post: QueryDict, currency: str) -> Beginning:
    """The form to be judged. A part's fields carry its kind, so that another kind begins empty."""

    def part(kinds: Kinds, name: str, usual: str) -> PartForm:
        kind = post.get(name, "") if post.get(name, "") in kinds else usual
        return kinds[kind][1](post, currency=currency, prefix=f"{name}-{kind}")

    return Beginning(FirstForm(post), part(TRIGGERS, "trigger", "event"), part(STEPS, "step", "message"))


def _typed(post: QueryDict, currency: str) -> Beginning:
    """The form as far as it is filled in, not judged yet."""
    sent = _sent(post, currency)
    first = FirstForm(None, initial={each.name: each.data for each in sent.first if each.data})
    return Beginning(first, _unjudged(sent.trigger), _unjudged(sent.step))


def _unjudged(sent: PartForm) -> PartForm:
    shown = type(sent)(currency=sent.currency, prefix=sent.prefix)
    shown.initial = {**(shown.initial or {}), **{each.name: each.data for each in sent if each.data}}
    return shown


def _page(request: StaffRequest, form: Beginning, *, status: int = 200) -> HttpResponse:
    is_part = request.headers.get("HX-Request-Type") == "partial"
    context = {"form": form, "holdout_percent": campaign_settings().holdout_percent}
    name = "_new" if is_part else "new"
    return render(request, f"console/journeys/{name}.html", context, status=status)
