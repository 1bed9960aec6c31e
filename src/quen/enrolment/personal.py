"""What this room keeps about persons."""

from django.utils import timezone

from quen.enrolment.models import Member
from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="enrolment.member", of=("customer",), called=gettext_noop("Membership"),
        tells=("enrolled_at", "way", "left_at", "tier", "tier_until", "counters"),
        fate=Fate.STAYS, plain=("counters", "tier"),
        because=gettext_noop("Membership ends; what it counted stays without a name, as the points ledger needs it."),
    ),
)  # fmt: skip
NOBODY = frozenset({"enrolment.programmeversion"})


def erase_more(person: Person) -> None:
    """Who is forgotten is a member no more."""
    Member.objects.filter(customer__in=person.customers, left_at=None).update(left_at=timezone.now())
