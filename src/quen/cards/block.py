"""Block a card, handed out or not, and let it count again."""

from datetime import datetime

from django.db import transaction

from quen.cards.errors import CardNotThere, HasACard
from quen.cards.events import CardBlocked, CardUnblocked
from quen.cards.hand_out import plastic_of
from quen.cards.holding import locked_card, put_in_use, put_out_of_use
from quen.cards.models import Card, CardState
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.find import locked, root_of

_MAY_BE_BLOCKED = {CardState.BLANK, CardState.ACTIVE, CardState.LOST}


@transaction.atomic
def block(*, number: str, reason: str, at: datetime, by: Actor) -> Card:
    """The number stops until it is unblocked. Raises CardNotThere, also without a reason."""
    card, reason = locked_card(number), tidy(reason)[:200]
    if card.state not in _MAY_BE_BLOCKED:
        raise CardNotThere(gettext_noop("The card %(number)s has stopped already."), number=str(card))
    if not reason:
        raise CardNotThere(gettext_noop("Say why the card is blocked; colleagues will read it."))
    card.reason = reason
    put_out_of_use(card, CardState.BLOCKED, at=at, by=by)
    emit(
        CardBlocked(
            at=at, by=by, customer=card.customer_id, subject=card.pk, number=card.number, reason=reason
        )
    )
    return card


@transaction.atomic
def unblock(*, number: str, at: datetime, by: Actor) -> Card:
    """The card counts again: for its holder, or as one to hand out. Raises CardNotThere, HasACard."""
    card = locked_card(number)
    if card.state != CardState.BLOCKED or card.on_phone:
        raise CardNotThere(gettext_noop("The card %(number)s is not blocked."), number=str(card))
    card.reason = ""
    if card.customer_id is None:
        card.state, card.ended_at = CardState.BLANK, None
        card.save()
    else:
        holder = locked(root_of(card.customer_id).pk)
        if plastic_of(holder) is not None:
            raise HasACard(
                gettext_noop("%(customer)s has another card by now; %(number)s stays blocked."),
                customer=str(holder), number=str(card),
            )  # fmt: skip
        put_in_use(card, holder, at=at, by=by)
    emit(CardUnblocked(at=at, by=by, customer=card.customer_id, subject=card.pk, number=card.number))
    return card
