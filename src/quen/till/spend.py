"""How many points may be spent on a sale."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from quen.enrolment.versions import version_in_force
from quen.flows.ring_up import Receipt, Sale
from quen.points.reads import balance_of


@dataclass(frozen=True)
class Spendable:
    """`most` on this sale, of the `available`; one point pays `value_minor`."""

    available: int = 0
    most: int = 0
    value_minor: int = 0


def spendable(*, sale: Sale, quoted: Receipt) -> Spendable:
    """What the member may spend on a sale that was quoted. Four queries."""
    if sale.customer is None or not quoted.is_member:
        return Spendable()
    programme = version_in_force(localtime(sale.at).date())
    value = programme.point_value_minor if programme else 0
    available = balance_of(customer=sale.customer, at=sale.at).available
    if not value:
        return Spendable(available=available)
    to_pay = quoted.due_minor + quoted.redeemed_minor
    return Spendable(available, min(available, to_pay // value), value)
