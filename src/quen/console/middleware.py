"""What every page passes through."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from quen.insight.lake.errors import NotComputed
from quen.shops.reads import business_with_owner

Page = Callable[[HttpRequest], HttpResponse]
_NUL = "\x00"
_REFUSE_IT_THEMSELVES = ("/api/", "/till/", "/hooks/")

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)


class SetUpFirst:
    """Until the business has an owner, every page leads to the set-up."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_up = reverse("console:setup")
        if not request.path.startswith((set_up, "/static/", "/account/", "/api/")) and not self._is_set_up(
            request
        ):
            return redirect(set_up)
        return self.page(request)

    def _is_set_up(self, request: HttpRequest) -> bool:
        """Whoever is signed in was made by an owner; of strangers' requests the clock has asked."""
        return request.user.is_authenticated or bool(request.is_set_up)  # type: ignore[attr-defined]  # set by ShopClock


class ShopClock:
    """Every page tells the time of the shop, whatever clock the server keeps; `request.business` is read once."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, request: HttpRequest) -> HttpResponse:
        business, is_set_up = business_with_owner()
        request.business, request.is_set_up = business, is_set_up  # type: ignore[attr-defined]
        with timezone.override(business.timezone if business else None):
            return self.page(request)


class WithoutNul:
    """PostgreSQL keeps no NUL and no keyboard types one: what is sent to a page loses it, and no address has one.

    The API, the till and what other systems call refuse it by themselves, and read what was sent as it came.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.page(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _: object, named: dict[str, object]
    ) -> None:
        """Raises Http404 for an address with a NUL in it."""
        if request.path.startswith(_REFUSE_IT_THEMSELVES):
            return
        if any(_NUL in part for part in named.values() if isinstance(part, str)):
            raise Http404
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        # Reading the body would take a stream from pages that read it themselves; they are exempt for that.
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(sent: QueryDict) -> QueryDict:
    if not any(_NUL in value for _, values in sent.lists() for value in values):
        return sent
    clean = sent.copy()
    for name, values in sent.lists():
        clean.setlist(name, [value.replace(_NUL, "") for value in values])
    return clean


class EngineAnswers:
    """Where the engine of the measures does not, the page says why in a sentence, and everything else goes on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.page(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NotComputed):
            return None
        words = error.sentence.render(gettext)
        return render(request, "console/not_computed.html", {"words": words}, status=error.http_status)


class ContentSecurityPolicy:
    """Scripts, fonts and pictures come from this installation alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.page(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY + _streams(request))
        return response


def _streams(request: HttpRequest) -> str:
    """Where chats come from, too: the installation's own other port, where no proxy leads to it."""
    if not settings.LIVE_PORT or request.is_secure():
        return ""
    return f"; connect-src 'self' http://{request.get_host().rsplit(':', 1)[0]}:{settings.LIVE_PORT}"
