"""The ways to recognise a customer: normalise, find, add, remove."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import email_key, tidy
from quen.kernel.phone import spaced, to_e164
from quen.kernel.sentences import gettext_noop
from quen.people.errors import IdentityTaken, NoSuchIdentity, NotAnIdentity
from quen.people.events import IdentityAdded, IdentityRemoved
from quen.people.models import Customer, Identity, IdentityKind
from quen.people.search import refresh_search

MAX_LENGTH = 200


@dataclass(frozen=True)
class Recognition:
    """An identity in the one form it is kept in: E.164, lower-case e-mail, code as written."""

    kind: IdentityKind
    value: str

    @property
    def written(self) -> str:
        """For reading."""
        return spaced(self.value) if self.kind is IdentityKind.PHONE else self.value


def recognition(kind: IdentityKind, written: str) -> Recognition:
    """What is kept for an identity as someone wrote it. Raises NotAnIdentity."""
    if kind is IdentityKind.PHONE:
        value = to_e164(written)
        complaint = gettext_noop(
            "%(written)s is not a phone number. Check the digits; with a foreign number, begin with +."
        )
    elif kind is IdentityKind.EMAIL:
        value = email_key(written)
        complaint = gettext_noop("%(written)s is not an e-mail address. It looks like name@example.com.")
    else:
        value = tidy(written)
        complaint = gettext_noop("A card or customer code cannot be empty.")
    if not value:
        raise NotAnIdentity(complaint, written=written)
    if len(value) > MAX_LENGTH:
        raise NotAnIdentity(
            gettext_noop("Use at most %(most)s letters for a card, code or e-mail."), most=MAX_LENGTH
        )
    return Recognition(kind, value)


def recognise(known_by: Recognition) -> Customer | None:
    """The customer recognised by it, as whom she now counts; None for a stranger. One query."""
    identity = (
        Identity.objects.filter(kind=known_by.kind, value=known_by.value)
        .select_related("customer", "customer__root")
        .first()
    )
    return None if identity is None else identity.customer.root or identity.customer


@transaction.atomic
def add_identity(*, customer: Customer, known_by: Recognition, by: Actor, at: datetime) -> Identity:
    """Recognise a customer by one thing more. What she already has is returned as it is. Raises IdentityTaken."""
    had = customer.identities.filter(kind=known_by.kind, value=known_by.value).first()
    if had:
        return had
    identity = keep_identity(customer, known_by)
    refresh_search([customer.pk])
    emit(
        IdentityAdded(at=at, by=by, customer=customer.pk, identity=known_by.kind.value, value=known_by.value)
    )
    return identity


@transaction.atomic
def remove_identity(*, customer: Customer, known_by: Recognition, by: Actor, at: datetime) -> None:
    """No longer recognise a customer by this. The event keeps it; adding it again undoes. Raises NoSuchIdentity."""
    gone, _ = customer.identities.filter(kind=known_by.kind, value=known_by.value).delete()
    if not gone:
        raise NoSuchIdentity(
            gettext_noop(
                "This customer does not have %(identity)s. Look it up again: someone may have removed it."
            ),
            identity=known_by.written,
        )
    refresh_search([customer.pk])
    emit(
        IdentityRemoved(
            at=at, by=by, customer=customer.pk, identity=known_by.kind.value, value=known_by.value
        )
    )


def keep_identity(customer: Customer, known_by: Recognition) -> Identity:
    """Write the row, or say whose it is already. The constraint decides when two tills write at once."""
    try:
        with transaction.atomic():
            return Identity.objects.create(customer=customer, kind=known_by.kind, value=known_by.value)
    except IntegrityError:
        owner = recognise(known_by)
        if owner is None:
            raise
    raise IdentityTaken(
        gettext_noop(
            "%(identity)s belongs to %(owner)s. Open that customer, or merge the two if they are one."
        ),
        customer=owner.pk,
        identity=known_by.written,
        owner=str(owner),
    )
