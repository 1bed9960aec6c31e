"""Which claims are under way, whose, and how old they are."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, Q, QuerySet

from quen.people.find import group_of
from quen.shops.models import Staff
from quen.warranty.models import Claim, Place


@dataclass(frozen=True)
class OpenCounts:
    """Claims whose goods are here: how many, how many undecided, how many to be fetched, the age of the oldest."""

    under_way: int
    undecided: int
    to_fetch: int
    oldest_days: int | None


def open_counts(*, at: datetime) -> OpenCounts:
    """One query on the index of open claims."""
    row = Claim.objects.filter(ended_at=None).aggregate(
        under_way=Count("pk"), undecided=Count("pk", filter=Q(decision="")),
        to_fetch=Count("pk", filter=Q(place=Place.BACK)), oldest=Min("opened_at"),
    )  # fmt: skip
    oldest = row.pop("oldest")
    return OpenCounts(**row, oldest_days=(at - oldest).days if oldest else None)


def at_stores_of(staff: Staff) -> Q:
    """Claims of no store, or of one this person works at; who is bound to none works at all. No query of its own."""
    bound = Staff.stores.through.objects.filter(staff=staff.pk)
    return Q(store=None) | Q(store__in=bound.values("store")) | ~Q(Exists(bound))


def earlier_claims(claim: Claim) -> list[Claim]:
    """Other claims of the same line, newest first."""
    return list(Claim.objects.filter(line=claim.line_id).exclude(pk=claim.pk).order_by("-pk"))


def claims_of(root: int) -> QuerySet[Claim]:
    """All claims of one person, read with everyone merged into her, newest first."""
    return Claim.objects.filter(customer__in=group_of(root)).select_related("line__product").order_by("-pk")
