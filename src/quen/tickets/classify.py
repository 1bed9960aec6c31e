"""What kind of matter it is, how urgent, whose store, and who the customer is."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import search_key
from quen.people.find import root_of
from quen.shops.history import remember
from quen.tickets import sla
from quen.tickets.choices import LIVE, Priority, TicketKind, TicketState, Topic, usual_priority
from quen.tickets.find import CLOCKS, clocks_of, held, wind
from quen.tickets.models import Ticket
from quen.tickets.promises import promises


@transaction.atomic
def classify(
    *,
    ticket: int,
    kind: TicketKind,
    topic: Topic,
    priority: Priority,
    store: int | None,
    at: datetime,
    by: Actor,
) -> Ticket:
    """Change it; with another priority the clocks promise anew. Raises NoSuchTicket, TicketIsElsewhere."""
    found = held(ticket)
    was = {"kind": found.kind, "topic": found.topic, "priority": found.priority, "store": found.store_id}
    if priority != found.priority:
        promised = promises()
        old, new = promised.of(found.priority), promised.of(priority)
        clocks = sla.promised_anew(clocks_of(found), at, old, new, promised.hours)
        found.priority = priority
        wind(found, clocks, promised)
    if kind != found.kind:
        found.kind_by = str(by)
    found.kind, found.topic, found.store_id = kind, topic, store
    found.save(update_fields=[*CLOCKS, "kind", "kind_by", "topic", "priority", "store"])
    now = {"kind": found.kind, "topic": found.topic, "priority": found.priority, "store": found.store_id}
    changed = {name: (was[name], value) for name, value in now.items() if was[name] != value}
    remember(changed, of=f"ticket.{found.pk}", by=by)
    return found


@transaction.atomic
def say_kind(*, ticket: int, kind: TicketKind, at: datetime, by: Actor) -> Ticket:
    """Say what kind of matter it is, with one tap; how urgent it is goes with it where it was as usual for its kind.

    Raises NoSuchTicket, TicketIsElsewhere.
    """
    found = held(ticket)
    was_usual = found.priority == usual_priority(TicketKind(found.kind))
    priority = usual_priority(kind) if was_usual else Priority(found.priority)
    return classify(
        ticket=ticket,
        kind=kind,
        topic=Topic(found.topic),
        priority=priority,
        store=found.store_id,
        at=at,
        by=by,
    )


@transaction.atomic
def name_customer(*, ticket: int, customer: int | None, by: Actor) -> Ticket:
    """Staff say who she is, which proves her; None: nobody the shop knows. Raises NoSuchTicket, NoSuchCustomer."""
    found = held(ticket, states=(*LIVE, TicketState.SOLVED))
    her = root_of(customer) if customer is not None else None
    remember({"customer": (found.customer_id, her and her.pk)}, of=f"ticket.{found.pk}", by=by)
    found.customer, found.is_proven = her, her is not None
    found.search = f"{search_key(str(her or ''))} {found.search}"[:1_500]
    found.save(update_fields=["customer", "is_proven", "search"])
    return found
