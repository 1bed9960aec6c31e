"""Hold points for a redemption under way, then spend them, free them, or let the time run out."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.sentences import gettext_noop
from quen.points.account import account_of, held_with_heir
from quen.points.errors import NoSuchReservation, ReservationOver
from quen.points.events import PointsRedeemed, PointsReleased, PointsReserved
from quen.points.lots import Taken, spend
from quen.points.models import Account, Book, Entry, Hold, Reservation, Transfer, TransferKind
from quen.points.move import settle
from quen.points.post import Side, from_lots, into_lots, post
from quen.points.request import Request, posted, some

_AT_ONCE = 500


@transaction.atomic
def reserve(
    *,
    customer: int,
    points: int,
    minutes: int = 15,
    at: datetime,
    purpose: str = "",
    key: str,
    by: Actor,
) -> Reservation:
    """Hold spendable points, soonest-expiring lots first: nobody else can spend them for so many minutes.

    The same key and input return the first reservation again. Raises NotEnoughPoints, NotPoints, NoSuchCustomer,
    KeyUsedForSomethingElse.
    """
    request = Request(
        kind=TransferKind.RESERVE, key=key, at=at, by=by, reason=purpose,
        given={"customer": customer, "points": some(points), "purpose": purpose},
    )  # fmt: skip
    account = account_of(customer)
    if (before := posted(request)) is not None:
        return Reservation.objects.get(transfer=before)
    taken = spend(account.pk, points, at=at)
    transfer = post(request, [*from_lots(taken), *into_lots(taken, book=Book.RESERVED)])
    emit(
        PointsReserved(
            at=at, by=by, customer=account.customer_id, subject=transfer.pk, points=points, reason=purpose
        )
    )
    return Reservation.objects.create(
        account=account,
        transfer=transfer,
        points=points,
        expires_at=at + timedelta(minutes=some(minutes)),
        purpose=purpose,
    )


@transaction.atomic
def confirm(*, reservation: int, at: datetime, purchase: int | None = None, key: str, by: Actor) -> Transfer:
    """Spend what is held, also where a lot has expired meanwhile: the shop gave its word.

    Raises ReservationOver, NoSuchReservation, KeyUsedForSomethingElse.
    """
    request = Request(
        kind=TransferKind.CONFIRM,
        key=key,
        at=at,
        by=by,
        purchase=purchase,
        given={"reservation": reservation},
    )
    account, held = _held(reservation)
    if (before := posted(request)) is not None:
        return before
    _refuse_what_is_over(held, at)
    taken = _lots_of(held)
    transfer = post(request, [*from_lots(taken, book=Book.RESERVED), Side(Book.REDEEMED, held.points)])
    _end(held, Hold.CONFIRMED, at)
    emit(
        PointsRedeemed(
            at=at, by=by, customer=account.customer_id, subject=transfer.pk, points=held.points,
            reason=held.purpose, purchase=purchase,
        )
    )  # fmt: skip
    return transfer


@transaction.atomic
def release(*, reservation: int, at: datetime, key: str, by: Actor) -> Transfer:
    """Free what is held: each lot has its points back. Raises ReservationOver, NoSuchReservation,
    KeyUsedForSomethingElse.
    """
    request = Request(kind=TransferKind.RELEASE, key=key, at=at, by=by, given={"reservation": reservation})
    account, held = _held(reservation)
    if (before := posted(request)) is not None:
        return before
    _refuse_what_is_over(held, at)
    return _free(request, account, held, Hold.RELEASED)


def time_out(*, at: datetime) -> int:
    """Free whatever is held past its time, one reservation a transaction; how many there were."""
    freed = 0
    while due := _due(at):
        freed += sum(_time_out(reservation, at) for reservation in due)
    return freed


def _due(at: datetime) -> list[int]:
    due = Reservation.objects.filter(state=Hold.HELD, expires_at__lte=at).order_by("expires_at")
    return list(due.values_list("pk", flat=True)[:_AT_ONCE])


@transaction.atomic
def _time_out(reservation: int, at: datetime) -> bool:
    account, held = _held(reservation)
    if held.state != Hold.HELD:
        return False  # someone was faster
    request = Request(
        kind=TransferKind.RELEASE, key=f"time_out:{reservation}", at=at, by=SYSTEM,
        given={"reservation": reservation},
    )  # fmt: skip
    _free(request, account, held, Hold.TIMED_OUT)
    return True


def _free(request: Request, account: Account, held: Reservation, state: Hold) -> Transfer:
    taken = _lots_of(held)
    transfer = post(request, [*from_lots(taken, book=Book.RESERVED), *into_lots(taken)])
    _end(held, state, request.at)
    emit(
        PointsReleased(
            at=request.at, by=request.by, customer=account.customer_id, subject=transfer.pk,
            points=held.points, is_timed_out=state == Hold.TIMED_OUT,
        )
    )  # fmt: skip
    settle(account=account, at=request.at, by=request.by)
    return transfer


def _held(reservation: int) -> tuple[Account, Reservation]:
    """The reservation and its account; the account is locked first, as everywhere."""
    found = Reservation.objects.filter(pk=reservation).values_list("account", flat=True).first()
    if found is None:
        raise NoSuchReservation(
            gettext_noop("No points are held under number %(reservation)s."), reservation=reservation
        )
    account = held_with_heir(found)
    return account, Reservation.objects.get(pk=reservation)


def _refuse_what_is_over(held: Reservation, at: datetime) -> None:
    if held.state != Hold.HELD or held.expires_at <= at:
        raise ReservationOver(
            gettext_noop("These points are no longer held. Hold them again if the customer still wants it."),
        )


def _lots_of(held: Reservation) -> Taken:
    entries = Entry.objects.filter(transfer=held.transfer_id, book=Book.RESERVED).select_related("lot")
    return [(entry.lot, entry.points) for entry in entries.order_by("pk") if entry.lot]


def _end(held: Reservation, state: Hold, at: datetime) -> None:
    held.state, held.ended_at = state, at
    held.save(update_fields=["state", "ended_at"])
