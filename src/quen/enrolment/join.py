"""Become a member, and leave. `flows.enrol` is what a person at the counter does; this is the row it writes."""

from datetime import datetime

from django.db import transaction

from quen.enrolment.errors import NotAMember
from quen.enrolment.events import MemberEnrolled, MemberLeft
from quen.enrolment.models import Member, Way
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


@transaction.atomic
def join(
    *, customer: int, way: Way, at: datetime, by: Actor, store: int | None = None
) -> tuple[Member, bool]:
    """The customer's membership (of a root), and whether it is new. Who left and comes back goes on as before."""
    member, is_new = Member.objects.get_or_create(
        customer_id=customer,
        defaults={"enrolled_at": at, "store_id": store, "way": way, "enrolled_by": str(by)},
    )
    is_back = not is_new and member.left_at is not None
    if is_back:
        member.left_at = None
        member.save(update_fields=["left_at"])
    if is_new or is_back:
        emit(MemberEnrolled(at=at, by=by, customer=customer, store=store, way=way.value))
    return member, is_new


@transaction.atomic
def leave(*, customer: int, at: datetime, by: Actor) -> Member:
    """End a membership; the row stays for those who come back. Raises NotAMember."""
    member = Member.objects.select_for_update().filter(customer_id=customer, left_at__isnull=True).first()
    if member is None:
        raise NotAMember(gettext_noop("This customer is not a member."))
    member.left_at = at
    member.save(update_fields=["left_at"])
    emit(MemberLeft(at=at, by=by, customer=customer))
    return member
