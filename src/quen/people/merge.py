"""Take two customers for one, without losing anything of either.

Nothing moves: identities, purchases, consents and notes stay with the customer they were recorded for, and are read
through `root`. The merges not undone form trees; `root` is the top of a customer's tree, kept beside so that reading
costs one step however long the chain of merges.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.errors import AlreadyMerged
from quen.people.events import CustomersMerged
from quen.people.find import locked
from quen.people.models import Customer, LikelyDuplicate, Merge
from quen.people.search import refresh_search

_ONE_AT_A_TIME = 8_401_957  # any number no other advisory lock uses


@transaction.atomic
def merge(*, customer: int, into: int, by: Actor, at: datetime) -> Merge:
    """Let a customer, and all merged into her, count as another from now on. `unmerge` undoes exactly this.

    Where `into` was itself merged, both count as her root. Raises AlreadyMerged, NoSuchCustomer.
    """
    merge_one_at_a_time()
    merged, target = locked(customer), locked(into)
    root = target.root or target
    _refuse_what_is_merged(merged, root)
    row = Merge.objects.create(customer=merged, into=target, merged_at=at, merged_by=str(by))
    Customer.objects.filter(Q(pk=merged.pk) | Q(root=merged)).update(root=root, search=None)
    LikelyDuplicate.objects.filter(Q(first=merged) | Q(second=merged)).delete()
    refresh_search([root.pk])
    emit_all(
        CustomersMerged(at=at, by=by, customer=told, subject=row.pk, merged=merged.pk, into=root.pk)
        for told in (merged.pk, root.pk)
    )
    return row


def merge_one_at_a_time() -> None:
    """Wait for other merges to end: two at once could make each customer the other's root."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _refuse_what_is_merged(merged: Customer, root: Customer) -> None:
    if merged.pk == root.pk or merged.root_id == root.pk:
        raise AlreadyMerged(
            gettext_noop("%(customer)s and %(root)s are one already."), customer=merged, root=root
        )
    if merged.root_id is not None:
        raise AlreadyMerged(
            gettext_noop(
                "%(customer)s already counts as %(root)s. Merge %(root)s instead, or undo that merge first."
            ),
            customer=merged,
            root=merged.root,
        )
