"""Which card this phone may show: the link's token, in a cookie no script can read, for these pages alone."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quen.cards.errors import LinkRefused
from quen.cards.link_tokens import LASTS, is_half_over, link_of, token_of
from quen.cards.models import PhoneLink
from quen.kernel.actor import Actor, ActorKind
from quen.people.models import Customer

COOKIE = "quen_card"
PATH = "/m/"


def link_here(request: HttpRequest, *, at: datetime) -> PhoneLink | None:
    """The link this phone holds; None for a phone without one. Raises LinkRefused for one that has ended."""
    token = request.COOKIES.get(COOKIE, "")
    return link_of(token, at=at) if token else None


def opens_here(request: HttpRequest, *, at: datetime) -> bool:
    """Whether this phone holds a link that is still good."""
    try:
        return link_here(request, at=at) is not None
    except LinkRefused:
        return False


def remember(response: HttpResponseBase, token: str) -> None:
    """This phone holds the token from now on."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=LASTS,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def keep_fresh(request: HttpRequest, response: HttpResponseBase, link: PhoneLink, *, at: datetime) -> None:
    """A card that is looked at never runs out; one that was opened meanwhile gets its full time."""
    token = request.COOKIES.get(COOKIE, "")
    if link.is_open and is_half_over(token, at=at):
        remember(response, token_of(link, at=at))


def forget(response: HttpResponseBase) -> None:
    """This phone holds nothing any more."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def customer_here(request: HttpRequest, *, at: datetime) -> Customer | None:
    """Whose card this phone shows, as whom she now counts; None where it shows none. Raises LinkRefused."""
    link = link_here(request, at=at)
    return (link.customer.root or link.customer) if link is not None and link.is_open else None


def member_here(request: HttpRequest, customer: int | None = None) -> Actor:
    """The `by=` of what is done on these pages."""
    return Actor(ActorKind.MEMBER, customer, address=request.META.get("REMOTE_ADDR", ""))
