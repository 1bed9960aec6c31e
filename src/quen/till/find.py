"""Find customers as the cashier types: last digits, phone, name without diacritics, card, QR."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from quen.enrolment.models import Member
from quen.insight.models import CustomerSummary
from quen.kernel.codes import bare, scanned
from quen.kernel.phone import spaced, to_e164
from quen.people.look_up import look_up
from quen.people.models import Customer, Identity, IdentityKind

SHOWN = 8
LOOKED_AT = 40
"""Of many who fit, so many are looked at, and those who came last are shown: order among a million costs seconds."""
LEAST = 2


@dataclass(frozen=True)
class Found:
    """One customer in the list. `is_exact`: a card, code or whole phone number named her."""

    customer: int
    name: str
    phone: str
    is_member: bool
    is_exact: bool


def find(text: str) -> Sequence[Found]:
    """Who is meant, the likeliest first. At most six queries. Raises SearchTooLong."""
    wanted = scanned(text)
    if len(wanted) < LEAST:
        return []
    exact = _named_by(wanted)
    rows = list(_with_phones(Customer.objects.filter(pk__in=[exact] if exact else []))) or _searched(wanted)
    members = set(
        Member.objects.filter(pk__in=[row.pk for row in rows], left_at=None).values_list("pk", flat=True)
    )
    return [Found(row.pk, name_of(row), phone_of(row), row.pk in members, row.pk == exact) for row in rows]


def phone_of(customer: Customer) -> str:
    """Her first phone number, for reading; the identities are prefetched."""
    phones = [row.value for row in customer.identities.all() if row.kind == IdentityKind.PHONE]
    return spaced(phones[0]) if phones else ""


def name_of(customer: Customer) -> str:
    """What to call her: by her name, else by her phone number."""
    return customer.name or phone_of(customer) or str(customer)


def _named_by(text: str) -> int | None:
    """The customer whose card, code or whole phone number it is, as whom she now counts."""
    phone = to_e164(text) if any(map(str.isdigit, text)) else None
    by = Q(kind__in=[IdentityKind.CARD, IdentityKind.CODE], value__in={text, bare(text)})
    if phone:
        by |= Q(kind=IdentityKind.PHONE, value=phone)
    found = Identity.objects.filter(by).select_related("customer").first()
    return (found.customer.root_id or found.customer_id) if found else None


def _searched(text: str) -> list[Customer]:
    fit = [row.pk for row in look_up(text, most=LOOKED_AT)]
    last: dict[int, datetime | None] = dict(
        CustomerSummary.objects.filter(pk__in=fit).values_list("pk", "last_at")
    )
    fit.sort(key=lambda pk: (-_moment(last.get(pk)), pk))
    shown = fit[:SHOWN]
    rows = {row.pk: row for row in _with_phones(Customer.objects.filter(pk__in=shown))}
    return [rows[pk] for pk in shown if pk in rows]


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _with_phones(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    return customers.only("pk", "name").prefetch_related(
        Prefetch("identities", Identity.objects.filter(kind=IdentityKind.PHONE).order_by("created_at", "pk"))
    )
