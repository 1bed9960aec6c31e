"""What she did since counts: a call that reached her moves her up the board before anybody opens her lead."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from quen.leads.models import Lead, LeadState
from quen.leads.score import score
from quen.leads.traits import traits_of


@transaction.atomic
def score_again(customers: Collection[int]) -> int:
    """Score the open leads of these customers, and of whom they count as; how many changed."""
    open_ones = Lead.objects.select_for_update(of=("self",)).filter(state=LeadState.OPEN)
    hers = Q(customer__in=customers) | Q(customer__root__in=customers) | Q(customer__merged__in=customers)
    rows = Lead.objects.filter(hers, state=LeadState.OPEN).values("pk")
    changed = 0
    for lead in open_ones.filter(pk__in=rows).select_related("customer__root"):
        if (points := score(traits_of(lead))) != lead.score:
            lead.score = points
            lead.save(update_fields=["score"])
            changed += 1
    return changed
