"""Somebody else, or another store, looks after a lead."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.leads.errors import BadLead
from quen.leads.events import LeadAssigned
from quen.leads.find import held
from quen.leads.models import Lead
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission


@transaction.atomic
def assign(*, lead: int, owner: int | None, store: int | None, at: datetime, by: Actor) -> Lead:
    """Give it to one of the staff and to a store; None: to nobody in particular, to all stores.

    Raises NoSuchLead, LeadEnded, and BadLead for somebody who may not edit customers or a store there is none of.
    """
    found = held(lead)
    if owner is not None and owner != found.owner_id:
        staff = Staff.objects.filter(pk=owner).first()
        if staff is None or not staff.may(Permission.EDIT_CUSTOMERS):
            raise BadLead(gettext_noop("This person cannot look after leads. Choose somebody else."))
    if store is not None and not Store.objects.filter(pk=store).exists():
        raise BadLead(gettext_noop("There is no such store. Choose another."))
    if (owner, store) == (found.owner_id, found.store_id):
        return found
    found.owner_id, found.store_id = owner, store
    found.save(update_fields=["owner", "store"])
    emit(LeadAssigned(at=at, by=by, customer=found.customer_id, store=store, subject=found.pk, staff=owner))
    return found
