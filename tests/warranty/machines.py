"""Lan's coffee machine: how it was sold, and what the shop promised."""

from datetime import date, datetime, timedelta
from typing import Any

from quen.kernel.names import search_key
from quen.purchases.models import Category, Line, Product, Purchase, Return, ReturnLine
from quen.warranty.decide import decide
from quen.warranty.lay_down import lay_down
from quen.warranty.models import Claim, Decision, Place, TermsVersion
from quen.warranty.move import move
from quen.warranty.open_claim import open_claim
from quen.warranty.terms import Clause, Covers
from tests.world import World

YEAR = timedelta(days=365)
SERIAL = "MP-2024 7781"

CLAUSES = (
    Clause(0, Covers.WRITTEN, "Thời hạn ghi trên hóa đơn được giữ nguyên"),
    Clause(0, Covers.CATEGORY, "Máy móc được bảo hành 12 tháng", months=12, category="Máy móc"),
    Clause(0, Covers.EXCLUDED, "Hàng tiêu hao không được bảo hành", category="Tiêu hao"),
    Clause(0, Covers.EXCLUDED, "Hư hỏng do nước hoặc rơi vỡ"),
)


def category(name: str) -> Category:
    return Category.objects.get_or_create(key=search_key(name), defaults={"name": name})[0]


def product(code: str = "MP1", name: str = "Máy pha cà phê", **facts: Any) -> Product:
    found = Product.objects.filter(code=code).first()
    return found or Product.objects.create(code=code, name=name, **{"category": category("Máy móc"), **facts})


def sold(world: World, at: datetime, *, receipt: str = "HD001", **facts: Any) -> Line:
    """One line of a receipt of Lan's; `customer` None for a stranger's."""
    her = facts.pop("customer", world.lan)
    purchase, _is_new = Purchase.objects.get_or_create(
        store=world.store, receipt=receipt, receipt_period="",
        defaults={"customer": her, "bought_at": at, "amount_minor": 6_490_000},
    )  # fmt: skip
    said: dict[str, Any] = {"quantity": 1, "amount_minor": 6_490_000, "serial": SERIAL, **facts}
    if "product" not in said:
        said["product"] = product()
    return Line.objects.create(purchase=purchase, fingerprint=Line.objects.count() + 1, **said)


def returned(line: Line, at: datetime, *, quantity: int = 1, is_linked: bool = True) -> Return:
    """So many of a line came back."""
    row = Return.objects.create(
        store=line.purchase.store, receipt=f"R{Return.objects.count()}", customer=line.purchase.customer,
        returned_at=at, amount_minor=1, purchase=line.purchase if is_linked else None,
    )  # fmt: skip
    ReturnLine.objects.create(
        of=row, fingerprint=line.fingerprint, occurrence=line.occurrence, product=line.product, quantity=quantity,
        amount_minor=1, serial=line.serial,
    )  # fmt: skip
    return row


def promised(world: World, at: datetime, *clauses: Clause, since: date = date(2020, 1, 1)) -> TermsVersion:
    """The shop's terms."""
    for one in clauses or CLAUSES:
        if one.category:
            category(one.category)
    return lay_down(clauses=clauses or CLAUSES, in_force_from=since, at=at, by=world.by_mai)


def claimed(world: World, line: Line, at: datetime, **facts: Any) -> Claim:
    """It leaks."""
    said = {"fault": "Rò nước ở đáy máy", "store": world.store.pk, **facts}
    return open_claim(line=line.pk, at=at, by=world.by_mai, **said)


def settled(
    world: World, claim: Claim, at: datetime, place: Place = Place.HANDED_OVER, **facts: Any
) -> Claim:
    """Accepted, and given back on a day."""
    decide(claim=claim.pk, decision=Decision.ACCEPTED, at=at, by=world.by_mai, words="Đúng lỗi của máy")
    return move(claim=claim.pk, place=place, at=at, by=world.by_mai, **facts)
