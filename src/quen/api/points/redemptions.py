"""Spending points in two steps: hold them, then hand over and confirm, or let them go."""

from django.utils import timezone
from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.points.shapes import Confirmation, NewRedemption, Redemption
from quen.api.shapes import Nothing, PathId
from quen.api.writes import key_of, once
from quen.kernel.sentences import gettext_noop
from quen.points.errors import NoSuchReservation
from quen.points.models import Reservation
from quen.points.reserve import confirm, release, reserve
from quen.shops.scopes import Scope

router = Router(tags=["Redemptions"])


@router.post(
    "/redemptions",
    auth=needs(Scope.POINTS_WRITE),
    response={201: Redemption},
    operation_id="reserve_points",
    summary="Hold points",
)
@once(201)
def reserve_points(request: ApiRequest, body: NewRedemption) -> Redemption:
    """Nobody else can spend them meanwhile. Confirm or release them; after `minutes` they are free by themselves."""
    held = reserve(
        customer=body.customer,
        points=body.points,
        minutes=body.minutes,
        purpose=body.purpose,
        at=timezone.now(),
        key=key_of(request),
        by=request.auth.actor,
    )
    return _shown(held.pk)


@router.get(
    "/redemptions/{redemption}",
    auth=needs(Scope.POINTS_READ),
    response=Redemption,
    operation_id="get_redemption",
    summary="See a redemption",
)
def get_redemption(request: ApiRequest, redemption: PathId) -> Redemption:
    """Whether its points are still held."""
    return _shown(redemption)


@router.post(
    "/redemptions/{redemption}/confirm",
    auth=needs(Scope.POINTS_WRITE),
    response=Redemption,
    operation_id="confirm_redemption",
    summary="Spend the held points",
)
@once(200)
def confirm_redemption(request: ApiRequest, redemption: PathId, body: Confirmation) -> Redemption:
    """The goods were handed over. Refused with 409 where the points are no longer held."""
    confirm(
        reservation=redemption,
        purchase=body.purchase,
        at=timezone.now(),
        key=key_of(request),
        by=request.auth.actor,
    )
    return _shown(redemption)


@router.post(
    "/redemptions/{redemption}/release",
    auth=needs(Scope.POINTS_WRITE),
    response=Redemption,
    operation_id="release_redemption",
    summary="Free the held points",
)
@once(200)
def release_redemption(request: ApiRequest, redemption: PathId, body: Nothing) -> Redemption:
    """Each lot has its points back, with the dates they had."""
    release(reservation=redemption, at=timezone.now(), key=key_of(request), by=request.auth.actor)
    return _shown(redemption)


def _shown(redemption: int) -> Redemption:
    held = Reservation.objects.select_related("account").filter(pk=redemption).first()
    if held is None:
        raise NoSuchReservation(
            gettext_noop("No points are held under number %(reservation)s."), reservation=redemption
        )
    return Redemption(
        id=held.pk,
        customer=held.account.customer_id,
        points=held.points,
        state=held.state,
        purpose=held.purpose,
        expires_at=held.expires_at,
        ended_at=held.ended_at,
    )
