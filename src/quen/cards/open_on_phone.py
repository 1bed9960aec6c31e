"""A member's card on a phone: asked for, opened, ended.

Whoever asks on a poster has proved nothing: anybody can type anybody's number. So that link waits until staff have
heard the number from whoever holds the phone, and shows nothing before (docs/decisions).
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from quen.cards.errors import NoSuchLink
from quen.cards.events import PhoneCardOpened, PhoneCardsEnded
from quen.cards.hand_out import give
from quen.cards.holding import put_out_of_use
from quen.cards.link_tokens import WAITS
from quen.cards.models import Card, CardState, PhoneLink
from quen.cards.numbers import new_code, new_number
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.consent import give_consent, in_force
from quen.people.find import everyone_in, locked, root_of
from quen.people.models import ConsentChannel, Customer, Purpose


def ask_to_open(*, customer: int, consent: bool, store: int | None, at: datetime, by: Actor) -> PhoneLink:
    """A link that waits for staff. `consent` is her yes to offers, which counts once it is opened."""
    while True:
        try:
            with transaction.atomic():
                return PhoneLink.objects.create(
                    customer=root_of(customer), code=new_code(), store=store, consent=consent, made_at=at,
                    made_by=str(by),
                )  # fmt: skip
        except IntegrityError:  # another phone waits under this code
            continue


def waiting(*, code: str, at: datetime) -> PhoneLink:
    """The phone that waits under this code. Raises NoSuchLink."""
    found = (
        PhoneLink.objects.select_related("customer", "customer__root")
        .filter(code=code, opened_at=None, ended_at=None, made_at__gt=at - WAITS)
        .first()
    )
    if found is None:
        raise NoSuchLink(
            gettext_noop("No phone waits under %(code)s. Let the customer scan the poster again."), code=code
        )
    return found


@transaction.atomic
def open_waiting(*, link: int, proof: str, at: datetime, by: Actor) -> PhoneLink:
    """Staff heard the number from whoever holds the phone: it shows the card. `proof` goes with her consent.

    Asked again, the open link is returned. Raises NoSuchLink.
    """
    found = PhoneLink.objects.select_for_update().filter(pk=link, ended_at=None).first()
    if found is None or (found.opened_at is None and found.made_at <= at - WAITS):
        raise NoSuchLink(gettext_noop("This phone no longer waits. Let the customer scan the poster again."))
    if found.opened_at is not None:
        return found
    customer = root_of(found.customer_id)
    _consent(customer, found, proof, at=at, by=by)
    return _open(found, customer, at=at, by=by)


@transaction.atomic
def open_for(*, customer: int, at: datetime, by: Actor) -> PhoneLink:
    """A link that is open at once, for a customer who stands before staff."""
    root = root_of(customer)
    link = PhoneLink(customer=root, code="", made_at=at, made_by=str(by))
    return _open(link, root, at=at, by=by)


@transaction.atomic
def end_on_phones(*, customer: int, at: datetime, by: Actor) -> int:
    """End every link of hers, and the number her phones show; how many links that were. Points stay."""
    root = locked(root_of(customer).pk)
    group = everyone_in(root.pk)
    ended = PhoneLink.objects.filter(customer__in=group, ended_at=None).update(ended_at=at)
    for card in Card.objects.select_for_update().filter(
        customer__in=group, on_phone=True, state=CardState.ACTIVE
    ):
        put_out_of_use(card, CardState.LOST, at=at, by=by)
    if ended:
        emit(PhoneCardsEnded(at=at, by=by, customer=root.pk, phones=ended))
    return ended


def end_on_this_phone(*, link: int, at: datetime) -> None:
    """This phone shows the card no longer; others do."""
    PhoneLink.objects.filter(pk=link, ended_at=None).update(ended_at=at)


def _open(link: PhoneLink, customer: Customer, *, at: datetime, by: Actor) -> PhoneLink:
    _phone_card(locked(customer.pk), at=at, by=by)
    link.opened_at, link.opened_by = at, str(by)
    link.save()
    emit(PhoneCardOpened(at=at, by=by, customer=customer.pk, subject=link.pk))
    return link


def _phone_card(holder: Customer, *, at: datetime, by: Actor) -> None:
    """The number her phones show, the same on all of them."""
    held = Card.objects.filter(
        customer__in=everyone_in(holder.pk), on_phone=True, state=CardState.ACTIVE
    ).exists()
    while not held:
        number = new_number()
        if not Card.objects.filter(number=number).exists():
            give(Card(number=number, on_phone=True), holder, at=at, by=by)
            return


def _consent(customer: Customer, link: PhoneLink, proof: str, *, at: datetime, by: Actor) -> None:
    purpose, channel = Purpose.MARKETING, ConsentChannel.ALL
    if link.consent and not in_force(customer=customer.pk, purpose=purpose, channel=channel):
        give_consent(customer=customer.pk, purpose=purpose, channel=channel, proof=proof, by=by, at=at)
