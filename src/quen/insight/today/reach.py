"""How customers may be reached: what they agreed to, and by what they can be found."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from quen.people.consent import statements_in_force
from quen.people.models import Consent, ConsentChannel, Customer, Identity, IdentityKind, Purpose


@dataclass(frozen=True)
class Reach:
    """`phone` is E.164 and `email` an address, empty where unknown, whether or not they may be used."""

    phone: str = ""
    email: str = ""
    agreed: frozenset[ConsentChannel] = frozenset()

    @property
    def may_call(self) -> bool:
        """Whether she may be called now."""
        return bool(self.phone) and ConsentChannel.CALL in self.agreed

    @property
    def may_write(self) -> bool:
        """Whether she may be sent a message now."""
        by_phone = bool(self.phone) and bool(self.agreed & {ConsentChannel.SMS, ConsentChannel.ZALO})
        return by_phone or (bool(self.email) and ConsentChannel.EMAIL in self.agreed)

    @property
    def is_any(self) -> bool:
        """Whether she may be reached at all; otherwise she is spoken to when she comes."""
        return self.may_call or self.may_write


def reach_of(customers: Collection[int]) -> dict[int, Reach]:
    """Of each customer, with those merged into her. Two queries; none for nobody."""
    if not customers:
        return {}
    hers = Customer.objects.filter(Q(pk__in=customers) | Q(root__in=customers))
    person = Coalesce("customer__root", "customer")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    ways = Identity.objects.filter(kind__in=[IdentityKind.PHONE, IdentityKind.EMAIL], customer__in=hers)
    for one, kind, value in (
        ways.annotate(person=person).order_by("created_at", "pk").values_list("person", "kind", "value")
    ):
        found[one][kind] = value
    said: dict[int, list[Consent]] = defaultdict(list)
    words = Consent.objects.filter(purpose=Purpose.MARKETING, customer__in=hers)
    for consent in words.annotate(person=person):
        said[consent.person].append(consent)
    return {
        one: Reach(found[one].get("phone", ""), found[one].get("email", ""), _agreed(said[one]))
        for one in customers
    }


def _agreed(said: Collection[Consent]) -> frozenset[ConsentChannel]:
    """The channels on which her yes counts now."""
    return frozenset(one.channel for one in statements_in_force(said) if one.is_given)
