"""Do a line of the list, set it aside, and take either back."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit
from quen.insight.events import CareDone, CareSetAside, CareUndone
from quen.insight.today.errors import AlreadyDecided, NoSuchCare, NotDays
from quen.insight.today.models import Care, CareState
from quen.insight.today.registry import KIND
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop

ASIDE_DAYS = (7, 30, 90)


@transaction.atomic
def mark_done(*, care: int, by: Actor, at: datetime) -> Care:
    """She was looked after. By the same person again nothing changes. Raises AlreadyDecided after anybody else."""
    line = _locked(care)
    if _is_decided(line, CareState.DONE, by):
        return line
    _decide(line, CareState.DONE, KIND[line.kind].rest_days, by, at)
    emit(CareDone(at=at, by=by, customer=line.customer_id, subject=line.pk, why=line.kind))
    return line


@transaction.atomic
def set_aside(*, care: int, days: int, by: Actor, at: datetime) -> Care:
    """Do not propose it for so many days. Raises NotDays, and AlreadyDecided where somebody else decided."""
    if days not in ASIDE_DAYS:
        raise NotDays(gettext_noop("Set aside for 7, 30 or 90 days; nothing was changed."))
    line = _locked(care)
    if _is_decided(line, CareState.ASIDE, by):
        return line
    _decide(line, CareState.ASIDE, days, by, at)
    until = str(line.rests_until)
    emit(CareSetAside(at=at, by=by, customer=line.customer_id, subject=line.pk, why=line.kind, until=until))
    return line


@transaction.atomic
def take_back(*, care: int, by: Actor, at: datetime) -> Care:
    """Let the line be open again. An open one is left as it is."""
    line = _locked(care)
    if line.state == CareState.OPEN:
        return line
    was, line.state = line.state, CareState.OPEN
    line.decided_at, line.decided_by, line.rests_until = None, "", None
    line.save()
    emit(CareUndone(at=at, by=by, customer=line.customer_id, subject=line.pk, why=line.kind, was=was))
    return line


def _locked(care: int) -> Care:
    line = Care.objects.select_for_update().filter(pk=care).first()
    if line is None:
        raise NoSuchCare(gettext_noop("This line is no longer on the list. Open the page again."))
    return line


def _is_decided(line: Care, state: CareState, by: Actor) -> bool:
    """Whether the same person already decided the same."""
    if line.state == CareState.OPEN:
        return False
    if line.state == state and line.decided_by == str(by):
        return True
    raise AlreadyDecided(
        gettext_noop("A colleague was faster: this line is already decided. See below by whom.")
    )


def _decide(line: Care, state: CareState, rest_days: int, by: Actor, at: datetime) -> None:
    line.state, line.decided_at, line.decided_by = state, at, str(by)
    line.rests_until = line.day + timedelta(days=rest_days)
    line.save()
