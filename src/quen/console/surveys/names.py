"""The names of what answers are cut by."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from quen.enrolment.versions import version_in_force
from quen.insight.feedback.results import Scored
from quen.purchases.models import Product
from quen.segments.models import Segment
from quen.shops.clock import day_of
from quen.shops.models import Store


def names_for(cuts: Mapping[str, Sequence[Scored]]) -> dict[str, dict[str, str]]:
    """Cut → value → name, for the cuts whose names the database knows. A query for each of these."""
    found: dict[str, dict[str, str]] = {}
    if "store" in cuts:
        found["store"] = {str(pk): name for pk, name in Store.objects.values_list("pk", "name")}
    if "product" in cuts:
        rows = Product.objects.filter(pk__in=[int(one.name) for one in cuts["product"]])
        found["product"] = {str(row.pk): str(row) for row in rows}
    if "segment" in cuts:
        keys = [one.name for one in cuts["segment"]]
        found["segment"] = {row.key: row.shown_name for row in Segment.objects.filter(key__in=keys)}
    if "tier" in cuts:
        found["tier"] = tier_names()
    return found


def tier_names() -> dict[str, str]:
    """Tiers of the programme in force by their keys."""
    programme = version_in_force(day_of(timezone.now()))
    return {step.key: step.name for step in programme.tiers.steps} if programme and programme.tiers else {}
