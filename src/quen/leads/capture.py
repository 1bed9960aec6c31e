"""Somebody shows interest. Whom we know already is recognised; nobody is written down twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.leads.errors import BadLead
from quen.leads.events import LeadCameAgain, LeadCaptured
from quen.leads.models import Lead, LeadSource, LeadState
from quen.leads.score import score
from quen.leads.traits import traits_of
from quen.people.create_customer import create_customer
from quen.people.find import locked, root_of
from quen.people.models import Customer, CustomerKind, IdentityKind
from quen.people.recognise import Recognition, keep_identity, recognise, recognition
from quen.people.search import refresh_search

MOST_WISH = 500
_ALIKE = 5


@dataclass(frozen=True)
class Person:
    """Who she says she is; phone or e-mail, or at least a name."""

    name: str = ""
    phone: str = ""
    email: str = ""
    kind: CustomerKind = CustomerKind.PERSON


@dataclass(frozen=True)
class Utm:
    """Where an advertisement's link said it came from."""

    source: str = ""
    medium: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Captured:
    """The lead, and whether its customer or the lead itself was known before."""

    lead: Lead
    is_known_customer: bool
    is_new_lead: bool


@transaction.atomic
def capture(
    *,
    person: Person,
    source: LeadSource,
    at: datetime,
    by: Actor,
    customer: int | None = None,
    wish: str = "",
    expected_minor: int | None = None,
    owner: int | None = None,
    store: int | None = None,
    utm: Utm | None = None,
    learns: bool = True,
) -> Captured:
    """Write a lead down, for `customer` where staff said who she is, else for whoever has the phone or e-mail.

    `learns` False: a known customer is not recognised by anything new, because a stranger may have typed her number.
    Her open lead is touched instead of a second one made; it keeps the store it has.
    Raises BadLead, NotAnIdentity, NoSuchCustomer.
    """
    known_by = ways_to_know(person)
    found = root_of(customer) if customer is not None else known(known_by)
    if found is None:
        her = _write_down(person, known_by, source, at, by)
    else:
        her = locked(found.pk)
        _learn(her, known_by if learns else ())
    said = tidy(wish)[:MOST_WISH]
    lead = Lead.objects.select_for_update().filter(customer=her.pk, state=LeadState.OPEN).first()
    if lead is not None:
        return Captured(_touched(lead, source, said, store, at, by), True, False)
    from_where = utm or Utm()
    lead = Lead(
        customer=her, source=source, wish=said, expected_minor=expected_minor, owner_id=owner, store_id=store,
        came_at=at, moved_at=at, made_by=str(by), utm_source=tidy(from_where.source)[:80],
        utm_medium=tidy(from_where.medium)[:80], utm_campaign=tidy(from_where.campaign)[:80],
    )  # fmt: skip
    lead.score = score(traits_of(lead))
    lead.save(force_insert=True)
    emit(
        LeadCaptured(
            at=at, by=by, customer=her.pk, store=store, subject=lead.pk, source=source.value, wish=said
        )
    )
    return Captured(lead, found is not None, True)


def ways_to_know(person: Person) -> list[Recognition]:
    """Her phone and e-mail as they are kept. Raises NotAnIdentity, and BadLead where there is not even a name."""
    ways = [
        recognition(kind, written)
        for kind, written in ((IdentityKind.PHONE, person.phone), (IdentityKind.EMAIL, person.email))
        if written.strip()
    ]
    if not ways and not person.name.strip():
        raise BadLead(gettext_noop("Write at least a name, a phone number or an e-mail address."))
    return ways


def known(ways: Sequence[Recognition]) -> Customer | None:
    """Whoever is recognised by the first of them that anybody is recognised by."""
    return next((found for way in ways if (found := recognise(way)) is not None), None)


def alike(name: str) -> list[Customer]:
    """Customers of exactly this name, diacritics aside, for staff to say whether she is one of them. One query."""
    key = search_key(name)
    rows = Customer.objects.filter(root=None, name_key=key).exclude(name="")
    return list(rows.order_by("pk")[:_ALIKE]) if key else []


def _write_down(
    person: Person, known_by: Sequence[Recognition], source: LeadSource, at: datetime, by: Actor
) -> Customer:
    return create_customer(
        known_by=known_by, by=by, at=at, name=person.name, kind=person.kind, source=source.value
    )


def _learn(her: Customer, known_by: Sequence[Recognition]) -> None:
    """What she is recognised by from now on; what belongs to somebody else stays with that one."""
    new = [way for way in known_by if recognise(way) is None]
    for way in new:
        keep_identity(her, way)
    if new:
        refresh_search([her.pk])


def _touched(lead: Lead, source: LeadSource, wish: str, store: int | None, at: datetime, by: Actor) -> Lead:
    lead.contacts += 1
    lead.wish = wish or lead.wish
    lead.store_id = lead.store_id or store
    lead.score = score(traits_of(lead))
    lead.save(update_fields=["contacts", "wish", "store", "score"])
    emit(
        LeadCameAgain(
            at=at, by=by, customer=lead.customer_id, store=lead.store_id, subject=lead.pk, source=source.value,
            wish=wish,
        )
    )  # fmt: skip
    return lead
