"""Seeing points."""

from django.utils import timezone
from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.paging import Cursor, Limit, cursor_of, place_of
from quen.api.points.shapes import Balance, Expiring, Lot, Lots, Movement, Movements
from quen.api.shapes import PathId
from quen.people.find import root_of
from quen.points.models import Lot as LotRow
from quen.points.reads import Happened, balance_of, history_of, lots_of
from quen.shops.scopes import Scope

router = Router(tags=["Points"])


@router.get(
    "/customers/{customer}/balance",
    auth=needs(Scope.POINTS_READ),
    response=Balance,
    operation_id="get_balance",
    summary="See how many points a customer has",
)
def get_balance(request: ApiRequest, customer: PathId) -> Balance:
    """What can be spent, what waits, what is held, and what expires when."""
    root = root_of(customer).pk
    found = balance_of(customer=root, at=timezone.now())
    return Balance(
        customer=root,
        available=found.available,
        pending=found.pending,
        reserved=found.reserved,
        owed=found.owed,
        expiring=[Expiring(on=day, points=points) for day, points in found.expiring],
    )


@router.get(
    "/customers/{customer}/lots",
    auth=needs(Scope.POINTS_READ),
    response=Lots,
    operation_id="list_lots",
    summary="List a customer's lots",
)
def list_lots(request: ApiRequest, customer: PathId) -> Lots:
    """Which points were given when, until when they count: the soonest to expire is spent first."""
    return Lots(data=[_lot(lot) for lot in lots_of(customer=customer, at=timezone.now())])


@router.get(
    "/customers/{customer}/points",
    auth=needs(Scope.POINTS_READ),
    response=Movements,
    operation_id="list_movements",
    summary="List what happened to a customer's points",
)
def list_movements(
    request: ApiRequest, customer: PathId, cursor: Cursor = "", limit: Limit = 100
) -> Movements:
    """Every movement with the balance after it, newest first."""
    (before,) = place_of(cursor, numbers=1)
    rows = history_of(customer=customer, before=before or None, most=limit + 1)
    shown = rows[:limit]
    more = len(rows) > limit
    return Movements(
        data=[_movement(row) for row in shown], next=cursor_of(shown[-1].transfer.pk) if more else None
    )


def _lot(lot: LotRow) -> Lot:
    return Lot(
        id=lot.pk,
        points=lot.points,
        remaining=lot.remaining,
        reserved=lot.reserved,
        earned_at=lot.earned_at,
        pending_until=lot.pending_until,
        expires_at=lot.expires_at,
        purchase=lot.purchase_id,
        programme_version=lot.version,
    )


def _movement(row: Happened) -> Movement:
    return Movement(
        id=row.transfer.pk,
        kind=row.kind.value,
        happened_at=row.transfer.happened_at,
        points=row.points,
        held=row.held,
        balance=row.balance,
        purchase=row.transfer.purchase_id,
        reason=row.transfer.reason,
        by=row.transfer.by,
    )
