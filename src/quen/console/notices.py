"""Notices of tasks on this browser: a cookie remembers which they are, so that they end with the session.

The browser's own word would not do: nobody is asked it at sign-out, and a page without scripts could not give it.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quen.messages.staff_push import end_on_browser, goes_there

COOKIE = "quen_notices"
_LASTS = 400 * 86_400  # seconds: browsers keep none longer


def remember(response: HttpResponse, digest: str) -> None:
    """Notices come to this browser from now on."""
    response.set_cookie(
        COOKIE, digest, max_age=_LASTS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponse) -> None:
    """None come any more."""
    response.delete_cookie(COOKIE, samesite="Lax")


def come_here(request: HttpRequest, staff: int) -> bool:
    """Whether hers come to this browser. One query, and none where nobody asked for any here."""
    digest = request.COOKIES.get(COOKIE)
    return digest is not None and goes_there(digest=digest, staff=staff)


def end_here(request: HttpRequest, *, of: int | None = None, but: int | None = None) -> None:
    """Those of this one of the staff (`of`), or of all but this one, no longer come to this browser."""
    if digest := request.COOKIES.get(COOKIE):
        end_on_browser(digest=digest, of=of, but=but)
