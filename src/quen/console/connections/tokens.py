"""The tokens of the API: all of them, a new one, revoking one."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.connections.forms import TokenForm
from quen.kernel.errors import QuenError
from quen.shops.models import ApiToken, Store
from quen.shops.roles import Permission
from quen.shops.scopes import TILL, Scope
from quen.shops.tokens import NewToken, make_token, revoke_token


@needs(Permission.MANAGE_TOKENS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All tokens, those in force first."""
    names = dict(Store.objects.values_list("pk", "name"))
    tokens = [
        (token, [names.get(store, f"#{store}") for store in token.stores], _allowed(token))
        for token in ApiToken.objects.order_by(F("revoked_at").asc(nulls_first=True), "name", "pk")
    ]
    return render(request, "console/connections/index.html", {"tokens": tokens})


@needs(Permission.MANAGE_TOKENS)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Make a token; it is shown once, on the page that follows."""
    form = TokenForm(request.POST or None, initial={"scopes": [scope.value for scope in TILL]})
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, form)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            return render(
                request, "console/connections/token.html", {"token": made.token, "secret": made.secret}
            )
    return render(request, "console/connections/new.html", {"form": form}, status=422 if form.errors else 200)


@needs(Permission.MANAGE_TOKENS)
@require_POST
def revoke(request: StaffRequest, token_id: int) -> HttpResponse:
    """End a token for good."""
    token = get_object_or_404(ApiToken, pk=token_id)
    revoke_token(token=token.pk, at=timezone.now(), by=actor(request))
    messages.success(
        request, _("%(name)s is revoked: nobody gets in with it any more.") % {"name": token.name}
    )
    return redirect("console:connections:index")


def _make(request: StaffRequest, form: TokenForm) -> NewToken:
    chosen = form.cleaned_data
    return make_token(
        name=chosen["name"],
        scopes=[Scope(scope) for scope in chosen["scopes"]],
        stores=list(chosen.get("stores", ())),
        per_minute=chosen["per_minute"],
        at=timezone.now(),
        by=actor(request),
    )


def _allowed(token: ApiToken) -> str:
    """What it may do, in words."""
    if set(token.scopes) == set(Scope):
        return _("anything")
    return ", ".join(str(Scope(scope).label) for scope in token.scopes if scope in set(Scope))
