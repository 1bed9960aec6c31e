"""The persons who speak for companies, each with a part there: who buys, who uses, who has the good of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.create_customer import create_customer
from quen.people.edit import edit_customer
from quen.people.errors import NotACompany, UnknownFact
from quen.people.events import ContactAdded, ContactRemoved
from quen.people.find import group_of, locked
from quen.people.models import Contact, Customer, CustomerKind, CustomerPart, IdentityKind
from quen.people.recognise import recognise, recognition


@transaction.atomic
def add_contact(
    *, company: int, person: int, by: Actor, at: datetime, part: CustomerPart | None = None
) -> Customer:
    """Let a person speak for a company, beside others she speaks for; `part` None leaves hers there as it is.

    What segments ask of her is the part she was given last. Raises NotACompany, NoSuchCustomer.
    """
    first, second = (locked(one) for one in sorted((company, person)))
    firm, contact = (first, second) if first.pk == company else (second, first)
    if firm.kind != CustomerKind.COMPANY or contact.kind != CustomerKind.PERSON:
        raise NotACompany(
            gettext_noop(
                "Contacts are persons who speak for a company. Change the kind of %(customer)s first."
            ),
            customer=str(firm if firm.kind != CustomerKind.COMPANY else contact),
        )
    row = _rows(firm.pk, contact.pk).first()
    if row is None or part not in (None, row.part):
        row = row or Contact(company=firm, person=contact, part=contact.part)
        row.part = part or row.part
        row.save()
        emit(ContactAdded(at=at, by=by, customer=contact.pk, subject=firm.pk, part=row.part))
    return contact if part is None else edit_customer(customer=contact.pk, by=by, at=at, part=part)


@transaction.atomic
def bring_contact(
    *, company: int, name: str, phone: str, email: str, part: CustomerPart, by: Actor, at: datetime
) -> Customer:
    """The same for somebody by her name, phone or e-mail: whom the shop knows by these is no second customer.

    Raises NotACompany, NoSuchCustomer, NotAnIdentity, UnknownFact.
    """
    ways = [
        recognition(kind, written)
        for kind, written in ((IdentityKind.PHONE, phone), (IdentityKind.EMAIL, email))
        if written.strip()
    ]
    if not ways and not name.strip():
        raise UnknownFact(gettext_noop("Write at least a name, a phone number or an e-mail address."))
    person = next((found for way in ways if (found := recognise(way)) is not None), None)
    if person is None:
        person = create_customer(known_by=ways, by=by, at=at, name=name)
    return add_contact(company=company, person=person.pk, by=by, at=at, part=part)


@transaction.atomic
def remove_contact(*, company: int, person: int, by: Actor, at: datetime) -> None:
    """Let a person speak for this company no longer. Who never did is left as she is. Raises NoSuchCustomer."""
    contact = locked(person)
    gone, _each = _rows(company, contact.pk).delete()
    if gone:
        emit(ContactRemoved(at=at, by=by, customer=contact.pk, subject=company))


def _rows(company: int, person: int) -> QuerySet[Contact]:
    """Of both, and of everyone merged into them."""
    return Contact.objects.filter(company__in=group_of(company), person__in=group_of(person)).order_by("pk")
