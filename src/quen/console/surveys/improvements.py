"""What was changed because of feedback: recorded, and told to those who said it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.days import DayField
from quen.flows.survey_texts import CHANNELS
from quen.flows.tell_improvement import make_telling
from quen.kernel.errors import QuenError
from quen.messages.settings import accounts
from quen.shops.clock import shop_timezone
from quen.shops.roles import Permission
from quen.surveys.improve import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    not_told_yet,
    record_improvement,
    tell_from_now,
    withdraw_improvement,
)
from quen.surveys.improved_models import Improvement, ToldBy
from quen.surveys.models import Audience, Survey, Way
from quen.surveys.themes.theme import Theme

MOST = 4
"""So many newest ones stand with how many wait: one query each."""


class ImprovementForm(forms.Form):
    """What was changed, and what it answers."""

    title = forms.CharField(label=gettext_lazy("What was changed"), max_length=LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("In a few words, as customers read it"), max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    since = DayField(
        label=gettext_lazy("Since when"), initial=timezone.localdate,
    )  # fmt: skip
    theme = forms.ChoiceField(
        label=gettext_lazy("The theme it answers"), choices=[("", "–"), *Theme.choices], required=False
    )
    survey = forms.ModelChoiceField(
        label=gettext_lazy("The survey it answers"), required=False,
        queryset=Survey.objects.filter(audience=Audience.CUSTOMERS).order_by("name"),
        help_text=gettext_lazy("Theme, survey or both. Those who said it by name before that day can be told."),
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One change; `waiting` None: not counted, it is old."""

    row: Improvement
    by_message: int
    on_page: int
    waiting: int | None


@needs(Permission.SEE_SURVEYS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All of them, newest first."""
    return _page(request, ImprovementForm())


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Record one; telling is a press of its own."""
    form = ImprovementForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            record_improvement(
                title=said["title"], words=said["words"], since=said["since"],
                survey=said["survey"].pk if said["survey"] else None,
                theme=Theme(said["theme"]) if said["theme"] else None, at=timezone.now(), by=actor(request),
            )  # fmt: skip
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Kept. Members who said it find it on their page."))
            return redirect("console:surveys:improvements")
    return _page(request, form, status=422)


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def tell(request: StaffRequest, improvement_id: int) -> HttpResponse:
    """Tell those who said it, by e-mail or SMS as far as each agreed."""
    row = get_object_or_404(Improvement, pk=improvement_id)
    way = request.POST.get("way", "")
    if way not in CHANNELS:
        messages.error(request, _("Choose by which way it is told."))
        return redirect("console:surveys:improvements")

    def change(now: Any) -> None:
        text = make_telling(way=Way(way), at=now, by=actor(request))
        tell_from_now(improvement=row.pk, template=text.pk, at=now, by=actor(request))

    act(
        request,
        change,
        done=_("Those who agreed to messages are told within minutes, the others on their page."),
    )
    return redirect("console:surveys:improvements")


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def withdraw(request: StaffRequest, improvement_id: int) -> HttpResponse:
    """Tell nobody any more."""
    row = get_object_or_404(Improvement, pk=improvement_id)
    act(
        request, lambda now: withdraw_improvement(improvement=row.pk, at=now, by=actor(request)),
        done=_("Nobody is told of it any more."),
    )  # fmt: skip
    return redirect("console:surveys:improvements")


def _page(request: StaffRequest, form: ImprovementForm, *, status: int = 200) -> HttpResponse:
    zone = shop_timezone()
    by_message = Count("told", filter=Q(told__way=ToldBy.MESSAGE))
    on_page = Count("told", filter=Q(told__way=ToldBy.PAGE, told__told_at__isnull=False))
    rows = Improvement.objects.annotate(by_message=by_message, on_page=on_page).select_related("survey")
    lines = [
        Line(
            row, row.by_message, row.on_page,
            not_told_yet(row, zone).count() if place < MOST and row.withdrawn_at is None else None,
        )
        for place, row in enumerate(rows.order_by("-made_at", "-pk")[:100])
    ]  # fmt: skip
    ways = [(way.value, way.label) for way in CHANNELS]
    on = {row.channel for row in accounts() if row.is_on}
    context = {
        "lines": lines, "form": form, "ways": ways, "nobody_on": not on & {*CHANNELS.values()},
    }  # fmt: skip
    return render(request, "console/surveys/improvements.html", context, status=status)
