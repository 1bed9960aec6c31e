"""A number in use is an identity of its holder; out of use it is nobody's. What every verb here goes through."""

from datetime import datetime

from quen.cards.errors import NoSuchCard
from quen.cards.models import Card, CardState
from quen.cards.numbers import as_kept
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.models import Customer, Identity, IdentityKind
from quen.people.recognise import Recognition, add_identity, remove_identity


def locked_card(number: str) -> Card:
    """The card of a number as someone wrote it, locked. Raises NotACardNumber, NoSuchCard."""
    kept = as_kept(number)
    card = Card.objects.select_for_update().filter(number=kept).first()
    if card is None:
        raise NoSuchCard(gettext_noop("No card of this shop has the number %(number)s."), number=number)
    return card


def put_in_use(card: Card, customer: Customer, *, at: datetime, by: Actor) -> None:
    """From now on the number finds the customer. Raises IdentityTaken where it names someone else already."""
    card.state, card.customer, card.ended_at = CardState.ACTIVE, customer, None
    card.handed_out_at = card.handed_out_at or at
    card.save()
    add_identity(customer=customer, known_by=_known_by(card), by=by, at=at)


def put_out_of_use(card: Card, state: CardState, *, at: datetime, by: Actor) -> None:
    """From now on the number finds nobody."""
    card.state, card.ended_at = state, at
    card.save()
    named = (
        Identity.objects.filter(kind=IdentityKind.CARD, value=card.number).select_related("customer").first()
    )
    if named is not None:
        remove_identity(customer=named.customer, known_by=_known_by(card), by=by, at=at)


def _known_by(card: Card) -> Recognition:
    return Recognition(IdentityKind.CARD, card.number)
