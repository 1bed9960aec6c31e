"""Somebody else does it."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.shops.roles import Role
from quen.tasks.change import held_live, keep
from quen.tasks.create import refuse_two_owners
from quen.tasks.events import TaskAssigned
from quen.tasks.models import Task


@transaction.atomic
def assign(*, task: int, at: datetime, by: Actor, owner: int | None = None, role: Role | None = None) -> Task:
    """Give it to one of the staff, to a team, or with neither to everyone. Raises NoSuchTask, TaskEnded, BadTask."""
    refuse_two_owners(owner, role)
    given = held_live(task)
    given.owner_id, given.role = owner, role or ""
    keep(given)
    emit(
        TaskAssigned(at=at, by=by, customer=given.customer_id, store=given.store_id, subject=given.pk,
                     title=given.title, task_kind=given.kind, staff=owner, role=given.role)
    )  # fmt: skip
    return given
