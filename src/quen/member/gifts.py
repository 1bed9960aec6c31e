"""Vouchers a member holds, rewards she may have, and claiming one from her phone."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from quen.enrolment.models import Member
from quen.enrolment.versions import tier_names
from quen.flows.claim_reward import cancel_claim, claim_reward
from quen.kernel.codes import for_reading
from quen.kernel.errors import QuenError
from quen.member.cookie import customer_here, member_here, opens_here
from quen.people.models import Customer
from quen.programme.words import say
from quen.rewards.models import Claim, ClaimState
from quen.rewards.open_to import Offer, claims_of, offers
from quen.vouchers.describe import describe
from quen.vouchers.models import Voucher
from quen.vouchers.reads import vouchers_of

MOST = 50
"""Vouchers on the page; who has more sees those that end soonest."""


@dataclass(frozen=True)
class VoucherShown:
    voucher: Voucher
    code: str
    words: str


@dataclass(frozen=True)
class OfferShown:
    """`why_not` is the first thing that stands against it, and how far it is."""

    offer: Offer
    why_not: str
    key: str


@dataclass(frozen=True)
class Gifts:
    vouchers: Sequence[VoucherShown]
    claims: Sequence[Claim]
    offers: Sequence[OfferShown]


def gifts_of(
    root: Customer, *, member: Member | None, available: int, currency: str, at: datetime, day: date
) -> Gifts:
    """What she holds and may have."""
    claims = claims_of(root.pk)
    waiting = [each for each in claims if each.state == ClaimState.WAITING and each.expires_at > at]
    shown = (
        offers(customer=root.pk, tier=member.tier, available=available, day=day, claims=claims)
        if member
        else []
    )
    vouchers = list(vouchers_of(root.pk, only_ready=True)[:MOST])
    names = tier_names(day) if any(each.kind.said().tiers for each in vouchers) else {}
    return Gifts(
        vouchers=[_voucher(each, currency, names) for each in vouchers],
        claims=sorted(waiting, key=lambda claim: claim.expires_at),
        offers=[_offer(each) for each in shown],
    )


@require_POST
def claim(request: HttpRequest, reward_id: int) -> HttpResponse:
    """Hold a reward for her; she fetches it at the counter."""
    customer = _hers(request)
    key = f"member:{customer.pk}:{request.POST.get('key', '')[:40]}"
    try:
        claim_reward(
            reward=reward_id,
            customer=customer.pk,
            at=timezone.now(),
            key=key,
            by=member_here(request, customer.pk),
        )
    except QuenError as error:
        words = error.sentence.render(gettext)
        return render(request, "member/not_claimed.html", {"words": words}, status=error.http_status)
    return redirect(reverse("member:card") + "#gifts")


@require_POST
def cancel(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Give a claim up; the points are free again."""
    customer = _hers(request)
    if not Claim.objects.filter(pk=claim_id, customer=customer).exists():
        raise Http404
    try:
        cancel_claim(claim=claim_id, at=timezone.now(), by=member_here(request, customer.pk))
    except QuenError as error:
        words = error.sentence.render(gettext)
        return render(request, "member/not_claimed.html", {"words": words}, status=error.http_status)
    return redirect(reverse("member:card") + "#gifts")


def _hers(request: HttpRequest) -> Customer:
    now = timezone.now()
    customer = customer_here(request, at=now) if opens_here(request, at=now) else None
    if customer is None:
        raise Http404
    return customer


def _voucher(voucher: Voucher, currency: str, names: Mapping[str, str]) -> VoucherShown:
    words = ", ".join(
        say(sentence, gettext, _language()) for sentence in describe(voucher.kind.said(), currency, names)
    )
    return VoucherShown(voucher, for_reading(voucher.code), words)


def _offer(offer: Offer) -> OfferShown:
    why_not = say(offer.reasons[0], gettext, _language()) if offer.reasons else ""
    return OfferShown(offer, why_not, secrets.token_urlsafe(9))


def _language() -> str:
    return (get_language() or "vi").partition("-")[0]
