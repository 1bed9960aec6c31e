"""Take two customers for one with their points, and for two again."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.people.merge import merge
from quen.people.models import Merge
from quen.people.unmerge import unmerge
from quen.points.move import move_apart, move_with_merge


@transaction.atomic
def merge_customers(*, customer: int, into: int, by: Actor, at: datetime) -> Merge:
    """Let a customer count as another, who then has the points of both. `part_customers` undoes it.

    Raises AlreadyMerged, NoSuchCustomer.
    """
    row = merge(customer=customer, into=into, by=by, at=at)
    root = row.customer.root_id or into
    move_with_merge(merged=customer, into=root, merge=row.pk, at=at, by=by)
    return row


@transaction.atomic
def part_customers(*, merge: int, by: Actor, at: datetime) -> Merge:
    """Undo a merge; what is left of the points she brought goes back into her own lots. Raises NotMerged."""
    before = Merge.objects.filter(pk=merge).values_list("customer__root", flat=True).first()
    row = unmerge(merge=merge, by=by, at=at)
    assert before is not None
    move_apart(merged=row.customer_id, root=before, merge=row.pk, at=at, by=by)
    return row
