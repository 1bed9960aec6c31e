"""Take two customers for one with their points and their membership, and for two again.

Locks are taken in one order everywhere: customers, then members, then what is theirs, budgets of all at last.
"""

from datetime import datetime

from django.db import transaction

from quen.flows.join_members import join_members, part_members
from quen.kernel.actor import Actor
from quen.people.find import root_of
from quen.people.merge import merge
from quen.people.models import Merge
from quen.people.unmerge import unmerge
from quen.points.move import move_apart, move_with_merge
from quen.vouchers import quota


@transaction.atomic
def merge_customers(*, customer: int, into: int, by: Actor, at: datetime) -> Merge:
    """Let a customer count as another, who then has the points, the progress and the limits of both.

    `part_customers` undoes it. Raises AlreadyMerged, NoSuchCustomer.
    """
    row = merge(customer=customer, into=into, by=by, at=at)
    root = root_of(customer).pk
    join_members(merged=customer, root=root, merge=row.pk, at=at, by=by)
    move_with_merge(merged=customer, into=root, merge=row.pk, at=at, by=by)
    quota.join(merged=customer, root=root)
    return row


@transaction.atomic
def part_customers(*, merge: int, by: Actor, at: datetime) -> Merge:
    """Undo a merge: who leaves has her counters again, and what is left of the points she brought in her own lots.

    What came since stays with whom both counted as. Raises NotMerged.
    """
    before = Merge.objects.filter(pk=merge).values_list("customer__root", flat=True).first()
    row = unmerge(merge=merge, by=by, at=at)
    assert before is not None
    part_members(merge=row.pk, at=at, by=by)
    move_apart(merged=row.customer_id, root=before, merge=row.pk, at=at, by=by)
    quota.part(merged=row.customer_id, root=before)
    return row
