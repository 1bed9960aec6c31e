"""Which tickets a person may see, and the lists of the inbox."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Exists, Q, QuerySet

from quen.people.find import group_of
from quen.shops.models import Staff
from quen.tickets.choices import LIVE, TicketState
from quen.tickets.models import Ticket


def seen_by(staff: Staff) -> Q:
    """All tickets for who works at all stores; else those of her stores and her own. No query of its own."""
    bound = Staff.stores.through.objects.filter(staff=staff.pk)
    return Q(owner=staff.pk) | Q(store__in=bound.values("store")) | ~Q(Exists(bound))


def lists(staff: Staff, at: datetime) -> Mapping[str, Q]:
    """What stands in each list of the inbox."""
    live = Q(state__in=LIVE)
    return {
        "mine": live & Q(owner=staff.pk),
        "team": live & Q(role=staff.role),
        "unassigned": live & Q(owner=None),
        "breaching": Q(state=TicketState.OPEN, alarm_at__lte=at),
        "all": live,
        "done": ~live,
    }


def counts(staff: Staff, at: datetime) -> dict[str, int]:
    """How many stand in each list but the settled ones. One query over the live tickets."""
    wanted = {name: Count("pk", held) for name, held in lists(staff, at).items() if name != "done"}
    return Ticket.objects.filter(seen_by(staff), state__in=LIVE).aggregate(**wanted)


def waiting_count(staff: Staff, at: datetime) -> int:
    """The number in the navigation: her own tickets to be answered, and whoever's are about to be late. One query."""
    mine = Q(owner=staff.pk) | Q(owner=None, role=staff.role) | Q(alarm_at__lte=at)
    return Ticket.objects.filter(seen_by(staff), mine, state=TicketState.OPEN).count()


def tickets_of(root: int) -> QuerySet[Ticket]:
    """Everything she was heard about, newest first, read with everyone merged into her."""
    return Ticket.objects.filter(customer__in=group_of(root)).order_by("-pk")
