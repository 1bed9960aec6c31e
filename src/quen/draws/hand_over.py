"""What becomes of a prize that was won: handed over, given up, or not fetched in time. Each ends the award for good."""

from datetime import datetime

from django.db import transaction

from quen.draws.award import move_up
from quen.draws.errors import NoSuchAward, NotNow
from quen.draws.events import PrizeHandedOver, PrizeNotTaken
from quen.draws.models import Award, AwardState, Draw
from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop


@transaction.atomic
def hand_over(*, award: int, store: int | None = None, note: str = "", at: datetime, by: Actor) -> Award:
    """She has it now. `note`: what she signed, or who fetched it for her. Raises NoSuchAward, NotNow."""
    row = _waiting(award)
    _end(row, AwardState.HANDED_OVER, store, note, at, by)
    emit(
        PrizeHandedOver(
            at=at, by=by, customer=row.winner.participant.customer_id, store=store, subject=row.winner.draw_id,
            name=row.winner.draw.name, prize=row.prize.name, note=row.note,
        )
    )  # fmt: skip
    return row


@transaction.atomic
def give_up(*, award: int, note: str = "", at: datetime, by: Actor) -> Award:
    """She does not want it, or cannot be found; the next reserve moves up. Raises NoSuchAward, NotNow."""
    row = _waiting(award)
    _lose(row, AwardState.GIVEN_UP, note, at, by)
    return row


def lapse_due(*, at: datetime, most: int | None = None) -> int:
    """End the awards that were not fetched in time, the best prize first, and let reserves move up; how many."""
    due = Award.objects.filter(state=AwardState.WAITING, claim_until__lte=at)
    ended = 0
    for number in due.order_by("winner__draw", "prize__place", "winner__rank").values_list("pk", flat=True)[
        :most
    ]:
        with transaction.atomic():
            row = _locked(number)
            if row is not None and row.state == AwardState.WAITING:
                _lose(row, AwardState.LAPSED, "", at, SYSTEM)
                ended += 1
    return ended


def _lose(row: Award, state: AwardState, note: str, at: datetime, by: Actor) -> None:
    _end(row, state, None, note, at, by)
    emit(
        PrizeNotTaken(
            at=at, by=by, customer=row.winner.participant.customer_id, subject=row.winner.draw_id,
            name=row.winner.draw.name, prize=row.prize.name, is_late=state == AwardState.LAPSED, note=row.note,
        )
    )  # fmt: skip
    move_up(row, at=at, by=by)


def _end(row: Award, state: AwardState, store: int | None, note: str, at: datetime, by: Actor) -> None:
    row.state, row.store_id, row.note = state, store, tidy(note)[:300]
    row.ended_at, row.ended_by = at, str(by)
    row.save(update_fields=["state", "store", "note", "ended_at", "ended_by"])


def _waiting(number: int) -> Award:
    row = _locked(number)
    if row is None:
        raise NoSuchAward(gettext_noop("Nobody won that."))
    if row.state != AwardState.WAITING:
        raise NotNow(
            gettext_noop("This prize is no longer waiting. Open the page again; nothing was changed.")
        )
    return row


def _locked(number: int) -> Award | None:
    """The award; its draw's row is held first, so that two who give up never move up the same reserve."""
    draw = Award.objects.filter(pk=number).values_list("winner__draw", flat=True).first()
    if draw is None:
        return None
    Draw.objects.select_for_update().get(pk=draw)
    return Award.objects.select_related("winner__draw", "winner__participant", "prize").get(pk=number)
