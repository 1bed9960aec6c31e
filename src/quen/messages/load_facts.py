"""The facts of customers for their texts: each group of facts is read once for all of them, and only where needed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.messages.address_form import Known, dear, given_name, title_of
from quen.messages.fact_names import KNOWN
from quen.messages.house import House
from quen.messages.last_purchase import last_purchases
from quen.messages.unsubscribe_link import unsubscribe_url
from quen.messages.wishes import wishes_of
from quen.people.models import Customer
from quen.points.reads import NOTHING, balances_of
from quen.vouchers.models import State as VoucherState
from quen.vouchers.models import Voucher

Facts = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """Whose facts, for a text in which language, sent when on which channel."""

    customers: Sequence[int]
    language: str
    channel: str
    at: datetime
    house: House

    @property
    def today(self) -> date:
        """The shop's day."""
        return self.at.astimezone(self.house.zone).date()


def load(asked: Asked, names: Collection[str]) -> dict[int, Facts]:
    """Customer → the facts named, as far as they are known. Customers are roots."""
    groups = {KNOWN[name].group for name in names if name in KNOWN}
    found: dict[int, Facts] = {customer: {} for customer in asked.customers}
    for group in sorted(groups):
        for customer, facts in _READ[group](asked).items():
            found[customer].update(facts)
    return {
        customer: {name: value for name, value in facts.items() if name in names}
        for customer, facts in found.items()
    }


def _people(asked: Asked) -> Mapping[int, Facts]:
    wished = {root: wish.title for root, wish in wishes_of(asked.customers).items()}
    rows = Customer.objects.filter(pk__in=asked.customers)
    facts: dict[int, Facts] = {}
    for pk, name, kind, gender, born in rows.values_list("pk", "name", "kind", "gender", "birth_date"):
        known = Known(name, kind, gender, born, wished.get(pk, ""))
        title = title_of(known, tone=asked.house.tone, today=asked.today)
        facts[pk] = {
            "name": given_name(known),
            "full_name": name,
            "title": title if asked.language == "vi" else "",
            "dear": dear(known, title=title, language=asked.language),
        }
    return facts


def _points(asked: Asked) -> Mapping[int, Facts]:
    members = set(
        Member.objects.filter(pk__in=asked.customers, left_at__isnull=True).values_list("pk", flat=True)
    )
    balances = balances_of(customers=sorted(members), at=asked.at)
    facts: dict[int, Facts] = {}
    for member in members:
        balance = balances.get(member, NOTHING)
        day, points = next(iter(balance.expiring), (None, None))
        facts[member] = {"points": balance.available, "expiring_points": points, "expiring_day": day}
    return facts


def _tiers(asked: Asked) -> Mapping[int, Facts]:
    programme = version_in_force(asked.today)
    if programme is None or programme.tiers is None:
        return {}
    names = {step.key: step.name for step in programme.tiers.steps}
    members = Member.objects.filter(pk__in=asked.customers, left_at__isnull=True).values_list("pk", "tier")
    return {member: {"tier": names.get(tier, "")} for member, tier in members}


def _vouchers(asked: Asked) -> Mapping[int, Facts]:
    """Of the vouchers she can use, the one that ends first."""
    roots = _roots(asked.customers)
    rows = Voucher.objects.filter(customer__in=list(roots), state=VoucherState.READY).select_related("kind")
    today = asked.today
    hers: dict[int, list[Voucher]] = defaultdict(list)
    for row in rows:
        if row.customer_id and (row.valid_until is None or row.valid_until >= today):
            hers[roots[row.customer_id]].append(row)
    facts: dict[int, Facts] = {}
    for customer, vouchers in hers.items():
        first = min(vouchers, key=lambda each: (each.valid_until is None, each.valid_until or today, each.pk))
        facts[customer] = {
            "voucher": first.code,
            "voucher_name": first.kind.name,
            "voucher_until": first.valid_until,
        }
    return facts


def _purchases(asked: Asked) -> Mapping[int, Facts]:
    return {
        customer: {
            "product": last.product,
            "store": last.store,
            "bought_on": last.bought_at.astimezone(asked.house.zone).date(),
        }
        for customer, last in last_purchases(asked.customers).items()
    }


def _business(asked: Asked) -> Mapping[int, Facts]:
    return {customer: {"business": asked.house.business} for customer in asked.customers}


def _links(asked: Asked) -> Mapping[int, Facts]:
    base = asked.house.base
    if not base:
        return {}
    return {
        customer: {
            "unsubscribe": unsubscribe_url(base, customer=customer, channel=asked.channel),
            "card_link": f"{base}/m/",
        }
        for customer in asked.customers
    }


_READ: Mapping[str, Callable[[Asked], Mapping[int, Facts]]] = {
    "person": _people,
    "points": _points,
    "tier": _tiers,
    "voucher": _vouchers,
    "purchase": _purchases,
    "business": _business,
    "link": _links,
}


def _roots(customers: Sequence[int]) -> dict[int, int]:
    """The customers and all merged into them → whom they count as."""
    merged = Customer.objects.filter(root__in=customers).values_list("pk", "root")
    return {customer: customer for customer in customers} | {
        pk: root for pk, root in merged if root is not None
    }
