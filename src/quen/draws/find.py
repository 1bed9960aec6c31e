"""A draw by its number, and where it must stand."""

from quen.draws.errors import NoSuchDraw, NotNow
from quen.draws.models import Draw, State
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
