"""The clocks of a ticket as pure functions: when the first answer, the next answer and the solution are due.

Time counts in working hours. While it is the customer's turn, the solution's clock stands still and keeps what was
left; a clock that ran out before stays run out.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quen.kernel.working_time import WorkingHours, after, before, worked

_NOTHING = timedelta(0)
_LAST_QUARTER = 4


@dataclass(frozen=True)
class Promise:
    """How soon, in working time."""

    first: timedelta
    next: timedelta
    solve: timedelta


@dataclass(frozen=True)
class Clocks:
    """`is_first_open`: nobody answered yet. `next_due`: None where she has not written again since the last answer.

    `left`: what remains of the solution's time while the customer has the turn; None while its clock runs.
    """

    first_due: datetime
    solve_due: datetime
    is_first_open: bool = True
    next_due: datetime | None = None
    left: timedelta | None = None


def start(at: datetime, promise: Promise, hours: WorkingHours) -> Clocks:
    """A ticket was opened."""
    return Clocks(first_due=after(at, promise.first, hours), solve_due=after(at, promise.solve, hours))


def answered(clocks: Clocks, at: datetime, hours: WorkingHours, *, is_her_turn: bool) -> Clocks:
    """Staff answered; where it is the customer's turn now, the solution's clock stands still, else it runs."""
    done = replace(clocks, is_first_open=False, next_due=None)
    return stopped(done, at, hours) if is_her_turn else resumed(done, at, hours)


def stopped(clocks: Clocks, at: datetime, hours: WorkingHours) -> Clocks:
    """Nobody of the staff has to do anything now."""
    if clocks.left is not None:
        return clocks
    return replace(clocks, left=worked(at, clocks.solve_due, hours))


def wrote(clocks: Clocks, at: datetime, promise: Promise, hours: WorkingHours) -> Clocks:
    """The customer said more: her turn is over, and an answer is due again. What is due already stays due."""
    on = resumed(clocks, at, hours)
    if on.is_first_open or on.next_due is not None:
        return on
    return replace(on, next_due=after(at, promise.next, hours))


def resumed(clocks: Clocks, at: datetime, hours: WorkingHours) -> Clocks:
    """The solution's clock runs again with what was left."""
    if clocks.left is None:
        return clocks
    due = after(at, clocks.left, hours) if clocks.left > _NOTHING else clocks.solve_due
    return replace(clocks, solve_due=due, left=None)


def sooner(clocks: Clocks, due_at: datetime) -> Clocks:
    """An answer was promised by then elsewhere: it is due no later here."""
    if clocks.is_first_open:
        return replace(clocks, first_due=min(clocks.first_due, due_at))
    return replace(clocks, next_due=min(clocks.next_due or due_at, due_at))


def promised_anew(clocks: Clocks, at: datetime, old: Promise, new: Promise, hours: WorkingHours) -> Clocks:
    """Another promise holds from now on; the time that has counted already counts for it too."""

    def moved(due_at: datetime, was: timedelta, will_be: timedelta) -> datetime:
        used = was - worked(at, due_at, hours)
        return after(at, max(will_be - used, _NOTHING), hours)

    first = moved(clocks.first_due, old.first, new.first) if clocks.is_first_open else clocks.first_due
    following = clocks.next_due and moved(clocks.next_due, old.next, new.next)
    if clocks.left is not None:
        left = max(clocks.left + new.solve - old.solve, _NOTHING)
        return replace(clocks, first_due=first, next_due=following, left=left)
    return replace(
        clocks, first_due=first, next_due=following, solve_due=moved(clocks.solve_due, old.solve, new.solve)
    )


def due(clocks: Clocks) -> datetime | None:
    """The soonest of the clocks that run; None while all stand still."""
    return min((moment for moment, _of in _running(clocks)), default=None)


def alarm(clocks: Clocks, promise: Promise, hours: WorkingHours) -> datetime | None:
    """When the last quarter of the time of a running clock begins: early enough to keep the promise."""
    spans = {"first": promise.first, "next": promise.next, "solve": promise.solve}
    return min(
        (before(moment, spans[of] / _LAST_QUARTER, hours) for moment, of in _running(clocks)), default=None
    )


def _running(clocks: Clocks) -> list[tuple[datetime, str]]:
    if clocks.left is not None:
        return []
    running = [(clocks.solve_due, "solve")]
    if clocks.is_first_open:
        running.append((clocks.first_due, "first"))
    if clocks.next_due is not None:
        running.append((clocks.next_due, "next"))
    return running
