"""Somebody who wrote by Zalo is known: her tickets say who she is, and how else she is reached."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from quen.kernel.actor import Actor
from quen.kernel.names import search_key
from quen.people.models import Customer
from quen.shops.history import remember
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Contact

_MOST = 100


@transaction.atomic
def know_by_zalo(*, contact: Contact, customer: Customer | None, by: Actor) -> int:
    """Fill in what the tickets of this number at Zalo lack, the newest first; how many. It proves nobody."""
    found = Ticket.objects.select_for_update().filter(contact_zalo=contact.zalo).order_by("-pk")[:_MOST]
    for ticket in found:
        if ticket.customer_id is None and customer is not None:
            remember({"customer": (None, customer.pk)}, of=f"ticket.{ticket.pk}", by=by)
            ticket.customer = customer
        ticket.contact_phone = ticket.contact_phone or contact.phone
        ticket.contact_name = ticket.contact_name or contact.name
        ticket.search = f"{search_key(f'{contact.name} {contact.phone}')} {ticket.search}"[:1_500]
        ticket.save(update_fields=["customer", "contact_phone", "contact_name", "search"])
    return len(found)


def written_from(customers: Collection[int]) -> QuerySet[Ticket, tuple[str]]:
    """The numbers at Zalo that tickets of these customers came from."""
    hers = Ticket.objects.filter(customer__in=customers).exclude(contact_zalo="")
    return hers.values_list("contact_zalo")


def named_by_staff(zalo: str) -> Customer | None:
    """Who staff said in a ticket that this number at Zalo is, the newest word."""
    told = Ticket.objects.filter(contact_zalo=zalo, is_proven=True).exclude(customer=None)
    newest = told.select_related("customer__root").order_by("-pk").first()
    return None if newest is None or newest.customer is None else newest.customer.root or newest.customer
