"""The page of the till, and the worker that opens it without a line."""

import hashlib
import json
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from quen.assets.manifest import DIST, built, first_fonts, static_files
from quen.shops.roles import Permission
from quen.till.access import StaffRequest, page
from quen.till.state import state_of
from quen.till.words import words

SOURCES = ("theme.ts", "styles/look.css", "styles/till.css", "till/till.ts", "mark.svg", "icons.svg")


@require_GET
@never_cache
@ensure_csrf_cookie
@page(Permission.SELL)
def home(request: StaffRequest) -> HttpResponse:
    """The one screen. What it needs to open again without a line goes with it."""
    context = {
        "state": json.loads(json.dumps(state_of(request.user), default=str)),
        "words": words(),
        "sprite": static(built("icons.svg").file),
        "addresses": {name: reverse(f"till:{name}") for name in ADDRESSES} | {"sign_in": _sign_in()},
    }
    return render(request, "till/home.html", context)


ADDRESSES = (
    "home",
    "worker",
    "now",
    "customers",
    "goods",
    "quotes",
    "sales",
    "enrolments",
    "leases",
    "codes",
    "claims",
    "receipts",
    "returns",
)


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker: it keeps the page and the files this build of it needs. Its scope is this folder."""
    files = [static(file) for file in _needed()]
    facts = {"page": reverse("till:home"), "files": files, "language": get_language()}
    version = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]
    script = (DIST / built("till/worker.ts").file).read_text("utf-8")
    head = f"self.QUEN={json.dumps({**facts, 'version': version})};\n"
    response = HttpResponse(head + script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _needed() -> Iterable[str]:
    """Every file the page asks for, chunks and fonts with it."""
    found = dict.fromkeys(first_fonts())
    for source in SOURCES:
        found |= dict.fromkeys(static_files(source))
    return found


def _sign_in() -> str:
    return f"{reverse('account_login')}?next={reverse('till:home')}"
