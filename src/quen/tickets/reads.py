"""Which tickets a person may see, and the lists of the inbox."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Exists, Q, QuerySet

from quen.people.find import group_of
from quen.shops.models import Staff
from quen.tickets.choices import LIVE, TicketState
from quen.tickets.models import Entry, Ticket, TicketLink


def seen_by(staff: Staff) -> Q:
    """All tickets for who works at all stores; else those of her stores and her own. No query of its own."""
    bound = Staff.stores.through.objects.filter(staff=staff.pk)
    return Q(owner=staff.pk) | Q(store__in=bound.values("store")) | ~Q(Exists(bound))


def lists(staff: Staff, at: datetime) -> Mapping[str, Q]:
    """What stands in each list of the inbox."""
    live = Q(state__in=LIVE)
    awake = live & (Q(is_asleep=False) | Q(wakes_at__lte=at))
    return {
        "mine": awake & Q(owner=staff.pk),
        "team": awake & Q(role=staff.role),
        "unassigned": awake & Q(owner=None),
        "breaching": Q(state=TicketState.OPEN, alarm_at__lte=at),
        "all": awake,
        "asleep": live & Q(is_asleep=True) & (Q(wakes_at=None) | Q(wakes_at__gt=at)),
        "done": ~live & Q(merged_into=None),
    }


def counts(staff: Staff, at: datetime) -> dict[str, int]:
    """How many stand in each list but the settled ones. One query over the live tickets."""
    wanted = {name: Count("pk", held) for name, held in lists(staff, at).items() if name != "done"}
    return Ticket.objects.filter(seen_by(staff), state__in=LIVE).aggregate(**wanted)


def waiting_count(staff: Staff, at: datetime) -> int:
    """The number in the navigation: her own tickets to be answered, and whoever's are about to be late. One query."""
    awake = Q(is_asleep=False) | Q(wakes_at__lte=at)
    mine = (Q(owner=staff.pk) | Q(owner=None, role=staff.role)) & awake | Q(alarm_at__lte=at)
    return Ticket.objects.filter(seen_by(staff), mine, state=TicketState.OPEN).count()


def tickets_of(root: int) -> QuerySet[Ticket]:
    """Everything she was heard about, newest first, read with everyone merged into her; merged tickets left out."""
    return Ticket.objects.filter(customer__in=group_of(root), merged_into=None).order_by("-pk")


def linked(ticket: Ticket, staff: Staff) -> list[Ticket]:
    """The tickets that belong together with it and that this person may see."""
    pairs = TicketLink.objects.filter(Q(first=ticket.pk) | Q(second=ticket.pk)).values_list("first", "second")
    others = {one for pair in pairs for one in pair} - {ticket.pk}
    return list(Ticket.objects.filter(seen_by(staff), pk__in=others).order_by("pk")) if others else []


def entries_of(ticket: Ticket) -> QuerySet[Entry]:
    """What was said in it and in the tickets merged into it."""
    return Entry.objects.filter(Q(ticket=ticket.pk) | Q(ticket__merged_into=ticket.pk))
