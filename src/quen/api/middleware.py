"""Around every request to the API: limits before it, problems after it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from quen.api.bearer import caller_of
from quen.api.errors import BodyTooLarge, NotJson
from quen.api.limits import BODY_BYTES
from quen.api.problems import MEDIA_TYPE, problem, refused
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop

ADDRESS = "/api/v1/"
Answer = Callable[[HttpRequest], HttpResponse]


class Problems:
    """Nothing under /api/ answers with a page: what Django itself refuses is told as a problem too."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADDRESS):
            return self.answer(request)
        try:
            refuse_what_cannot_be_read(
                size=request.META.get("CONTENT_LENGTH", ""), kind=request.META.get("CONTENT_TYPE", "")
            )
        except QuenError as error:
            return refused(error, path=request.path)
        response = self.answer(request)
        if response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE:
            response = _as_problem(response, request.path)
        return _with_headers(request, response)


def refuse_what_cannot_be_read(*, size: str, kind: str) -> None:
    """Raises BodyTooLarge, NotJson: before a byte of the body is read."""
    length = int(size) if size.isascii() and size.isdecimal() else 0
    if length > BODY_BYTES:
        raise BodyTooLarge(
            gettext_noop(
                "The body has more than %(most)s bytes. Nothing was kept; send it in smaller parts."
            ),
            most=BODY_BYTES,
        )
    if length and kind.partition(";")[0].strip().lower() != "application/json":
        raise NotJson(
            gettext_noop(
                "The body must be JSON, and the header Content-Type must say application/json. "
                "Nothing was kept."
            )
        )


def _as_problem(response: HttpResponse, path: str) -> HttpResponse:
    told = problem(response.status_code, path=path)
    if allowed := response.get("Allow"):
        told["Allow"] = allowed
    return told


def _with_headers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if caller := caller_of(request):
        for name, value in caller.allowance.headers().items():
            response[name] = value
    return response
