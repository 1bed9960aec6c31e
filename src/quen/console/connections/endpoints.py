"""The endpoints of webhooks: all of them, a new one, one with its deliveries."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.connections.forms import FAMILIES, EndpointForm
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission
from quen.webhooks.endpoints import (
    add_endpoint,
    change_endpoint,
    remove_endpoint,
    renew_secret,
    turn_off,
    turn_on,
)
from quen.webhooks.models import Endpoint, State

ROWS = 50


@needs(Permission.MANAGE_TOKENS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All endpoints, and how their deliveries are."""
    labels = dict(FAMILIES)
    counted = {
        "waiting": Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        "dead": Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
    }
    endpoints = [
        (endpoint, [str(labels.get(kind, kind)) for kind in endpoint.kinds])
        for endpoint in Endpoint.objects.annotate(**counted).order_by("name", "pk")
    ]
    return render(request, "console/connections/webhooks.html", {"endpoints": endpoints})


@needs(Permission.MANAGE_TOKENS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Add an endpoint; its secret stands on the page that follows."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_endpoint(at=timezone.now(), by=actor(request), **form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            words = _("%(name)s is told from now on. Give it the secret below.") % {"name": made.name}
            messages.success(request, words)
            return redirect("console:connections:webhook", endpoint_id=made.pk)
    return render(
        request, "console/connections/new_webhook.html", {"form": form}, status=422 if form.errors else 200
    )


@needs(Permission.MANAGE_TOKENS)
@never_cache
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest, endpoint_id: int) -> HttpResponse:
    """One endpoint: what it is told, its secret, its deliveries."""
    endpoint = get_object_or_404(Endpoint, pk=endpoint_id)
    known = {"name": endpoint.name, "url": endpoint.url, "kinds": endpoint.kinds}
    form = EndpointForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            change_endpoint(endpoint=endpoint.pk, by=actor(request), **form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": form.cleaned_data["name"]})
            return redirect("console:connections:webhook", endpoint_id=endpoint.pk)
    state = request.GET.get("state", "")
    rows = endpoint.deliveries.order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "endpoint": endpoint,
        "form": form,
        "page": page,
        "counted": page.paginator.count,
        "state": state,
        "states": State.choices,
        "has_dead": endpoint.deliveries.filter(state=State.DEAD).exists(),
    }
    return render(request, "console/connections/webhook.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_TOKENS)
@require_POST
def switch(request: StaffRequest, endpoint_id: int) -> HttpResponse:
    """Turn it off, or on again."""
    endpoint = get_object_or_404(Endpoint, pk=endpoint_id)
    if endpoint.off:
        turn_on(endpoint=endpoint.pk, by=actor(request))
        words = _("%(name)s is told again: first what waited, then what happens from now on.")
    else:
        turn_off(endpoint=endpoint.pk, by=actor(request))
        words = _("%(name)s is told nothing until you turn it on again. What waits stays.")
    messages.success(request, words % {"name": endpoint.name})
    return redirect("console:connections:webhook", endpoint_id=endpoint_id)


@needs(Permission.MANAGE_TOKENS)
@require_POST
def renew(request: StaffRequest, endpoint_id: int) -> HttpResponse:
    """A new secret; the old one signs too for a day."""
    get_object_or_404(Endpoint, pk=endpoint_id)
    renew_secret(endpoint=endpoint_id, at=timezone.now(), by=actor(request))
    messages.success(
        request, _("There is a new secret. For a day every message is signed with the old one too.")
    )
    return redirect("console:connections:webhook", endpoint_id=endpoint_id)


@needs(Permission.MANAGE_TOKENS)
@require_POST
def remove(request: StaffRequest, endpoint_id: int) -> HttpResponse:
    """Take it away with its deliveries."""
    endpoint = get_object_or_404(Endpoint, pk=endpoint_id)
    remove_endpoint(endpoint=endpoint.pk, by=actor(request))
    messages.success(request, _("%(name)s was taken away.") % {"name": endpoint.name})
    return redirect("console:connections:webhooks")
