"""The vouchers of the chain: what each kind gives, and for how long."""

from datetime import date, timedelta

from quen.demo.loyalty.moments import morning
from quen.kernel.actor import SYSTEM
from quen.programme.conditions import Scope
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import VoucherKind
from quen.vouchers.terms import Bundle, BundlePart, FixedOff, HandedOver, PercentOff, Terms

CUP, WELCOME, FRIEND, TENTH, OFFICE = "cup", "welcome", "friend", "tenth", "office"
HANDED_OVER = frozenset({CUP, WELCOME, FRIEND})
_CODE_DAYS = 21


def make_kinds(*, begins: date, ends: date) -> dict[str, VoucherKind]:
    """All kinds by key: single codes, two public codes that had their time, and one that runs."""
    at = morning(begins)
    kinds = [
        make_kind(key=key, name=name, terms=terms, code=code, at=at, by=SYSTEM)
        for key, name, code, terms in (*_singles(), *_publics(begins, ends))
    ]
    return {kind.key: kind for kind in kinds}


def _singles() -> list[tuple[str, str, str, Terms]]:
    return [
        (CUP, "Một ly cà phê", "", Terms(gives=HandedOver(), valid_days=45, members_only=True)),
        (WELCOME, "Bánh flan chào bạn mới", "", Terms(gives=HandedOver(), valid_days=30, members_only=True)),
        (FRIEND, "Trà đào mời bạn mới", "", Terms(gives=HandedOver(), valid_days=30, members_only=True)),
        (TENTH, "Giảm 10% một hóa đơn", "", Terms(gives=PercentOff(percent=10), valid_days=60)),
        (
            OFFICE, "Phiếu 50.000 ₫ gửi khách công ty", "",
            Terms(gives=FixedOff(amount_minor=50_000), minimum_minor=200_000, is_transferable=True),
        ),
    ]  # fmt: skip


def _publics(begins: date, ends: date) -> list[tuple[str, str, str, Terms]]:
    opening, anniversary = begins + timedelta(days=14), begins + (ends - begins) * 2 / 3
    tenth = PercentOff(percent=10)
    combo = Bundle(
        parts=(
            BundlePart(goods=Scope(categories=("Cà phê pha sẵn",))),
            BundlePart(goods=Scope(categories=("Bánh tươi",))),
        ),
        price_minor=49_000,
    )
    return [
        (
            "grand-opening", "Mừng khai trương giảm 10%", "KHAITRUONG",
            Terms(gives=tenth, first_day=opening, last_day=opening + timedelta(days=_CODE_DAYS), stacks=True),
        ),
        (
            "anniversary", "Sinh nhật tiệm giảm 10%", "MOC10",
            Terms(gives=tenth, first_day=anniversary, last_day=anniversary + timedelta(days=_CODE_DAYS)),
        ),
        (
            "combo", "Cà phê và bánh 49.000 ₫", "COMBO49",
            Terms(gives=combo, first_day=ends - timedelta(days=10), last_day=ends + timedelta(days=20)),
        ),
    ]  # fmt: skip
