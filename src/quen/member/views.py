"""The card on a phone: opened from a link, looked at, given back; and what the member agreed to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quen.cards.errors import LinkRefused
from quen.cards.link_tokens import link_of
from quen.cards.models import PhoneLink
from quen.cards.open_on_phone import end_on_this_phone
from quen.draws.hers import on_her_card
from quen.enrolment.versions import version_in_force
from quen.flows.welcome_back import welcome_back
from quen.member.cookie import (
    COOKIE,
    customer_here,
    forget,
    keep_fresh,
    link_here,
    member_here,
    opens_here,
    remember,
)
from quen.member.drawn import bars_svg
from quen.member.friends import friends_of
from quen.member.gifts import gifts_of
from quen.member.shown import shown
from quen.member.warranties import warranties_of
from quen.messages.channels.push.vapid import push_key
from quen.people.consent import give_consent, withdraw_consent
from quen.people.models import ConsentChannel, Purpose
from quen.shops.clock import day_of
from quen.surveys.heard import heard_of
from quen.surveys.offer import offered
from quen.tickets.words import in_shops_language

SHOWN, WAITING, NOTHING = "shown", "waiting", "nothing"
"""What the header X-Card tells the worker on the phone: whether this page is a card that may be kept."""


@never_cache
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The card; the code for staff while it waits; the way to join for a phone without one."""
    now = timezone.now()
    try:
        link = link_here(request, at=now)
    except LinkRefused as refused:
        return _refused(request, refused)
    if link is None:
        return _told(redirect("member:join"), NOTHING)
    if not link.is_open:
        return _waiting(request, link)
    day, business = timezone.localdate(now), request.business  # type: ignore[attr-defined]  # set by ShopClock
    page = shown(link, at=now, day=day)
    drawn = {"bars": bars_svg(page.card.number)} if page.card else {}
    gifts = gifts_of(
        page.customer, member=page.member, available=page.balance.available, at=now, day=day,
        currency=business.currency if business else "VND",
    )  # fmt: skip
    friends = friends_of(request, page.customer) if page.member else None
    draws = on_her_card(root=page.customer.pk, at=now)
    context = {
        "page": page, "gifts": gifts, "friends": friends, "draws": draws, "now": now, **drawn,
        "asks": offered(page.customer.pk, at=now),
        "heard": heard_of(page.customer.pk, at=now, day=day),
        "warranties": warranties_of(page.customer.pk, at=now),
        "push_key": push_key(),
    }  # fmt: skip
    answer = render(request, "member/card.html", context)
    keep_fresh(request, answer, link, at=now)
    return _told(answer, SHOWN)


@never_cache
@require_safe
def open_card(request: HttpRequest, token: str) -> HttpResponse:
    """A link was followed: the phone holds it from now on, and its address stays out of sight."""
    now = timezone.now()
    try:
        link_of(token, at=now)
    except LinkRefused as refused:
        if opens_here(request, at=now):
            return redirect("member:card")
        return _refused(request, refused)
    answer = redirect("member:card")
    remember(answer, token)
    return answer


@require_POST
def forget_card(request: HttpRequest) -> HttpResponse:
    """Take the card off this phone."""
    now = timezone.now()
    if opens_here(request, at=now):
        link = link_here(request, at=now)
        if link is not None:
            end_on_this_phone(link=link.pk, at=now)
    answer = render(request, "member/forgotten.html")
    forget(answer)
    return _told(answer, NOTHING)


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Her yes or no to one purpose, on every channel; as easy to take back as to give."""
    now = timezone.now()
    try:
        root = customer_here(request, at=now)
    except LinkRefused as refused:
        return _refused(request, refused)
    if root is None or request.POST.get("purpose") not in Purpose.values:
        raise Http404
    if request.POST.get("said") == "yes":
        welcome_back(root.pk)
    say = give_consent if request.POST.get("said") == "yes" else withdraw_consent
    say(
        customer=root.pk, purpose=Purpose(request.POST["purpose"]), channel=ConsentChannel.ALL,
        proof=in_shops_language(gettext_noop("On the member's page")), by=member_here(request, root.pk), at=now,
    )  # fmt: skip
    return redirect(reverse("member:card") + "#privacy")


def _waiting(request: HttpRequest, link: PhoneLink) -> HttpResponse:
    programme = version_in_force(day_of(timezone.now()))
    welcome = programme.welcome.points if programme and programme.welcome else None
    context = {"link": link, "welcome": welcome}
    return _told(render(request, "member/waiting.html", context), WAITING)


def _refused(request: HttpRequest, refused: LinkRefused) -> HttpResponse:
    words = refused.sentence.render(_)
    answer = render(request, "member/refused.html", {"words": words}, status=refused.http_status)
    if COOKIE in request.COOKIES and not opens_here(request, at=timezone.now()):
        forget(answer)
    return _told(answer, NOTHING)


def _told(answer: HttpResponse, card: str) -> HttpResponse:
    answer.headers["X-Card"] = card
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
