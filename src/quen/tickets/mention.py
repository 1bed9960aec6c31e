"""`@Hoa` in a note tells Hoa: she gets a task at once, and a refusal says whom nobody knows.

A person is named by her given name, her whole name without spaces, or what stands before the @ of her e-mail address.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from quen.kernel.actor import Actor
from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tasks.create import create
from quen.tasks.models import TaskKind
from quen.tickets.errors import BadTicket
from quen.tickets.models import Entry, Ticket
from quen.tickets.reads import seen_by
from quen.tickets.words import TASK_TITLES, in_shops_language

_NAMED = re.compile(r"(?<![\w.@])@([^\W_][\w.]*[^\W_]|[^\W_])")
_MOST = 10
_DUE = timedelta(days=1)


def mentioned(text: str, ticket: Ticket) -> list[Staff]:
    """The colleagues a note names. Raises BadTicket for nobody, for several, and for who may not see the ticket."""
    names = list(dict.fromkeys(search_key(name).replace(" ", "") for name in _NAMED.findall(text)))[:_MOST]
    if not names:
        return []
    staff = list(Staff.objects.filter(is_active=True).order_by("pk"))
    return [_one(name, staff, ticket) for name in names]


def tell(people: Iterable[Staff], *, ticket: Ticket, entry: Entry, at: datetime, by: Actor) -> None:
    """A task for each, once for an entry."""
    for person in people:
        create(
            title=in_shops_language(TASK_TITLES["mentioned"], ticket=ticket.pk, subject=ticket.subject),
            kind=TaskKind.FOLLOW_UP, due_at=at + _DUE, remind_at=at, by=by, at=at, customer=ticket.customer_id,
            owner=person.pk, script=entry.text[:5_000], source_kind="ticket", source_id=ticket.pk,
            key=f"mention:{entry.pk}:{person.pk}",
        )  # fmt: skip


def _one(name: str, staff: list[Staff], ticket: Ticket) -> Staff:
    found = [person for person in staff if name in _called(person)]
    exact = [person for person in found if name == search_key(person.name).replace(" ", "")]
    if len(exact) == 1:
        found = exact
    if len(found) != 1:
        raise BadTicket(
            gettext_noop("“@%(name)s” names nobody or several. Write the whole name in one word."), name=name
        )
    person = found[0]
    may_see = person.may(Permission.SEE_TICKETS)
    if not may_see or not Ticket.objects.filter(Q(pk=ticket.pk) & seen_by(person)).exists():
        raise BadTicket(gettext_noop("%(name)s may not see this ticket. Nobody was told."), name=person.name)
    return person


def _called(person: Staff) -> set[str]:
    words = search_key(person.name).split()
    return {"".join(words), words[-1] if words else "", search_key(person.email.partition("@")[0])}
