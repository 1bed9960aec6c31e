"""Rules for new tickets: who gets which, in what order, and what each of the staff takes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.tickets.because import reasons
from quen.console.tickets.routed_forms import CapacityForm, ConditionsForm, RuleForm
from quen.kernel.errors import QuenError
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role
from quen.tickets.change_routing import move_rule, remove_rule, save_rule, set_capacity, switch_rule
from quen.tickets.route import agents, rule_of, rules_in_force
from quen.tickets.routing import Rule, asked, decide
from quen.tickets.routing_models import Capacity, RoutingRule


@needs(Permission.MANAGE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The rules in their order, the team, and a ticket to try them with."""
    rows = list(RoutingRule.objects.select_related("store", "staff").order_by("place"))
    trying = ConditionsForm(request.GET if "try" in request.GET else None)
    context = {
        "rules": [(row, _said(rule_of(row)), row.staff or Role(row.role).label) for row in rows],
        "team": _team(),
        "trying": trying,
        "verdict": _verdict(trying) if trying.is_bound and trying.is_valid() else None,
    }
    return render(request, "console/tickets/routing.html", context)


@needs(Permission.MANAGE_TICKETS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, rule_id: int = 0) -> HttpResponse:
    """A rule, new or known."""
    rule = get_object_or_404(RoutingRule, pk=rule_id) if rule_id else None
    form = RuleForm(request.POST or None, rule=rule)
    if request.method == "POST" and form.is_valid():
        try:
            save_rule(rule=rule.pk if rule else None, by=actor(request), **form.said())
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Saved. New tickets follow it from now on."))
            return redirect("console:tickets:routing")
    context = {"form": form, "rule": rule}
    return render(request, "console/tickets/rule.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_TICKETS)
@require_POST
def change(request: StaffRequest, rule_id: int) -> HttpResponse:
    """Up, down, on, off, or away with it."""
    by, then = actor(request), request.POST.get("then", "")
    changes = {
        "up": lambda _now: move_rule(rule=rule_id, is_up=True, by=by),
        "down": lambda _now: move_rule(rule=rule_id, is_up=False, by=by),
        "on": lambda _now: switch_rule(rule=rule_id, is_on=True, by=by),
        "off": lambda _now: switch_rule(rule=rule_id, is_on=False, by=by),
        "remove": lambda _now: remove_rule(rule=rule_id, by=by),
    }
    if then in changes:
        act(request, changes[then], done=_("Changed."))
    return redirect("console:tickets:routing")


@needs(Permission.MANAGE_TICKETS)
@require_POST
def capacity(request: StaffRequest) -> HttpResponse:
    """What one of the staff takes from now on."""
    form = CapacityForm(request.POST)
    if form.is_valid():
        act(request, lambda _now: set_capacity(by=actor(request), **form.cleaned_data), done=_("Saved."))
    else:
        messages.error(request, _("Choose topics and languages from the list, and a number of tickets."))
    return redirect("console:tickets:routing")


def _said(rule: Rule) -> str:
    """The rule's conditions in words."""
    return ", ".join(reasons(asked(rule), get_language() or "vi"))


def _team() -> list[tuple[Staff, int, CapacityForm]]:
    load = {agent.number: agent.open for agent in agents()}
    kept = Capacity.objects.in_bulk(load)
    people = Staff.objects.filter(pk__in=load).order_by("name")
    return [
        (person, load[person.pk], CapacityForm(staff=person.pk, kept=kept.get(person.pk)))
        for person in people
    ]


def _verdict(trying: ConditionsForm) -> dict[str, str] | None:
    decision = decide(trying.arrived(), rules_in_force(), agents())
    if decision is None:
        return {"rule": "", "to": str(Role.SUPPORT.label), "because": _("no rule fits")}
    person = Staff.objects.filter(pk=decision.staff).first() if decision.staff else None
    return {
        "rule": decision.rule.name,
        "to": str(person or Role(decision.rule.role).label),
        "because": ", ".join(reasons(decision.because, get_language() or "vi")),
    }
