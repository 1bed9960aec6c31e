"""A customer's points on her profile: balance, tier, lots, what happened lately; correct and give."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.console.people.explained import spoken
from quen.enrolment.ahead import ahead_of
from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.people.errors import NoSuchCustomer, NotAnIdentity
from quen.people.find import root_of
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.points import adjust as adjusting
from quen.points import gift as giving
from quen.points.pooled import pool_of
from quen.points.reads import NOTHING, balances_of, history_of, lots_of
from quen.points.terms import Decision
from quen.shops.roles import Permission
from quen.tiers.standing import standing_of

_LATELY = 5
_LOTS = 6


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def points(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The panel the profile loads; a page of its own without scripts."""
    try:
        root = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    is_partial = request.headers.get("HX-Request-Type") == "partial"
    template = "console/people/_points.html" if is_partial else "console/people/points.html"
    return render(request, template, _context(root))


def _context(root: Customer) -> dict[str, Any]:
    at = timezone.now()
    member = Member.objects.filter(pk=root.pk).first()
    lots = lots_of(customer=root.pk, at=at)
    history = history_of(customer=root.pk, most=_LATELY)
    day = timezone.localdate()
    programme = version_in_force(day) if member else None
    pool = pool_of(household=root.household_id, at=at) if root.household_id else None
    return {
        "customer": root,
        "member": member,
        "standing": standing_of(member, day=day, in_force=programme) if member and programme else None,
        "ahead": spoken(ahead_of(member, root, programme=programme, day=day)) if member and programme else [],
        "balance": balances_of(customers=[root.pk], at=at).get(root.pk, NOTHING),
        "lots": [(lot, lot.pending_until > at) for lot in lots[:_LOTS]],
        "more_lots": max(len(lots) - _LOTS, 0),
        "history": history,
        "pool": pool,
        "percent": pool.percent_of(root.pk) if pool else 0,
        "key": uuid4().hex,
    }


@needs(Permission.ADJUST_POINTS)
@require_POST
def adjust(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Correct her balance; above the owner's limit it waits for a second person."""
    number, row = _number(request), None

    def act() -> None:
        nonlocal row
        row = adjusting.adjust(
            customer=customer_id, points=number, reason=request.POST.get("reason", "")[:300], at=timezone.now(),
            key=f"console:adjust:{request.POST.get('key', '')[:40]}", by=actor(request),
        )  # fmt: skip

    if attempt(request, act, done="") and row is not None:
        messages.success(
            request,
            _("The balance was corrected.")
            if row.state == Decision.POSTED
            else _("So many points need a second person: the correction waits in the books."),
        )
    return to_profile(customer_id, "points")


@needs(Permission.ADJUST_POINTS)
@require_POST
def give(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Give points of hers to another member, found by phone, card or code."""
    to = known_by(request.POST.get("to", "")[:200])
    if to is None:
        messages.error(request, _("Nobody is known by that. Write the phone number, card or code."))
        return to_profile(customer_id, "points")
    attempt(
        request,
        lambda: giving.gift(
            customer=customer_id, to=to.pk, points=_number(request), at=timezone.now(),
            key=f"console:gift:{request.POST.get('key', '')[:40]}", by=actor(request),
        ),
        done=_("The points were given to %(customer)s.") % {"customer": to},
    )  # fmt: skip
    return to_profile(customer_id, "points")


def _number(request: StaffRequest) -> int:
    """What was written, 0 where it is no whole number: the verbs refuse it in words."""
    written = request.POST.get("points", "").replace(".", "").replace(",", "").strip()
    return int(written) if written.removeprefix("-").isdecimal() and len(written) < 14 else 0


def known_by(written: str) -> Customer | None:
    """Who is known by this phone number, card or code."""
    for kind in (IdentityKind.PHONE, IdentityKind.CARD, IdentityKind.CODE):
        try:
            found = recognise(recognition(kind, written))
        except NotAnIdentity:
            continue
        if found is not None:
            return found
    return None
