"""Vouchers of the stories."""

from datetime import datetime

from quen.flows.ring_up import SaleLine
from quen.kernel.actor import SYSTEM
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import VoucherKind
from quen.vouchers.terms import FixedOff, PercentOff, Terms

COFFEE = SaleLine(
    product="CF", name="Cà phê sữa", category="Đồ uống", amount_minor=60_000, quantity_milli=2_000
)
CAKE = SaleLine(product="BK", name="Bánh mì", category="Bánh", amount_minor=190_000, quantity_milli=1_000)

TWENTY = Terms(gives=PercentOff(percent=20, cap_minor=50_000), minimum_minor=200_000)
TEN_THOUSAND = Terms(gives=FixedOff(amount_minor=10_000))


def kind(at: datetime, *, terms: Terms = TEN_THOUSAND, code: str = "", key: str = "giam") -> VoucherKind:
    return make_kind(name="Giảm giá", key=key, code=code, terms=terms, at=at, by=SYSTEM)
