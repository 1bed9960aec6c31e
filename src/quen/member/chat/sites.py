"""Which sites may ask: those the owner named, exactly, and our own pages. No cookie of another site is needed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from quen.chats.settings import chat_settings
from quen.kernel.errors import QuenError

MOST_BYTES = 20_000
View = Callable[[HttpRequest], HttpResponse]


def for_sites(*methods: str) -> Callable[[View], View]:
    """Answer browsers of allowed sites, with JSON; refusals of ours are sentences. Other sites are refused whole."""

    def wrap(view: View) -> View:
        @csrf_exempt  # a pass in a header or an exact origin proves more than a cookie
        @never_cache
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            origin = request.headers.get("Origin", "")
            is_own = origin == f"{request.scheme}://{request.get_host()}"
            if (origin and not is_own and origin.lower() not in chat_settings().origins) or (
                request.method == "POST" and not origin
            ):
                return JsonResponse({"why": _("This site may not ask. The shop can allow it.")}, status=403)
            found = _answer(request, view, methods)
            patch_vary_headers(found, ["Origin"])
            if origin and not is_own:
                found.headers["Access-Control-Allow-Origin"] = origin
                found.headers["Access-Control-Allow-Headers"] = "authorization, content-type, last-event-id"
                found.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
                found.headers["Access-Control-Max-Age"] = "600"
            return found

        return answer

    return wrap


def _answer(request: HttpRequest, view: View, methods: tuple[str, ...]) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in methods:
        return JsonResponse({"why": "method"}, status=405)
    try:
        return view(request)
    except QuenError as error:
        return JsonResponse({"why": error.sentence.render(_)}, status=error.http_status)
