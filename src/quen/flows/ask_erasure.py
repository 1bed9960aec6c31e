"""A wish to be forgotten: asked for, waited for while it can be taken back, done by the worker.

The law's last day is `LAW_DAYS` after she asked (Decree 356/2025/NĐ-CP; see docs/how-to/forget-a-person.md). The wait
is the owner's to choose, inside it: long enough to notice a slip or a stranger at her phone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from quen.events.emit import emit
from quen.flows.erase_person import erase_person
from quen.flows.errors import BadWait, NotWaiting, OpenWithHer
from quen.flows.models import Erasure, ErasureSettings, ErasureState
from quen.flows.open_with_her import open_with
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.sentences import gettext_noop
from quen.people.events import ErasureAsked, ErasureTakenBack
from quen.people.find import everyone_in, root_of
from quen.shops.clock import day_of
from quen.shops.history import change
from quen.shops.reads import current_business
from quen.shops.roles import Role
from quen.tasks.cancel import cancel
from quen.tasks.create import create
from quen.tasks.models import LIVE, Task, TaskKind

LAW_DAYS = 20
_SOURCE = "erasure"


def erasure_settings() -> ErasureSettings:
    """What is in force; the defaults until somebody changes them."""
    return ErasureSettings.objects.filter(pk=1).first() or ErasureSettings(pk=1)


@transaction.atomic
def change_erasure_wait(*, days: int, by: Actor) -> ErasureSettings:
    """Keep a wish for so long before it is done, with its history. Raises BadWait."""
    if not 0 <= days <= LAW_DAYS:
        raise BadWait(
            gettext_noop("The law gives %(most)s days at most; choose a number from 0 to %(most)s."),
            most=LAW_DAYS,
        )
    row, _is_new = ErasureSettings.objects.select_for_update().get_or_create(pk=1)
    change(row, {"wait_days": days}, of="erasure", by=by)
    return row


@transaction.atomic
def ask_to_be_forgotten(*, customer: int, by: Actor, at: datetime, accepts_open: bool = False) -> Erasure:
    """Keep her wish, and give it to the managers as a task; the one that waits already is returned as it is.

    Raises NoSuchCustomer, OpenWithHer.
    """
    root = root_of(customer).pk
    if (waiting := waiting_for(root)) is not None:
        return waiting
    if not accepts_open and (found := open_with(root)):
        raise OpenWithHer(
            gettext_noop(
                "Nothing was asked for yet: %(count)s things are still open. Look at them and confirm."
            ),
            count=len(found),
        )
    row = Erasure(
        customer=root, way=by.kind.value, asked_at=at, asked_by=str(by),
        due_on=day_of(at) + timedelta(days=LAW_DAYS),
        erases_at=at + timedelta(days=erasure_settings().wait_days),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # she asked twice in one moment
        return Erasure.objects.get(customer=root, state=ErasureState.WAITING)
    emit(
        ErasureAsked(
            at=at, by=by, customer=root, subject=row.pk, way=row.way, erases_at=row.erases_at.isoformat(),
            due_on=row.due_on.isoformat(),
        )
    )  # fmt: skip
    _tell_managers(row, by=by, at=at)
    return row


@transaction.atomic
def take_back(*, customer: int, by: Actor, at: datetime) -> Erasure:
    """She stays, and the task with her. Raises NoSuchCustomer, NotWaiting."""
    root = root_of(customer).pk
    found = waiting_for(root)
    row = None if found is None else Erasure.objects.select_for_update().get(pk=found.pk)
    if row is None or row.state != ErasureState.WAITING:
        raise NotWaiting(gettext_noop("Nobody waits to be forgotten here. Nothing was changed."))
    row.state, row.ended_at, row.ended_by = ErasureState.TAKEN_BACK, at, str(by)
    row.save(update_fields=["state", "ended_at", "ended_by"])
    for task in Task.objects.filter(source_kind=_SOURCE, source_id=row.pk, state__in=LIVE):
        cancel(task=task.pk, at=at, by=by)
    emit(ErasureTakenBack(at=at, by=by, customer=root, subject=row.pk))
    return row


def waiting_for(customer: int) -> Erasure | None:
    """The wish of this person that waits, also where it was said for one since merged into her."""
    return waiting_for_any(everyone_in(root_of(customer).pk))


def waiting_for_any(hers: Sequence[int]) -> Erasure | None:
    """The same for the numbers of one person. One query."""
    return Erasure.objects.filter(customer__in=hers, state=ErasureState.WAITING).first()


def erase_due(*, at: datetime, most: int = 20) -> int:
    """Forget everybody whose wait is over, each in a transaction of her own; how many."""
    due = Erasure.objects.filter(state=ErasureState.WAITING, erases_at__lte=at).order_by("erases_at")[:most]
    return sum(
        erase_person(customer=row.customer, by=SYSTEM, at=at, accepts_open=True) or _nothing_left(row, at)
        for row in due
    )


def _nothing_left(row: Erasure, at: datetime) -> bool:
    row.state, row.ended_at, row.ended_by = ErasureState.DONE, at, str(SYSTEM)
    row.save(update_fields=["state", "ended_at", "ended_by"])
    return False


def _tell_managers(row: Erasure, *, by: Actor, at: datetime) -> None:
    business = current_business()
    with translation.override(business.language if business else "vi"):
        create(
            title=_("A customer asks to be forgotten: look at what is open with her, and answer her"),
            kind=TaskKind.OTHER, customer=row.customer, role=Role.MANAGER, due_at=min(row.erases_at, _second_day(at)),
            by=by, at=at, source_kind=_SOURCE, source_id=row.pk, key=f"erasure:{row.pk}",
        )  # fmt: skip


def _second_day(at: datetime) -> datetime:
    """The decree wants an answer within two working days."""
    return at + timedelta(days=2)
