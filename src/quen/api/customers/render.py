"""From rows to the shape of a customer; a page takes five queries, however long it is."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from quen.api.customers.shapes import Customer, Membership
from quen.enrolment.models import Member
from quen.people.models import Customer as Row
from quen.people.models import Identity, IdentityKind, SegmentMembership


def rendered(rows: Sequence[Row]) -> list[Customer]:
    """The roots as they are shown, with the identities of everyone merged into them."""
    roots = {row.pk: row for row in rows}
    groups = {pk: pk for pk in roots}
    for pk, root in Row.objects.filter(root__in=roots).values_list("pk", "root_id"):
        groups[pk] = root or pk
    identities: dict[int, list[Identity]] = {pk: [] for pk in roots}
    for identity in Identity.objects.filter(customer__in=groups).order_by("pk"):
        identities[groups[identity.customer_id]].append(identity)
    members = {
        groups[member.customer_id]: member
        for member in Member.objects.filter(Q(customer__in=groups), left_at=None).order_by("-enrolled_at")
    }
    segments: dict[int, list[str]] = {}
    for customer, key in (
        SegmentMembership.objects.filter(customer__in=roots)
        .order_by("segment")
        .values_list("customer", "segment")
    ):
        segments.setdefault(customer, []).append(key)
    return [_shape(row, identities[row.pk], members.get(row.pk), segments.get(row.pk, [])) for row in rows]


def _shape(row: Row, identities: Iterable[Identity], member: Member | None, segments: list[str]) -> Customer:
    known = list(identities)

    def values(kind: IdentityKind) -> list[str]:
        return [identity.value for identity in known if identity.kind == kind]

    return Customer(
        id=row.pk,
        kind=row.kind,
        part=row.part,
        name=row.name,
        phones=values(IdentityKind.PHONE),
        cards=values(IdentityKind.CARD),
        codes=values(IdentityKind.CODE),
        emails=values(IdentityKind.EMAIL),
        gender=row.gender,
        birth_date=row.birth_date,
        language=row.language,
        income_band=row.income_band,
        area=row.area,
        address=row.address,
        interests=row.interests,
        tags=row.tags,
        source=row.source,
        created_at=row.created_at,
        membership=Membership(enrolled_at=member.enrolled_at, tier=member.tier) if member else None,
        segments=segments,
    )
