"""Every refusal in one form: problem details (RFC 9457), in the reader's language."""

import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from quen.api.errors import NoToken, TooManyRequests
from quen.api.unfit import unfit
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.programme.words import say

MEDIA_TYPE = "application/problem+json"
SPACE = "urn:khach-quen:problem:"
RETRY_SECONDS = 2

log = logging.getLogger(__name__)

TITLES = {
    400: gettext_lazy("The request cannot be understood"),
    401: gettext_lazy("A token is needed"),
    403: gettext_lazy("This token may not do that"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This address does not know that method"),
    409: gettext_lazy("This is against what is known already"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Only JSON is understood"),
    422: gettext_lazy("The request does not fit"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something broke on this side"),
    503: gettext_lazy("Not available for a moment"),
}
_DETAILS = {
    404: gettext_noop("Nothing is at this address. The reference of the API names every address there is."),
    405: gettext_noop("This address does not know that method. The header Allow names the methods it knows."),
    413: gettext_noop("The request is too large. Nothing was kept; send it in smaller parts."),
    500: gettext_noop(
        "Something broke on this side and was written to the log. Send the request again with the same "
        "Idempotency-Key: it counts once."
    ),
    503: gettext_noop(
        "The database cannot be reached for a moment. Send the request again with the same Idempotency-Key: "
        "it counts once."
    ),
}


def refused(error: QuenError, *, path: str) -> HttpResponse:
    """The answer to a request that a verb refused."""
    response = _response(body_of(error, path=path))
    if isinstance(error, NoToken):
        response["WWW-Authenticate"] = 'Bearer realm="khach-quen"'
    if isinstance(error, TooManyRequests):
        response["Retry-After"] = str(error.wait_seconds)
    return response


def body_of(error: QuenError, *, path: str) -> dict[str, object]:
    """What a verb's refusal tells."""
    language = get_language() or "vi"
    facts = {name: fact for name, fact in error.sentence.facts.items() if isinstance(fact, int | str)}
    extra: dict[str, object] = {"facts": facts} if facts else {}
    if reasons := getattr(error, "reasons", ()):
        extra["reasons"] = [say(reason, _, language) for reason in reasons]
    return _body(
        error.http_status,
        path=path,
        code=code_of(type(error)),
        detail=say(error.sentence, _, language),
        extra=extra,
    )


def problem(
    status: int, *, path: str, detail: str = "", code: str = "", extra: Mapping[str, object] | None = None
) -> HttpResponse:
    """A problem document. Without a `code` the status says it all (``about:blank``)."""
    return _response(_body(status, path=path, detail=detail, code=code, extra=extra or {}))


def _body(
    status: int, *, path: str, detail: str, code: str, extra: Mapping[str, object]
) -> dict[str, object]:
    return {
        "type": SPACE + code if code else "about:blank",
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": detail or _(_DETAILS.get(status, _DETAILS[404])),
        "instance": path,
        **extra,
    }


def _response(body: Mapping[str, object]) -> HttpResponse:
    status = body["status"]
    assert isinstance(status, int)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def code_of(kind: type[QuenError]) -> str:
    """``NotEnoughPoints`` → ``not-enough-points``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def ill_formed(errors: Iterable[Mapping[str, Any]], *, path: str) -> HttpResponse:
    """The answer to a request whose values do not fit, with a sentence for each of them."""
    places = unfit(errors)
    detail = _("%(count)s values do not fit; nothing was kept. They are named under errors.") % {
        "count": len(places)
    }
    return problem(422, path=path, code="does-not-fit", detail=detail, extra={"errors": places})


def answer_with_problems(api: NinjaAPI) -> None:
    """Let the API answer every exception with a problem."""
    for kind, answer in _ANSWERS.items():
        api.add_exception_handler(kind, answer)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(error, path=request.path)


def _ill_formed(request: HttpRequest, error: Any) -> HttpResponse:
    return ill_formed(error.errors, path=request.path)


def _told(request: HttpRequest, error: Any) -> HttpResponse:
    # What our parser says of a body ninja wraps into a sentence of its own, in English only.
    if isinstance(error.__cause__, QuenError):
        return refused(error.__cause__, path=request.path)
    return problem(error.status_code, path=request.path, detail=error.message)


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, path=request.path)


def _unavailable(request: HttpRequest, error: Any) -> HttpResponse:
    log.warning("the database is out of reach for %s", request.path, exc_info=error)
    return problem(503, path=request.path)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, path=request.path)


_ANSWERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    QuenError: _refused,
    ValidationError: _ill_formed,
    HttpError: _told,
    Http404: _missing,
    OperationalError: _unavailable,
    InterfaceError: _unavailable,
    Exception: _broken,
}
