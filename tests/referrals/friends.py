"""Friends, who come with Lan's code and buy."""

from datetime import datetime, timedelta

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.flows.ring_up import Receipt
from quen.points.reads import balance_of
from quen.referrals.codes import give_code
from quen.referrals.models import Referral
from tests.flows.loyal import SUNDAY, bought
from tests.world import World

OVER = SUNDAY + timedelta(days=8)
"""The eighth day after: the seven days of the return period are over."""


def brought(
    world: World, *, phone: str = "0987 654 321", by_code_of: int | None = None, at: datetime = SUNDAY,
    holds_card_of: int | None = None,
) -> Referral:  # fmt: skip
    """A stranger enrols with a code (Lan's where none is named)."""
    code = give_code(customer=by_code_of or world.lan.pk, at=at)
    friend = enrol(
        phone=phone, consent=True, way=Way.TILL, store=world.store.pk, at=at, key=f"enrol-{phone}",
        by=world.by_mai, referred_by=code, holds_card_of=holds_card_of,
    )  # fmt: skip
    return Referral.objects.get(friend=friend.customer_id)


def buys(
    world: World, referral: Referral, amount: int = 120_000, *, key: str = "k1", days: int = 0
) -> Receipt:
    """The friend buys."""
    at = SUNDAY + timedelta(days=days, hours=1)
    return bought(world, amount, customer=referral.friend_id, at=at, key=f"{key}-{referral.pk}")


def points(customer: int, at: datetime = OVER) -> int:
    return balance_of(customer=customer, at=at).available
