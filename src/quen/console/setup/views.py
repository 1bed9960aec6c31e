"""Set-up: once, by whoever stands at the machine or knows its code."""

import ipaddress

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quen.console.setup.forms import SetUpForm
from quen.flows.change_currency import is_currency_settled
from quen.home.setup_code import forget_setup_code
from quen.shops.errors import AlreadySetUp
from quen.shops.models import Staff
from quen.shops.reads import current_business, is_set_up
from quen.shops.set_up import set_up_business

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]
_PROXY_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")


@sensitive_post_parameters("owner_password", "code")
@never_cache
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The form; once the business has an owner, the page is gone."""
    if is_set_up():
        return redirect(settings.LOGIN_URL)  # which sends on whoever is signed in
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        return _made(request, form)
    return render(request, "console/setup/show.html", {"form": form}, status=422 if form.errors else 200)


def is_local(request: HttpRequest) -> bool:
    """Whether the request comes from this very machine, and not through a proxy on it or a foreign name for it."""
    if any(header in request.META for header in _PROXY_HEADERS):
        return False
    host = request.get_host().rpartition(":")[0] if ":" in request.get_host() else request.get_host()
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and (
        host == "localhost" or _is_loopback(host.strip("[]"))
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _form(request: HttpRequest) -> SetUpForm:
    business = current_business()
    initial = {"language": get_language(), "currency": business.currency if business else "VND"}
    return SetUpForm(
        request.POST if request.method == "POST" else None,
        initial=initial, is_local=is_local(request), is_currency_settled=is_currency_settled(),
    )  # fmt: skip


def _made(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    facts = {name: value for name, value in form.cleaned_data.items() if name != "code"}
    try:
        owner = set_up_business(**facts)
    except AlreadySetUp as error:
        messages.error(request, error.sentence.render(gettext))
        return redirect(settings.LOGIN_URL)
    forget_setup_code()
    return _welcome(request, owner)


def _welcome(request: HttpRequest, owner: Staff) -> HttpResponse:
    login(request, owner, backend=_BACKEND)
    with override(owner.language):
        messages.success(
            request, gettext("Welcome, %(name)s. Your business is ready.") % {"name": owner.name}
        )
    response = redirect(f"{reverse('console:imports:new')}?first")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, owner.language, samesite="Lax")
    return response
