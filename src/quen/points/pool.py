"""Households that put their points together.

Each member decides which part of what she earns goes into the household's account. Any of them may draw from it into
her own, to spend it there. Who leaves takes her share of what is left: in proportion to what each has put in and not
drawn yet.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.people.models import Customer
from quen.points.account import held_all, opened
from quen.points.errors import NotPooled
from quen.points.events import PointsPooled, PoolShareSet
from quen.points.lots import Taken, alive, soonest_first, spend, take
from quen.points.models import Account, Entry, Lot, Transfer, TransferKind
from quen.points.move import across
from quen.points.post import post
from quen.points.repay import repay
from quen.points.request import Request, posted, some

# Every transfer of a household's account with the member on its other side, oldest first. There are few.
_PUT_IN = """
SELECT other.customer_id, own.points, own.key FROM (
  SELECT transfer.id, transfer.key, sum(entry.points) AS points
  FROM points_entry AS entry JOIN points_transfer AS transfer ON transfer.id = entry.transfer_id
  WHERE entry.account_id = %s AND transfer.kind = 'pool' GROUP BY 1, 2
) AS own
JOIN LATERAL (
  SELECT account.customer_id FROM points_entry AS entry JOIN points_account AS account ON account.id = entry.account_id
  WHERE entry.transfer_id = own.id AND account.customer_id IS NOT NULL LIMIT 1
) AS other ON true
ORDER BY own.id
"""
_LEAVING = "leave_pool:"


@transaction.atomic
def set_share(*, customer: int, percent: int, at: datetime, by: Actor) -> Account:
    """Let so much of what a customer earns from now on go into her household's points; 0 ends it.

    The household's account is opened with the first share. Raises NotPooled, NoSuchCustomer.
    """
    root = root_of(customer)
    if not 0 <= percent <= 100:
        raise NotPooled(gettext_noop("A share is 0 to 100 percent of what she earns."))
    if percent and root.household_id is None:
        raise NotPooled(gettext_noop("%(customer)s belongs to no household yet."), customer=str(root))
    if percent:
        Account.objects.bulk_create([Account(household_id=root.household_id)], ignore_conflicts=True)
    number = opened(root.pk)
    account = held_all([number])[number]
    if account.pooled_percent != percent:
        before, account.pooled_percent = account.pooled_percent, percent
        account.save(update_fields=["pooled_percent"])
        emit(PoolShareSet(at=at, by=by, customer=root.pk, before=before, percent=percent))
    return account


@transaction.atomic
def put_in(*, customer: int, points: int, at: datetime, key: str, by: Actor) -> Transfer:
    """Move spendable points of hers into the household's. Raises NotPooled, NotEnoughPoints, NotPoints,
    KeyUsedForSomethingElse.
    """
    request = _request(customer, some(points), at, key, by)
    own, shared = _both(customer)
    if (before := posted(request)) is not None:
        return before
    return _pool(request, own, spend(own.pk, points, at=at), shared, -points)


@transaction.atomic
def draw(*, customer: int, points: int, at: datetime, key: str, by: Actor) -> Transfer:
    """Move spendable points of the household into hers, to be spent there. Raises as `put_in` does."""
    request = _request(customer, -some(points), at, key, by)
    own, shared = _both(customer)
    if (before := posted(request)) is not None:
        return before
    return _pool(request, own, spend(shared.pk, points, at=at), own, points)


@transaction.atomic
def contribute(*, earned: int, at: datetime, by: Actor) -> Transfer | None:
    """Move her share of what a transfer gave her on to the household, pending points too; rounded down, and no more
    than is left of it. None where she shares nothing. Once a transfer, however often it is called.
    """
    lot = _lot_of(earned)
    if lot is None:
        return None
    owner = lot.account.customer_id
    household = Customer.objects.filter(pk=owner).values_list("household", flat=True).first()
    shared = Account.objects.filter(household=household or 0).values_list("pk", flat=True).first()
    if shared is None:
        return None
    accounts = held_all([lot.account_id, shared])
    own = accounts[lot.account_id]
    request = Request(kind=TransferKind.POOL, key=f"pool:{earned}", at=at, by=by, given={"earned": earned})
    if (before := posted(request)) is not None:
        return before
    lot.refresh_from_db()
    part = min(lot.remaining, lot.points * own.pooled_percent // 100)
    return _pool(request, own, [(lot, part)], accounts[shared], -part) if part > 0 else None


@transaction.atomic
def leave_pool(*, customer: int, household: int, at: datetime, by: Actor) -> Transfer | None:
    """Give who leaves a household her share of what it has left, soonest-expiring lots first; the last one all of it.

    None where there is nothing for her. Once for each time she leaves.
    """
    root = root_of(customer).pk
    shared = Account.objects.filter(household=household).values_list("pk", flat=True).first()
    if shared is None:
        return None
    own_number = opened(root)
    accounts = held_all([own_number, shared])
    own, pool = accounts[own_number], accounts[shared]
    if own.pooled_percent:
        set_share(customer=root, percent=0, at=at, by=by)
    lots = list(soonest_first(Lot.objects.filter(alive(at), account=pool, remaining__gt=0)))
    part = _share(root, sum(lot.remaining for lot in lots), _put_in(pool))
    key = f"{_LEAVING}{pool.pk}:{pool.turn}:{root}"
    request = Request(kind=TransferKind.POOL, key=key, at=at, by=by, given={"left": root})
    return _pool(request, own, take(lots, part), own, part) if part > 0 else None


def _share(customer: int, points: int, put_in: Mapping[int, int]) -> int:
    """Her part of what is left, in proportion to what each has put in and not drawn, rounded down."""
    mine = max(put_in.get(customer, 0), 0)
    whole = sum(max(other, 0) for other in put_in.values())
    return points * mine // whole if whole else 0


def _put_in(pool: Account) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_PUT_IN, [pool.pk])
        rows = cursor.fetchall()
    known: dict[int, int] = {}
    for customer, points, key in rows:  # who was merged meanwhile counts as her root, who left begins anew
        root = root_of(customer).pk
        known[root] = 0 if key.startswith(_LEAVING) else known.get(root, 0) + int(points)
    return known


def _request(customer: int, points: int, at: datetime, key: str, by: Actor) -> Request:
    given = {"customer": customer, "points": points}
    return Request(kind=TransferKind.POOL, key=key, at=at, by=by, given=given)


def _both(customer: int) -> tuple[Account, Account]:
    """Her account and her household's, locked."""
    root = root_of(customer)
    shared = Account.objects.filter(household=root.household_id or 0).values_list("pk", flat=True).first()
    if shared is None:
        raise NotPooled(
            gettext_noop("The household of %(customer)s does not put its points together."),
            customer=str(root),
        )
    own = opened(root.pk)
    accounts = held_all([own, shared])
    return accounts[own], accounts[shared]


def _lot_of(earned: int) -> Lot | None:
    """The lot a transfer gave a customer who shares what she earns."""
    given = Entry.objects.filter(
        transfer=earned, transfer__kind=TransferKind.EARN, points__gt=0, account__pooled_percent__gt=0,
        account__customer__isnull=False,
    )  # fmt: skip
    entry = given.select_related("lot__account").first()
    return entry.lot if entry else None


def _pool(request: Request, member: Account, taken: Taken, to: Account, change: int) -> Transfer:
    transfer = post(request, across(taken, to, keeps_purchase=True))
    emit(
        PointsPooled(
            at=request.at, by=request.by, customer=member.customer_id, subject=transfer.pk, change=change
        )
    )
    repay(account=to, at=request.at, by=request.by)
    return transfer
