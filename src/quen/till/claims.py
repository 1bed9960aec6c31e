"""What a code at the counter is: a voucher, or a reward that waits to be handed over."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from quen.flows.answer_once import answer_once, digest_of
from quen.flows.claim_reward import claim_by_code, hand_over
from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.rewards.errors import ClaimOver
from quen.rewards.models import Claim, ClaimState
from quen.shops.clock import day_of
from quen.shops.roles import Permission
from quen.till import told
from quen.till.access import StaffRequest, actor, endpoint, query, read, refuse_other_store, written
from quen.till.find import Found, name_of, phone_of
from quen.till.said import SaidClaim
from quen.vouchers.models import Voucher


@require_GET
@endpoint(Permission.SELL)
def codes(request: StaffRequest) -> HttpResponse:
    """What was scanned: `voucher`, `claim`, or neither. Two queries, four where it is one."""
    code = bare(query(request, "code"))
    voucher = Voucher.objects.filter(code=code).first()
    if voucher is not None:
        return written(voucher=voucher.code, customer=_customer(voucher.customer_id))
    claim = Claim.objects.select_related("reward").filter(code=code).first()
    if claim is None:
        return written(voucher=None, claim=None)
    return written(claim=_shown(claim), customer=_customer(claim.customer_id))


@require_POST
@endpoint(Permission.SELL)
def claims(request: StaffRequest) -> HttpResponse:
    """The reward is handed over and her points are spent: once, though the same request may come again."""
    said = read(request, SaidClaim)
    refuse_other_store(request.user, said.store)
    at, by = timezone.now(), actor(request)

    def effect() -> dict[str, Any]:
        return _shown(_handed_over(said, at=at, by=by))

    digest = digest_of("claim", said.store, bare(said.code))
    return written(claim=answer_once(key=f"claim:till:{said.key}", digest=digest, at=at, effect=effect))


def _handed_over(said: SaidClaim, *, at: datetime, by: Actor) -> Claim:
    """Raises NoSuchClaim, ClaimOver: also where another till was faster, so that nobody hands it over twice."""
    found = Claim.objects.select_for_update().get(pk=claim_by_code(said.code).pk)
    if found.state == ClaimState.HANDED_OVER:
        raise ClaimOver(
            gettext_noop("“%(name)s” was handed over already, on %(day)s. Do not hand it over again."),
            name=found.reward.name,
            day=day_of(found.ended_at or at),
        )
    return hand_over(claim=found.pk, store=said.store, at=at, by=by)


def _shown(claim: Claim) -> dict[str, Any]:
    """`can_be_had`: it waits, and its time is not over."""
    return {
        "code": claim.code,
        "reward": claim.reward.name,
        "points": claim.points,
        "price_minor": claim.price_minor,
        "state": str(claim.get_state_display()),
        "can_be_had": claim.state == ClaimState.WAITING and claim.expires_at > timezone.now(),
        "expires_at": claim.expires_at.isoformat(),
        "voucher": claim.voucher,
    }


def _customer(customer: int | None) -> dict[str, Any] | None:
    """Whose it is, as the till takes her."""
    if customer is None:
        return None
    root = root_of(customer)
    return told.found([Found(root.pk, name_of(root), phone_of(root), is_member=True, is_exact=True)])[0]
