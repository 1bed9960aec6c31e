"""Enter a contest, or a draw that lets customers in free of charge: once, and for good."""

from datetime import datetime

from django.db import transaction

from quen.draws.errors import BadDraw, NoSuchDraw, NotNow
from quen.draws.events import DrawEntered
from quen.draws.models import Draw, Entry, State
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.find import everyone_in, root_of

MOST_LETTERS = 500


@transaction.atomic
def enter_contest(*, draw: int, customer: int, text: str = "", at: datetime, by: Actor) -> Entry:
    """Her one entry; the first she made comes back, whatever is said later. `text`: what a contest asks her for.

    Raises NoSuchDraw, NoSuchCustomer, BadDraw without the words asked for, NotNow outside its time.
    """
    row = Draw.objects.filter(pk=draw).first()
    if row is None:
        raise NoSuchDraw(gettext_noop("There is no draw number %(number)s."), number=draw)
    if not row.takes_entries:
        raise BadDraw(gettext_noop("“%(name)s” is entered by purchases alone."), name=row.name)
    root = root_of(customer)
    made = row.entries.filter(customer__in=everyone_in(root.pk), source__startswith="free:").first()
    if made is not None:
        return made
    if row.state != State.OPEN or not row.opens_at <= at < row.closes_at:
        raise NotNow(gettext_noop("“%(name)s” takes no entries now."), name=row.name)
    said = tidy(text) if row.is_asked else ""
    if row.is_asked and not 0 < len(said) <= MOST_LETTERS:
        raise BadDraw(gettext_noop("Write your entry, in at most %(most)s letters."), most=MOST_LETTERS)
    entry, is_new = Entry.objects.get_or_create(
        draw=row,
        source=f"free:{root.pk}",
        defaults={"customer": root, "count": 1, "text": said, "made_at": at},
    )
    if is_new:
        emit(
            DrawEntered(
                at=at, by=by, customer=root.pk, subject=row.pk, name=row.name, count=1, source=entry.source
            )
        )
    return entry
