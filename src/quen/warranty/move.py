"""The goods of a claim go from place to place, until the customer has them, others, or money."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.events.happening import Happening
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import day_of
from quen.warranty.errors import BadClaim, ClaimOpen, NotThere
from quen.warranty.events import WarrantyMoved, WarrantyReopened, WarrantyReturned
from quen.warranty.find import held, held_open, product_of
from quen.warranty.models import ENDS, Claim, Decision, Place, Step
from quen.warranty.open_claim import MOST_SERIAL

MOST_STEP_WORDS = 300
_FROM_HERE = {
    Place.RECEIVED: (Place.WORKSHOP, *ENDS),
    Place.WORKSHOP: (Place.BACK,),
    Place.BACK: (Place.WORKSHOP, *ENDS),
}


def ways_on(claim: Claim) -> list[Place]:
    """Where the goods may go now. Nobody gets them back undecided; only an accepted claim brings others or money."""
    places = _FROM_HERE.get(Place(claim.place), ())
    if claim.decision == Decision.ACCEPTED:
        return list(places)
    ends = (Place.HANDED_OVER,) if claim.decision else ()
    return [place for place in places if place not in ENDS or place in ends]


@transaction.atomic
def move(
    *, claim: int, place: Place, at: datetime, by: Actor, words: str = "", new_serial: str = ""
) -> Claim:
    """Let the goods be at this place; `new_serial` of what is given in exchange, where the old ones bore a number.

    Money itself goes back at the till, as a return, with all that hangs on it. Raises NoSuchClaim, ClaimEnded,
    NotThere, BadClaim.
    """
    moved = held_open(claim)
    if place not in ways_on(moved):
        raise NotThere(
            gettext_noop("Decide first, or choose another place: the goods cannot go there from here.")
        )
    given = tidy(new_serial)[:MOST_SERIAL] if place == Place.EXCHANGED else ""
    if place == Place.EXCHANGED and moved.serial and not given:
        raise BadClaim(
            gettext_noop("Type the serial number of the goods given in exchange: their term begins anew.")
        )
    said = tidy(words)[:MOST_STEP_WORDS]
    moved.place, moved.moved_at, moved.new_serial = place, at, given
    moved.ended_at = at if place in ENDS else None
    moved.save(update_fields=["place", "moved_at", "new_serial", "ended_at"])
    Step.objects.create(claim=moved, place=place, words=said, came_at=at, moved_by=str(by))
    emit(_told(moved, said, at, by))
    return moved


@transaction.atomic
def reopen(*, claim: int, at: datetime, by: Actor) -> Claim:
    """The goods are here still, or here again with the same fault. Raises NoSuchClaim, NotThere, ClaimOpen."""
    again = held(claim)
    if again.is_open:
        raise NotThere(gettext_noop("This claim is under way. Nothing was changed."))
    if Claim.objects.filter(line=again.line_id, piece=again.piece, ended_at=None).exists():
        raise ClaimOpen(gettext_noop("A newer claim of these goods is under way. Go on with that one."))
    again.place, again.moved_at, again.ended_at, again.new_serial = Place.BACK, at, None, ""
    again.save(update_fields=["place", "moved_at", "ended_at", "new_serial"])
    Step.objects.create(claim=again, place=Place.BACK, came_at=at, moved_by=str(by))
    emit(
        WarrantyReopened(
            at=at, by=by, customer=again.customer_id, store=again.store_id, subject=again.pk,
            product=product_of(again), serial=again.serial,
        )
    )  # fmt: skip
    return again


def _told(claim: Claim, words: str, at: datetime, by: Actor) -> Happening:
    product = product_of(claim)
    if claim.is_open:
        return WarrantyMoved(
            at=at, by=by, customer=claim.customer_id, store=claim.store_id, subject=claim.pk, product=product,
            serial=claim.serial, place=claim.place, words=words,
        )  # fmt: skip
    return WarrantyReturned(
        at=at, by=by, customer=claim.customer_id, store=claim.store_id, subject=claim.pk, product=product,
        serial=claim.serial, place=claim.place, days=(day_of(at) - day_of(claim.opened_at)).days,
        new_serial=claim.new_serial, words=words,
    )  # fmt: skip
