"""Who speaks for a company of the demo: one buys, one uses, one has the good of it."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.leads.models import Lead, LeadState
from quen.people.events import ContactAdded
from quen.people.models import Contact, Customer, CustomerKind, CustomerPart


def make_contacts(*, at: datetime) -> list[Happening]:
    """Let a company, one that is a lead still where there is one, have a contact of each part."""
    known = Customer.objects.filter(root=None, is_internal=False).exclude(name="")
    asking = Exists(Lead.objects.filter(customer=OuterRef("pk"), state=LeadState.OPEN))
    company = known.filter(kind=CustomerKind.COMPANY).order_by(asking.desc(), "pk").first()
    if company is None:
        return []
    persons = known.filter(kind=CustomerKind.PERSON).order_by("pk")[: len(CustomerPart)]
    contacts = [
        Contact(company=company, person=person, part=part)
        for person, part in zip(persons, CustomerPart, strict=False)
    ]
    Contact.objects.bulk_create(contacts)
    for contact in contacts:
        contact.person.part = contact.part
    Customer.objects.bulk_update([contact.person for contact in contacts], ["part"])
    return [
        ContactAdded(at=at, by=SYSTEM, customer=contact.person_id, subject=company.pk, part=contact.part)
        for contact in contacts
    ]
