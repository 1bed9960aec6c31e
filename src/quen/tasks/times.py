"""When a task is due, may begin, or reminds."""

from datetime import datetime

from quen.kernel.believable import FIRST_YEAR, LAST_YEAR, is_believable
from quen.kernel.sentences import gettext_noop
from quen.tasks.errors import BadTask


def refuse_unbelievable(*moments: datetime | None) -> None:
    """One moment nobody can mean would make the list unreadable for everybody. Raises BadTask."""
    if not all(moment is None or is_believable(moment) for moment in moments):
        raise BadTask(
            gettext_noop("A task is of the years %(first)s to %(last)s. Check its times."),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
