"""A draw by its number, where it must stand, and the step it takes."""

from datetime import datetime

from quen.draws.errors import NoSuchDraw, NotNow
from quen.draws.events import DrawMoved
from quen.draws.models import Draw, State
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


def draw_in(number: int, state: State) -> Draw:
    """The draw, its row held until the transaction ends. Raises NoSuchDraw, NotNow where it stands elsewhere."""
    row = Draw.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise NoSuchDraw(gettext_noop("There is no draw number %(number)s."), number=number)
    if row.state != state:
        raise NotNow(
            gettext_noop("“%(name)s” has moved on. Open its page again; nothing was changed."), name=row.name
        )
    return row


def move(row: Draw, state: State, *, at: datetime, by: Actor, proof: str = "") -> Draw:
    """Keep the draw with its next state, and tell it."""
    row.state = state
    row.save()
    emit(DrawMoved(at=at, by=by, subject=row.pk, name=row.name, state=state.value, proof=proof))
    return row
