"""Answers and steps that stand ready, what each role may give to make good; and both used on a ticket."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.tickets.one import changed
from quen.flows.offer_recovery import (
    approve_recovery,
    change_recovery_limit,
    limit_of,
    offer_recovery,
    refuse_recovery,
)
from quen.flows.ready_answers import MOST_DAYS, MOST_LETTERS, archive, run_macro, save_canned, save_macro
from quen.kernel.errors import QuenError
from quen.kernel.money import to_major, to_minor
from quen.messages.fact_names import KNOWN
from quen.shops.reads import current_business
from quen.shops.roles import Permission, Role
from quen.tickets.choices import Priority, Topic
from quen.tickets.models import CannedAnswer, Macro
from quen.tickets.ready_models import Then
from quen.tickets.route import ANSWERING

LIMITED = tuple(role for role in ANSWERING if role not in (Role.OWNER, Role.MANAGER))
_NOTHING = ("", gettext_lazy("Leave as it is"))


class CannedForm(forms.Form):
    """An answer that stands ready."""

    name = forms.CharField(label=gettext_lazy("What the answer is called"), max_length=80)
    text = forms.CharField(
        label=gettext_lazy("Answer"), max_length=MOST_LETTERS, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy('Facts stand in double braces: {{ dear|capital }}, {{ points }}, {{ number|or:"" }}.'),
    )  # fmt: skip


class MacroForm(forms.Form):
    """Several steps with one tap."""

    name = forms.CharField(label=gettext_lazy("What the macro is called"), max_length=80)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False, choices=[_NOTHING, *Topic.choices])
    priority = forms.ChoiceField(
        label=gettext_lazy("How urgent"), required=False, choices=[_NOTHING, *Priority.choices]
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Goes to the team"), required=False,
        choices=[_NOTHING, *((role.value, role.label) for role in ANSWERING)],
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note for colleagues"), required=False, max_length=1_000)
    answer = forms.ModelChoiceField(
        label=gettext_lazy("Answer"), required=False, queryset=CannedAnswer.objects.none(),
        empty_label=gettext_lazy("No answer"),
    )  # fmt: skip
    then = forms.ChoiceField(label=gettext_lazy("Afterwards"), choices=Then.choices)
    sleep_days = forms.IntegerField(
        label=gettext_lazy("Sleeps so many days"), min_value=0, max_value=MOST_DAYS, initial=0
    )

    def __init__(self, data: Any = None, *, macro: Macro | None = None) -> None:
        same = ("name", "topic", "priority", "role", "note", "then", "sleep_days")
        kept = {**{name: getattr(macro, name) for name in same}, "answer": macro.answer_id} if macro else None
        super().__init__(data, initial=kept)
        field = self.fields["answer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = CannedAnswer.objects.filter(archived_at=None).order_by("name")


class LimitForm(forms.Form):
    """What a role may give alone."""

    role = forms.ChoiceField(choices=[(role.value, role.label) for role in LIMITED], widget=forms.HiddenInput)
    points = forms.IntegerField(label=gettext_lazy("Points, at most"), min_value=0, max_value=100_000)
    worth = forms.DecimalField(
        label=gettext_lazy("Voucher worth at most"), min_value=0, max_digits=12, decimal_places=2
    )


@needs(Permission.MANAGE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The answers, the macros and the limits."""
    context = {
        "canned": list(CannedAnswer.objects.filter(archived_at=None).order_by("name")),
        "macros": list(Macro.objects.filter(archived_at=None).select_related("answer").order_by("name")),
        "limits": [(role, LimitForm(initial=_limits(role), auto_id=f"{role}_%s")) for role in LIMITED],
    }
    return render(request, "console/tickets/ready.html", context)


