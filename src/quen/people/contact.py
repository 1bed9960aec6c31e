"""The persons who speak for a company."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.errors import NotACompany
from quen.people.events import ContactAdded, ContactRemoved
from quen.people.find import locked
from quen.people.models import Customer, CustomerKind


@transaction.atomic
def add_contact(*, company: int, person: int, by: Actor, at: datetime) -> Customer:
    """Let a person speak for a company, and for no other any more. Raises NotACompany, NoSuchCustomer."""
    first, second = (locked(one) for one in sorted((company, person)))
    firm, contact = (first, second) if first.pk == company else (second, first)
    if firm.kind != CustomerKind.COMPANY or contact.kind != CustomerKind.PERSON:
        raise NotACompany(
            gettext_noop(
                "Contacts are persons who speak for a company. Change the kind of %(customer)s first."
            ),
            customer=str(firm if firm.kind != CustomerKind.COMPANY else contact),
        )
    if contact.company_id != firm.pk:
        _leave(contact, by, at)
        contact.company = firm
        contact.save(update_fields=["company"])
        emit(ContactAdded(at=at, by=by, customer=contact.pk, subject=firm.pk))
    return contact


@transaction.atomic
def remove_contact(*, person: int, by: Actor, at: datetime) -> None:
    """Let a person speak for no company any more. Who spoke for none is left as she is."""
    contact = locked(person)
    _leave(contact, by, at)
    contact.company = None
    contact.save(update_fields=["company"])


def _leave(contact: Customer, by: Actor, at: datetime) -> None:
    if contact.company_id is not None:
        emit(ContactRemoved(at=at, by=by, customer=contact.pk, subject=contact.company_id))
