"""What the rules of the score look at, read from a lead's customer and her calls."""

from quen.leads.models import Lead, LeadSource
from quen.leads.score import Traits
from quen.people.find import group_of
from quen.people.models import CustomerKind, Identity, IdentityKind
from quen.tasks.models import Outcome, Task

_REACHED = (Outcome.REACHED, Outcome.BOUGHT, Outcome.CALL_BACK)


def traits_of(lead: Lead) -> Traits:
    """Two queries, and one for the customer where she was not loaded."""
    her = lead.customer.root or lead.customer
    kinds = set(Identity.objects.filter(customer__in=group_of(her.pk)).values_list("kind", flat=True))
    reached = Task.objects.filter(
        customer__in=group_of(her.pk), outcome__in=_REACHED, made_at__gte=lead.came_at
    )
    return Traits(
        source=LeadSource(lead.source), has_phone=IdentityKind.PHONE in kinds, has_email=IdentityKind.EMAIL in kinds,
        has_name=bool(her.name), is_company=her.kind == CustomerKind.COMPANY, wish=lead.wish,
        expected_minor=lead.expected_minor, contacts=lead.contacts, calls_reached=reached.count(),
    )  # fmt: skip
