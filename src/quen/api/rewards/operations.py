"""Seeing rewards and claiming them."""

from typing import Annotated

from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from ninja import Query, Router

from quen.api.bearer import ApiRequest, needs
from quen.api.errors import NotFound
from quen.api.paging import LARGEST
from quen.api.rewards.shapes import Claim, HandOver, NewClaim, Reward, Rewards
from quen.api.shapes import Nothing, PathId, Text
from quen.api.stores.known import refuse_unknown_store
from quen.api.writes import key_of, once
from quen.enrolment.models import Member
from quen.flows.claim_reward import cancel_claim, claim_by_code, claim_reward, hand_over
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import everyone_in, root_of
from quen.points.reads import balance_of
from quen.programme.words import say
from quen.rewards.models import Claim as Row
from quen.rewards.open_to import Offer, offers
from quen.shops.scopes import Scope

router = Router(tags=["Rewards"])


@router.get(
    "/rewards",
    auth=needs(Scope.REWARDS_READ),
    response=Rewards,
    operation_id="list_rewards",
    summary="List the rewards",
)
def list_rewards(
    request: ApiRequest,
    customer: Annotated[
        int | None, Query(None, ge=1, le=LARGEST, description="as this customer sees them")
    ] = None,
) -> Rewards:
    """What is offered today; with a customer also whether she may claim it, and if not, how far it is."""
    if customer is None:
        return Rewards(
            data=[_reward(each) for each in offers(customer=None, tier="", available=0, day=localdate())]
        )
    root = root_of(customer).pk
    member = Member.objects.filter(customer__in=everyone_in(root), left_at=None).first()
    found = offers(
        customer=root,
        tier=member.tier if member else "",
        available=balance_of(customer=root, at=timezone.now()).available,
        day=localdate(),
    )
    if member is None:
        first = Sentence(gettext_noop("Only members can claim rewards. Enrol the customer first."))
        found = [Offer(each.reward, (first, *each.reasons)) for each in found]
    return Rewards(data=[_reward(each) for each in found])


@router.post(
    "/claims",
    auth=needs(Scope.REWARDS_WRITE),
    response={201: Claim},
    operation_id="claim_reward",
    summary="Claim a reward for a member",
)
@once(201)
def claim(request: ApiRequest, body: NewClaim) -> Claim:
    """Her points and one piece are held until it is handed over, cancelled, or the time runs out."""
    refuse_unknown_store(request, body.store)
    made = claim_reward(
        reward=body.reward,
        customer=body.customer,
        store=body.store,
        at=timezone.now(),
        key=key_of(request),
        by=request.auth.actor,
    )
    return _claim(made.pk)


@router.get(
    "/claims",
    auth=needs(Scope.REWARDS_READ),
    response=Claim,
    operation_id="find_claim",
    summary="Find a claim by its code",
)
def find_claim(request: ApiRequest, code: Annotated[Text, Query(..., min_length=1, max_length=20)]) -> Claim:
    """The code a member shows at the counter; upper or lower case, with or without hyphens."""
    return _claim(claim_by_code(code).pk)


@router.get(
    "/claims/{claim}",
    auth=needs(Scope.REWARDS_READ),
    response=Claim,
    operation_id="get_claim",
    summary="See a claim",
)
def get_claim(request: ApiRequest, claim: PathId) -> Claim:
    """Whether it still waits to be handed over."""
    return _claim(claim)


@router.post(
    "/claims/{claim}/hand-over",
    auth=needs(Scope.REWARDS_WRITE),
    response=Claim,
    operation_id="hand_over_claim",
    summary="Hand a claimed reward over",
)
@once(200)
def hand_over_claim(request: ApiRequest, claim: PathId, body: HandOver) -> Claim:
    """She has it: the points are spent, and where the reward is a voucher, its code is in the answer."""
    refuse_unknown_store(request, body.store)
    hand_over(claim=claim, store=body.store, at=timezone.now(), by=request.auth.actor)
    return _claim(claim)


@router.post(
    "/claims/{claim}/cancel",
    auth=needs(Scope.REWARDS_WRITE),
    response=Claim,
    operation_id="cancel_claim",
    summary="Cancel a claim",
)
@once(200)
def cancel(request: ApiRequest, claim: PathId, body: Nothing) -> Claim:
    """Points and piece are free again."""
    cancel_claim(claim=claim, at=timezone.now(), by=request.auth.actor)
    return _claim(claim)


def _reward(offer: Offer) -> Reward:
    row, language = offer.reward, get_language() or "vi"
    return Reward(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        description=row.description,
        points=row.points,
        price_minor=row.price_minor,
        stock=row.stock,
        first_day=row.first_day,
        last_day=row.last_day,
        early_days=row.early_days,
        tiers=row.tiers,
        can_be_claimed=offer.can_be_claimed,
        reasons=[say(reason, gettext, language) for reason in offer.reasons],
    )


def _claim(number: int) -> Claim:
    row = Row.objects.select_related("reward").filter(pk=number).first()
    if row is None:
        raise NotFound(gettext_noop("There is no claim number %(claim)s."), claim=number)
    return Claim(
        id=row.pk,
        reward=row.reward_id,
        name=row.reward.name,
        customer=row.customer_id,
        store=row.store_id,
        points=row.points,
        price_minor=row.price_minor,
        code=row.code,
        state=row.state,
        claimed_at=row.claimed_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        voucher=row.voucher,
    )
