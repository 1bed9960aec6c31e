"""What speaks against a referral: each doubt one check, told to staff, who decide.

A doubt is no proof. Sisters live in one house and are two customers; so a doubt stops the reward, and a person looks.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from django.db.models import Q

from quen.people.find import everyone_in
from quen.people.models import Customer, Identity, IdentityKind, LikelyDuplicate
from quen.purchases.models import Purchase
from quen.referrals.models import Referral
from quen.shops.models import Staff

_LONGEST_RING = 50


class Doubt(StrEnum):
    """What may be wrong with it."""

    SELF = "self"
    HOUSEHOLD = "household"
    DEVICE = "device"
    VELOCITY = "velocity"
    RING = "ring"
    STAFF = "staff"
    KNOWN = "known"


def doubts_of(referral: Referral) -> list[Doubt]:
    """All that speaks against it as things stand now, merges and households of today."""
    advocate, friend = as_now(referral.advocate), as_now(referral.friend)
    return [doubt for doubt, is_so in _CHECKS if is_so(referral, advocate, friend)]


def as_now(customer: Customer) -> Customer:
    """As whom she counts today."""
    return customer.root or customer


def _may_be_one(_referral: Referral, advocate: Customer, friend: Customer) -> bool:
    """Merged into one, or so alike that they may be one: same e-mail, name and birthday, ... (people/duplicates.py)."""
    if advocate.pk == friend.pk:
        return True
    hers, theirs = everyone_in(advocate.pk), everyone_in(friend.pk)
    return LikelyDuplicate.objects.filter(
        Q(first__in=hers, second__in=theirs) | Q(first__in=theirs, second__in=hers)
    ).exists()


def _share_a_home(_referral: Referral, advocate: Customer, friend: Customer) -> bool:
    if advocate.household_id is not None and advocate.household_id == friend.household_id:
        return True
    return bool(advocate.address) and advocate.address.casefold() == friend.address.casefold()


def _share_a_device(referral: Referral, advocate: Customer, _friend: Customer) -> bool:
    """The browser in which the friend enrolled showed the card of the advocate, or of another friend of hers."""
    if referral.holds_card_of is None:
        return False
    holder = Customer.objects.select_related("root").filter(pk=referral.holds_card_of).first()
    if holder is None:
        return False
    if as_now(holder).pk == advocate.pk:
        return True
    friends = Referral.objects.filter(advocate__in=everyone_in(advocate.pk)).exclude(pk=referral.pk)
    return friends.filter(friend__in=everyone_in(as_now(holder).pk)).exists()


def _come_too_fast(referral: Referral, advocate: Customer, _friend: Customer) -> bool:
    most = referral.terms.most_a_day
    if most is None:
        return False
    window = (referral.made_at - timedelta(hours=24), referral.made_at)
    made = Referral.objects.filter(advocate__in=everyone_in(advocate.pk), made_at__range=window)
    return made.exclude(pk=referral.pk).count() >= most


def _go_round(_referral: Referral, advocate: Customer, friend: Customer) -> bool:
    """Whether the friend stands above the advocate: she brought her, or who brought her, and so on."""
    met: set[int] = set()
    above: int | None = advocate.pk
    while above is not None and above not in met and len(met) < _LONGEST_RING:
        met.add(above)
        brought = Referral.objects.filter(friend__in=everyone_in(above))
        referral = brought.select_related("advocate__root").order_by("pk").first()
        above = None if referral is None else as_now(referral.advocate).pk
        if above == friend.pk:
            return True
    return above is not None and above in met


def _are_staff(_referral: Referral, advocate: Customer, friend: Customer) -> bool:
    if advocate.is_internal or friend.is_internal:
        return True
    everyone = [*everyone_in(advocate.pk), *everyone_in(friend.pk)]
    mails = Identity.objects.filter(customer__in=everyone, kind=IdentityKind.EMAIL)
    return Staff.objects.filter(email__in=mails.values("value")).exists()


def _was_known(referral: Referral, _advocate: Customer, friend: Customer) -> bool:
    """Somebody who bought here before needed no friend to find the shop."""
    before = Purchase.objects.filter(bought_at__lt=referral.made_at, customer__in=everyone_in(friend.pk))
    return before.exists()


_CHECKS: tuple[tuple[Doubt, Callable[[Referral, Customer, Customer], bool]], ...] = (
    (Doubt.SELF, _may_be_one),
    (Doubt.HOUSEHOLD, _share_a_home),
    (Doubt.DEVICE, _share_a_device),
    (Doubt.VELOCITY, _come_too_fast),
    (Doubt.RING, _go_round),
    (Doubt.STAFF, _are_staff),
    (Doubt.KNOWN, _was_known),
)