@needs(Permission.MANAGE_TICKETS)
@require_http_methods(["GET", "POST"])
def canned(request: StaffRequest, canned_id: int = 0) -> HttpResponse:
    """An answer, new or known."""
    row = get_object_or_404(CannedAnswer, pk=canned_id, archived_at=None) if canned_id else None
    form = CannedForm(request.POST or None, initial={"name": row.name, "text": row.text} if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            save_canned(canned=row.pk if row else None, by=actor(request), **form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Saved."))
            return redirect("console:tickets:ready")
    title = row.name if row else _("New answer")
    context = {"form": form, "row": row, "title": title, "facts": KNOWN.items(), "kind": "canned"}
    return render(request, "console/tickets/ready_one.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_TICKETS)
@require_http_methods(["GET", "POST"])
def macro(request: StaffRequest, macro_id: int = 0) -> HttpResponse:
    """A macro, new or known."""
    row = get_object_or_404(Macro, pk=macro_id, archived_at=None) if macro_id else None
    form = MacroForm(request.POST or None, macro=row)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        chosen = said.pop("answer")
        try:
            save_macro(
                macro=row.pk if row else None, by=actor(request), answer_id=chosen.pk if chosen else None, **said
            )  # fmt: skip
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Saved."))
            return redirect("console:tickets:ready")
    context = {"form": form, "row": row, "title": row.name if row else _("New macro"), "kind": "macro"}
    return render(request, "console/tickets/ready_one.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_TICKETS)
@require_POST
def put_away(request: StaffRequest, kind: str, row_id: int) -> HttpResponse:
    """Offer it no longer."""
    row: CannedAnswer | Macro = (
        get_object_or_404(CannedAnswer, pk=row_id)
        if kind == "canned"
        else get_object_or_404(Macro, pk=row_id)
    )
    act(request, lambda now: archive(row=row, at=now, by=actor(request)), done=_("It is offered no longer."))
    return redirect("console:tickets:ready")


@needs(Permission.MANAGE_TICKETS)
@require_POST
def limit(request: StaffRequest) -> HttpResponse:
    """What a role may give without a manager's yes from now on."""
    form = LimitForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        act(
            request,
            lambda _now: change_recovery_limit(
                role=Role(said["role"]), points=said["points"], minor=to_minor(said["worth"], _currency()),
                by=actor(request),
            ),
            done=_("Saved."),
        )  # fmt: skip
    else:
        messages.error(request, _("Write points and a sum from 0 on."))
    return redirect("console:tickets:ready")


@needs(Permission.ANSWER_TICKETS)
@require_POST
def run(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """All steps of a macro with one tap, or none."""
    number = request.POST.get("macro", "")
    chosen = int(number) if number.isdecimal() and len(number) < 19 else 0
    return changed(
        request, ticket_id,
        lambda now: run_macro(macro=chosen, ticket=ticket_id, at=now, by=actor(request)), _("Done."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def make_good(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Give points or a voucher with an apology, or ask a manager for it."""
    said = request.POST
    points, voucher = said.get("points", "").strip(), said.get("voucher", "")
    given = int(points) if points.isdecimal() and len(points) < 10 else 0
    return changed(
        request, ticket_id,
        lambda now: offer_recovery(
            ticket=ticket_id, points=given, voucher=voucher[:40], words=said.get("words", ""), at=now,
            by=actor(request),
        ),
        _("Kept. Below stands whether it was given, or waits for a manager."),
    )  # fmt: skip


@needs(Permission.MANAGE_TICKETS)
@require_POST
def decide(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """A manager says yes or no."""
    verb = approve_recovery if request.POST.get("then") == "yes" else refuse_recovery
    return changed(
        request, ticket_id, lambda now: verb(ticket=ticket_id, at=now, by=actor(request)), _("Decided.")
    )


def _limits(role: Role) -> dict[str, object]:
    points, minor = limit_of(role)
    return {
        "role": role.value,
        "points": points,
        "worth": to_major(minor, _currency()).normalize() + Decimal(0),
    }


def _currency() -> str:
    business = current_business()
    return business.currency if business else "VND"
