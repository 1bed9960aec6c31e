"""Replace a card that is lost or worn."""

from datetime import datetime

from django.db import transaction

from quen.cards.errors import CardNotThere
from quen.cards.events import CardReplaced
from quen.cards.hand_out import free, plastic_of
from quen.cards.holding import locked_card, put_in_use, put_out_of_use
from quen.cards.models import Card, CardState
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import locked, root_of


@transaction.atomic
def replace(*, number: str, new_number: str, at: datetime, by: Actor) -> Card:
    """The new card takes the old one's place: the old number stops, points and history stay with the customer.

    Asked again, the card that took its place is returned. Raises CardNotThere for one that is neither in use nor lost,
    CardNotFree for a new card that is not blank.
    """
    old, new = locked_card(number), locked_card(new_number)
    if old.replaced_by_id == new.pk:
        return new
    if old.state not in {CardState.ACTIVE, CardState.LOST} or old.on_phone or old.customer_id is None:
        raise CardNotThere(
            gettext_noop("Only a card that is in use or lost can be replaced; %(number)s is neither."),
            number=str(old),
        )
    free(new)
    holder = locked(root_of(old.customer_id).pk)
    other = plastic_of(holder)
    if other is not None and other.pk != old.pk:
        put_out_of_use(other, CardState.LOST, at=at, by=by)
    put_out_of_use(old, CardState.REPLACED, at=at, by=by)
    put_in_use(new, holder, at=at, by=by)
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    emit(
        CardReplaced(
            at=at, by=by, customer=holder.pk, subject=new.pk, number=old.number, new_number=new.number
        )
    )
    return new
