"""Questions about customers, always answered for the person: through `root`, with everyone merged into her."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from quen.kernel.names import search_key
from quen.people.consent import Statement, statements_in_force
from quen.people.find import Group, group_of, no_such
from quen.people.models import Consent, Contact, Customer, CustomerKind, CustomerPart, Identity, Note

_SPOKEN = ArraySubquery(
    Contact.objects.filter(person=OuterRef("pk"))
    .order_by("pk")
    .values(
        json=JSONObject(
            pk=Coalesce("company__root", "company"),
            name=Coalesce("company__root__name", "company__name"),
            part="part",
        )
    )
)
"""Of each customer the companies she speaks for, in the same query: number and name as they now count, and her part."""


@dataclass(frozen=True)
class Spoken:
    """Somebody who speaks for a company, or a company somebody speaks for: as whom she or it now counts."""

    customer: Customer
    part: CustomerPart


@dataclass(frozen=True)
class Basics:
    """Who a customer is. The facts are her own; what she left open is filled from those merged into her."""

    customer: Customer
    merged: Sequence[Customer]
    identities: Sequence[Identity]
    birth_date: date | None
    gender: str
    income_band: str
    area: str
    address: str
    interests: Sequence[str]
    tags: Sequence[str]
    household: Sequence[Customer]
    contacts: Sequence[Customer]
    companies: Sequence["Spoken"]
    notes: Sequence[Note]
    consents: Sequence[Statement]

    @property
    def everyone(self) -> list[int]:
        """The customer and those merged into her: whose purchases and events are hers."""
        return [self.customer.pk, *(customer.pk for customer in self.merged)]


def basics(customer: int) -> Basics:
    """Everything this room knows of the person behind a customer. At most six queries, however much there is.

    Asked for a merged customer it answers for her root. Raises NoSuchCustomer.
    """
    notes = Note.objects.filter(deleted_at=None).order_by("-written_at", "-pk")
    itself = Customer.objects.filter(pk=customer)
    root = Subquery(itself.annotate(counts_as=Coalesce("root_id", "pk")).values("counts_as"))
    group = list(
        Customer.objects.filter(Q(pk=root) | Q(root=root))
        .annotate(spoken=_SPOKEN)
        .prefetch_related(
            Prefetch("identities", Identity.objects.order_by("kind", "created_at", "pk")),
            Prefetch("notes", notes),
            Prefetch("consents", Consent.objects.order_by("-given_at", "-pk")),
        )
    )
    if not group:
        raise no_such(customer)
    group.sort(key=lambda one: (one.root_id is not None, one.pk))
    return _put_together(group)


def _put_together(group: Sequence[Customer]) -> Basics:
    own, merged = group[0], group[1:]
    notes = sorted((note for one in group for note in one.notes.all()), key=_newest_first)
    return Basics(
        customer=own,
        merged=merged,
        identities=[identity for one in group for identity in one.identities.all()],
        birth_date=next((one.birth_date for one in group if one.birth_date), None),
        gender=_first_known(group, "gender"),
        income_band=_first_known(group, "income_band"),
        area=_first_known(group, "area"),
        address=_first_known(group, "address"),
        interests=list(dict.fromkeys(interest for one in group for interest in one.interests)),
        tags=sorted({tag for one in group for tag in one.tags}),
        household=_others(group, Q(household__in=[one.household_id for one in group if one.household_id])),
        contacts=[one.customer for one in _contacts(group)] if own.kind == CustomerKind.COMPANY else [],
        companies=_by_name(
            Spoken(Customer(pk=said["pk"], name=said["name"]), CustomerPart(said["part"]))
            for one in group
            for said in one.spoken  # type: ignore[attr-defined]  # annotated by basics
        ),
        notes=notes,
        consents=statements_in_force([consent for one in group for consent in one.consents.all()]),
    )


def contacts_of(company: int) -> Sequence[Spoken]:
    """Who speaks for a company or for one merged into it, by name. One query."""
    return _contacts(group_of(company))


def companies_of(person: int) -> Sequence[Spoken]:
    """The companies a person, or one merged into her, speaks for, by name. One query."""
    rows = Contact.objects.filter(person__in=group_of(person)).select_related("company__root").order_by("pk")
    return _by_name(Spoken(row.company.root or row.company, CustomerPart(row.part)) for row in rows)


def _contacts(group: Group | Sequence[Customer]) -> Sequence[Spoken]:
    rows = Contact.objects.filter(company__in=group).select_related("person__root").order_by("pk")
    return _by_name(Spoken(row.person.root or row.person, CustomerPart(row.part)) for row in rows)


def _by_name(said: Iterable[Spoken]) -> Sequence[Spoken]:
    """Each once, with the part of the newest word."""
    found = {one.customer.pk: one for one in said}
    return sorted(found.values(), key=lambda one: (search_key(one.customer.name), one.customer.pk))


def _newest_first(note: Note) -> tuple[float, int]:
    return (-note.written_at.timestamp(), -note.pk)


def _first_known(group: Sequence[Customer], field: str) -> str:
    return next((value for one in group if (value := str(getattr(one, field)))), "")


def _others(group: Sequence[Customer], condition: Q) -> Sequence[Customer]:
    found = Customer.objects.filter(condition, root=None).exclude(pk=group[0].pk)
    return list(found.order_by("name_key", "pk"))
