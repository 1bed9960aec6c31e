"""Hand out a card.

A card handed out belongs to one customer for good: it never moves to another one, because what was done with it is
hers. Who should have it instead gets a new one.
"""

from datetime import datetime

from django.db import transaction

from quen.cards.errors import CardNotFree, HasACard
from quen.cards.events import CardHandedOut
from quen.cards.holding import locked_card, put_in_use
from quen.cards.models import Card, CardState
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import everyone_in, locked, root_of
from quen.people.models import Customer


@transaction.atomic
def hand_out(*, number: str, customer: int, at: datetime, by: Actor) -> Card:
    """The card is hers from now on; what she holds already is returned as it is.

    Raises NotACardNumber, NoSuchCard, CardNotFree (someone else's, or ended), HasACard (she holds another: replace it).
    """
    holder = locked(root_of(customer).pk)
    card = locked_card(number)
    if card.state == CardState.ACTIVE and card.customer_id in everyone_in(holder.pk):
        return card
    free(card)
    held = plastic_of(holder)
    if held is not None:
        raise HasACard(
            gettext_noop("%(customer)s has the card %(number)s. Replace that one if it is lost or worn."),
            customer=str(holder),
            number=str(held),
        )
    return give(card, holder, at=at, by=by)


def give(card: Card, holder: Customer, *, at: datetime, by: Actor) -> Card:
    """Put a free card into use; within the caller's transaction."""
    put_in_use(card, holder, at=at, by=by)
    emit(
        CardHandedOut(
            at=at, by=by, customer=holder.pk, subject=card.pk, number=card.number, on_phone=card.on_phone
        )
    )
    return card


def free(card: Card) -> None:
    """Raises CardNotFree."""
    if card.state != CardState.BLANK:
        raise CardNotFree(
            gettext_noop("The card %(number)s has been handed out or blocked. Take another one."),
            number=str(card),
        )


def plastic_of(holder: Customer) -> Card | None:
    """The plastic card in use, also one of a customer who was merged into her."""
    return Card.objects.filter(
        customer__in=everyone_in(holder.pk), on_phone=False, state=CardState.ACTIVE
    ).first()
