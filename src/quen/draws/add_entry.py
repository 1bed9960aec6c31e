"""Give a customer entries that no purchase brings: for an answered survey, or free."""

from datetime import datetime

from django.db import transaction

from quen.draws.errors import BadDraw, NoSuchDraw, NotNow
from quen.draws.events import DrawEntered
from quen.draws.models import Draw, Entry, State
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of

MOST = 1_000


@transaction.atomic
def add_entry(*, draw: int, customer: int, source: str, count: int = 1, at: datetime, by: Actor) -> Entry:
    """The entries of this source, given once. `source` names it for life: ``survey:4:17``, ``free:17``.

    Raises NoSuchDraw, NoSuchCustomer, BadDraw, and NotNow outside the draw's time.
    """
    row = Draw.objects.filter(pk=draw).first()
    if row is None:
        raise NoSuchDraw(gettext_noop("There is no draw number %(number)s."), number=draw)
    if row.state != State.OPEN or not row.opens_at <= at < row.closes_at:
        raise NotNow(gettext_noop("“%(name)s” takes no entries now."), name=row.name)
    if not 1 <= count <= MOST or not source or source.startswith("purchase:"):
        raise BadDraw(gettext_noop("Entries come from a source, at most %(most)s at once."), most=MOST)
    root = root_of(customer)
    entry, is_new = Entry.objects.get_or_create(
        draw=row, source=source, defaults={"customer": root, "count": count, "made_at": at}
    )
    if is_new:
        emit(
            DrawEntered(
                at=at, by=by, customer=root.pk, subject=row.pk, name=row.name, count=count, source=source
            )
        )
    return entry
