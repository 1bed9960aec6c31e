"""Who was forgotten and says yes again herself may be written to again."""

from quen.messages.forgotten import write_again
from quen.people.find import everyone_in
from quen.people.models import Identity, IdentityKind


def welcome_back(root: int) -> None:
    """Her own yes lifts what was kept of her wish to be forgotten; what was suppressed for a complaint stays."""
    reached = (IdentityKind.PHONE, IdentityKind.EMAIL)
    known = Identity.objects.filter(customer__in=everyone_in(root), kind__in=reached)
    for address in known.values_list("value", flat=True):
        write_again(address)
