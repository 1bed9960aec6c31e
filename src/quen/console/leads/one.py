"""One lead: who she is, why the score is what it is, how far she is, and how it ended."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.leads.lists import number_of
from quen.leads.assign import assign
from quen.leads.end import lose, reopen, win
from quen.leads.models import Competitor, Lead, LeadStage, LeadState, LossReason
from quen.leads.move import move
from quen.leads.reads import seen_by
from quen.leads.score import reasons
from quen.leads.traits import traits_of
from quen.people.find import group_of
from quen.people.models import Identity, IdentityKind
from quen.people.reads import companies_of
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission, Role, permissions_of

_LOOK_AFTER = [role.value for role in Role if Permission.EDIT_CUSTOMERS in permissions_of(role)]


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def show(request: StaffRequest, lead_id: int) -> HttpResponse:
    """Everything of it on one page, the customer's story below."""
    rows = Lead.objects.select_related("customer__root", "owner", "competitor", "store")
    lead = get_object_or_404(rows.filter(seen_by(request.user)), pk=lead_id)
    her = lead.customer.root or lead.customer
    held = reasons(traits_of(lead))
    phones = Identity.objects.filter(customer__in=group_of(her.pk), kind=IdentityKind.PHONE)
    context = {
        "lead": lead,
        "customer": her,
        "companies": companies_of(her.pk),
        "phones": list(phones.order_by("pk").values_list("value", flat=True)),
        "rules": [(_(rule.words), rule.points) for rule in held],
        "score": sum(rule.points for rule in held),
        "stages": LeadStage.choices,
        "reasons": LossReason.choices,
        "competitors": list(Competitor.objects.order_by("name")[:100]),
        "is_open": lead.state == LeadState.OPEN,
        **_offered(request, lead),
    }
    return render(request, "console/leads/show.html", context)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def step(request: StaffRequest, lead_id: int) -> HttpResponse:
    """To another stage."""
    stage = request.POST.get("stage", "")
    if stage not in LeadStage.values:
        raise Http404
    answer = _changed(
        request, lead_id, lambda now: move(lead=lead_id, stage=LeadStage(stage), at=now, by=actor(request)),
        _("Now at: %(stage)s") % {"stage": LeadStage(stage).label},
    )  # fmt: skip
    return redirect("console:leads:index") if "board" in request.POST else answer


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def owner(request: StaffRequest, lead_id: int) -> HttpResponse:
    """Somebody else, or another store. Who gives it to a store whose leads she does not see goes back to the list."""
    whose, where = number_of(request.POST.get("owner", "")), number_of(request.POST.get("store", ""))
    answer = _changed(
        request, lead_id,
        lambda now: assign(lead=lead_id, owner=whose, store=where, at=now, by=actor(request)), _("Kept."),
    )  # fmt: skip
    is_seen = Lead.objects.filter(seen_by(request.user), pk=lead_id).exists()
    return answer if is_seen else redirect("console:leads:index")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def won(request: StaffRequest, lead_id: int) -> HttpResponse:
    """She became a customer before the till told so."""
    return _changed(
        request, lead_id, lambda now: win(lead=lead_id, at=now, by=actor(request)), _("She is a customer now.")
    )  # fmt: skip


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def lost(request: StaffRequest, lead_id: int) -> HttpResponse:
    """She will not buy, and why."""
    reason, rival = request.POST.get("reason", ""), number_of(request.POST.get("competitor", ""))
    if reason not in LossReason.values:
        raise Http404
    return _changed(
        request, lead_id,
        lambda now: lose(
            lead=lead_id, reason=LossReason(reason), words=request.POST.get("words", ""), at=now, by=actor(request),
            competitor=rival,
        ),
        _("Kept with its reason. It can be opened again."),
    )  # fmt: skip


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def again(request: StaffRequest, lead_id: int) -> HttpResponse:
    """Under way again."""
    return _changed(
        request, lead_id, lambda now: reopen(lead=lead_id, at=now, by=actor(request)), _("It is under way again.")
    )  # fmt: skip


def _offered(request: StaffRequest, lead: Lead) -> dict[str, object]:
    """Who and which store may have it; those it has stand among them, even where they are gone."""
    if not request.user.may(Permission.EDIT_CUSTOMERS):
        return {}
    people = Staff.objects.filter(Q(is_active=True, role__in=_LOOK_AFTER) | Q(pk=lead.owner_id)).order_by(
        "name"
    )
    stores = Store.objects.filter(Q(closed_on=None) | Q(pk=lead.store_id)).order_by("name")
    return {
        "people": list(people.values_list("pk", "name")),
        "stores": list(stores.values_list("pk", "name")),
    }


def _changed(
    request: StaffRequest, lead_id: int, change: Callable[[datetime], Lead], words: str
) -> HttpResponse:
    get_object_or_404(Lead.objects.filter(seen_by(request.user)), pk=lead_id)
    act(request, change, done=words)
    return redirect("console:leads:show", lead_id=lead_id)
