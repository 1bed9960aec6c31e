"""Whose task it is, and which are due."""

from datetime import datetime

from django.db.models import Exists, F, Q, QuerySet

from quen.people.find import group_of
from quen.shops.models import Staff
from quen.tasks.models import LIVE, Task


def belonging_to(staff: Staff) -> Q:
    """Tasks of this person or of everyone of her role, at her stores; with neither they are everyone's."""
    mine = Q(owner=staff.pk) | Q(owner=None, role__in=(staff.role, ""))
    return mine & at_stores_of(staff)


def at_stores_of(staff: Staff) -> Q:
    """Tasks of no store, or of one this person works at; who is bound to no store works at all. No query of its own."""
    bound = Staff.stores.through.objects.filter(staff=staff.pk)
    return Q(store=None) | Q(store__in=bound.values("store")) | ~Q(Exists(bound))


def awake(at: datetime) -> Q:
    """Still to be done, and not put off."""
    return Q(state__in=LIVE) & (Q(not_before=None) | Q(not_before__lte=at))


def due_count(staff: Staff, at: datetime) -> int:
    """How many tasks remind this person now: the number in the navigation. One query on two indexes."""
    return Task.objects.filter(belonging_to(staff), state__in=LIVE, remind_at__lte=at).count()


def tasks_of(root: int) -> QuerySet[Task]:
    """Everything to do or done for one person, open ones first, read with everyone merged into her."""
    rows = Task.objects.filter(customer__in=group_of(root)).select_related("owner")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "due_at", "-pk")
