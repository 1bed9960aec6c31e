"""A card is lost, and sometimes found again."""

from datetime import datetime

from django.db import transaction

from quen.cards.errors import CardNotThere, HasACard
from quen.cards.events import CardFound, CardLost
from quen.cards.hand_out import plastic_of
from quen.cards.holding import locked_card, put_in_use, put_out_of_use
from quen.cards.models import Card, CardState
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import locked, root_of


@transaction.atomic
def report_lost(*, number: str, at: datetime, by: Actor) -> Card:
    """The number stops at once; points stay with the customer. Raises CardNotThere for one that is not in use."""
    card = locked_card(number)
    if card.state != CardState.ACTIVE:
        raise CardNotThere(
            gettext_noop("Only a card in use can be lost; %(number)s is not in use."), number=str(card)
        )
    put_out_of_use(card, CardState.LOST, at=at, by=by)
    emit(CardLost(at=at, by=by, customer=card.customer_id, subject=card.pk, number=card.number))
    return card


@transaction.atomic
def found_again(*, number: str, at: datetime, by: Actor) -> Card:
    """A lost plastic card counts again. Raises CardNotThere, or HasACard where it has been replaced meanwhile."""
    card = locked_card(number)
    if card.state != CardState.LOST or card.on_phone or card.customer_id is None:
        raise CardNotThere(
            gettext_noop("The card %(number)s is not lost, so it cannot be found."), number=str(card)
        )
    holder = locked(root_of(card.customer_id).pk)
    if plastic_of(holder) is not None:
        raise HasACard(
            gettext_noop("%(customer)s has another card by now; throw %(number)s away."),
            customer=str(holder),
            number=str(card),
        )
    put_in_use(card, holder, at=at, by=by)
    emit(CardFound(at=at, by=by, customer=holder.pk, subject=card.pk, number=card.number))
    return card
