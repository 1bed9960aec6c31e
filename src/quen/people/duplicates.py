"""Propose customers who may be one; staff decide with `merge` or `tell_apart`.

Phone numbers and e-mail addresses name one customer each, so a duplicate shows in what is alike: the name with the
birth date, with nearly the same phone number, with the same mailbox elsewhere. The rules stand in duplicates.sql.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.errors import AlreadyMerged
from quen.people.events import CustomersToldApart
from quen.people.find import locked
from quen.people.models import Customer, LikelyDuplicate, LikenessReason, NotDuplicate

MOST_ALIKE = 50
"""Customers who may share a key before it counts as a default value rather than a likeness."""

_PROPOSE = (Path(__file__).parent / "duplicates.sql").read_text()


@dataclass(frozen=True)
class Proposal:
    """Two customers, how sure we are that they are one (0 to 100), and why."""

    first: Customer
    second: Customer
    score: int
    reasons: Sequence[LikenessReason]


@transaction.atomic
def propose_duplicates(*, at: datetime) -> int:
    """Compare all customers and keep the likely pairs in place of the former ones; returns how many.

    A job for the night: half a minute of one core for a million customers, most of it sorting and hashing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PROPOSE, {"most": MOST_ALIKE, "at": at})
    return LikelyDuplicate.objects.count()


def proposals(*, most: int = 50, skip: int = 0) -> list[Proposal]:
    """The pairs to decide, the likeliest first. One query."""
    rows = LikelyDuplicate.objects.select_related("first", "second").order_by("-score", "pk")
    return [_proposal(row) for row in rows[skip : skip + most]]


def proposals_for(customer: int) -> list[Proposal]:
    """The pairs this customer is in, the likeliest first. One query."""
    rows = LikelyDuplicate.objects.filter(Q(first=customer) | Q(second=customer))
    return [_proposal(row) for row in rows.select_related("first", "second").order_by("-score", "pk")]


@transaction.atomic
def tell_apart(*, customer: int, other: int, by: Actor, at: datetime) -> NotDuplicate:
    """Say that two customers are two people; they are not proposed again. Said twice, it stands once.

    Raises AlreadyMerged where the two are one row or count as one, and NoSuchCustomer.
    """
    first, second = (locked(one) for one in sorted((customer, other)))
    if (first.root_id or first.pk) == (second.root_id or second.pk):
        raise AlreadyMerged(
            gettext_noop("%(customer)s and %(root)s are one already."), customer=first, root=second
        )
    said, is_new = NotDuplicate.objects.get_or_create(
        first=first, second=second, defaults={"said_at": at, "said_by": str(by)}
    )
    LikelyDuplicate.objects.filter(first=first, second=second).delete()
    if is_new:
        emit_all(
            CustomersToldApart(at=at, by=by, customer=told, first=first.pk, second=second.pk)
            for told in (first.pk, second.pk)
        )
    return said


def _proposal(row: LikelyDuplicate) -> Proposal:
    return Proposal(row.first, row.second, row.score, [LikenessReason(reason) for reason in row.reasons])
