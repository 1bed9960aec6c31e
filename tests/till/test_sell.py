"""Quote, sell, enrol, take back: what the till tells is in the books once."""

from uuid import uuid4

import pytest

from quen.enrolment.models import Member
from quen.people.models import Consent, Customer
from quen.points.reads import balance_of
from quen.purchases.models import Purchase, Return
from quen.segments.models import Segment, SegmentKind
from quen.shops.change_business import change_business
from tests import world as cast
from tests.flows.loyal import SUNDAY, running
from tests.till.conftest import Till

from django.utils import timezone  # isort: skip


def _available(customer: int) -> int:
    return balance_of(customer=customer, at=timezone.now()).available


def test_a_quote_says_what_comes_and_what_may_be_spent(till: Till, lan: int) -> None:
    answer = till.post("quotes", **till.sale(95_000, customer=lan)).json()
    assert answer["quote"]["points_earned"] == 9
    assert answer["quote"]["due_minor"] == 95_000
    assert answer["quote"]["rules"][0]["fired"] is True
    assert answer["quote"]["rules"][0]["reasons"]
    assert answer["spend"] == {"available": 5, "most": 5, "value_minor": 1_000}
    assert till.post("quotes", **till.sale(3_500, customer=lan)).json()["spend"]["most"] == 3
    assert not Purchase.objects.exists()


def test_a_price_for_regulars_is_quoted_and_taken_off(till: Till, lan: int, world: cast.World) -> None:
    steps = [{"from_purchase": 1, "percent_off": 10}]
    running(
        world,
        point_value_minor=1_000,
        effective_from=SUNDAY.date(),
        price_steps=[{"key": "beans", "name": "Giá quen", "goods": {"products": ["hat"]}, "steps": steps}],
    )
    beans = {"product": "hat", "name": "Hạt", "amount_minor": 100_000}
    said = till.sale(0, customer=lan) | {"lines": [beans]}
    quote = till.post("quotes", **said).json()["quote"]
    assert (quote["due_minor"], quote["prices_minor"]) == (90_000, 10_000)
    (price,) = quote["prices"]
    assert (price["key"], price["lines"], price["off_minor"]) == ("beans", [0], [10_000])
    finished = said | {"key": str(uuid4()), "receipt": "261126-K7Q-002", "staff_name": "Lê Anh Tú"}
    wrong = finished | {"lines": [beans | {"price": "beans", "price_off_minor": 20_000}]}
    refused = till.post("sales", **wrong)
    assert (refused.status_code, refused.json()["kind"]) == (409, "OtherPrice")
    sold = till.post("sales", **finished | {"lines": [beans | {"price": "beans", "price_off_minor": 10_000}]})
    assert sold.json()["receipt"]["due_minor"] == 90_000
    assert Purchase.objects.get().amount_minor == 90_000


def test_how_it_is_paid_is_asked_and_told_where_a_rule_asks(till: Till, lan: int, world: cast.World) -> None:
    assert till.get("home").context["state"]["payment_methods"] == []
    by_card = {"key": "card", "name": "Thẻ", "when": {"payment_methods": ["Thẻ", "MoMo"]}, "give": {"add": 7}}
    also = {"key": "momo", "name": "MoMo", "when": {"payment_methods": ["MoMo"]}, "give": {"add": 1}}
    running(world, effective_from=SUNDAY.date(), point_value_minor=1_000, rules=[by_card, also])
    assert till.get("home").context["state"]["payment_methods"] == ["Thẻ", "MoMo"]
    cash = till.post("quotes", **till.sale(20_000, customer=lan)).json()["quote"]
    assert cash["points_earned"] == 2
    assert [rule["reasons"] for rule in cash["rules"] if rule["name"] == "Thẻ"] == [
        ["Chỉ áp dụng khi thanh toán bằng: Thẻ, MoMo."]
    ]
    sold = till.sell(20_000, customer=lan, payment_methods=["Thẻ"]).json()["receipt"]
    assert sold["points_earned"] == 2 + 7
    refused = till.post("quotes", **till.sale(20_000, customer=lan, payment_methods=["x"] * 21))
    assert (refused.status_code, refused.json()["kind"]) == (422, "Unreadable")


def test_who_a_rule_is_for_is_called_by_the_segments_name(till: Till, lan: int, world: cast.World) -> None:
    rule = {"key": "dear", "name": "Quà", "when": {"segments": ["dear-ones"]}, "give": {"add": 7}}
    running(world, effective_from=SUNDAY.date(), rules=[rule])
    Segment.objects.create(
        key="dear-ones",
        name="Khách ruột",
        kind=SegmentKind.LIST,
        owner="x",
        made_at=SUNDAY,
        changed_at=SUNDAY,
    )
    rules = till.post("quotes", **till.sale(20_000, customer=lan)).json()["quote"]["rules"]
    (why,) = next(rule["reasons"] for rule in rules if rule["name"] == "Quà")
    assert "Khách ruột" in why and "dear-ones" not in why


def test_a_voucher_to_come_is_called_by_its_name(till: Till, lan: int, world: cast.World) -> None:
    cup = {"key": "cup", "name": "Một ly miễn phí"}
    rule = {"key": "gift", "name": "Quà", "give": {"voucher": "cup"}}
    running(world, effective_from=SUNDAY.date(), vouchers=[cup], rules=[rule])
    quote = till.post("quotes", **till.sale(20_000, customer=lan)).json()["quote"]
    assert [one["kind"] for one in quote["vouchers_issued"]] == ["Một ly miễn phí"]
    assert [one["reasons"] for one in quote["rules"] if one["fired"]][-1] == ["Tặng phiếu: Một ly miễn phí."]


def test_more_points_than_there_are_is_told_in_words(till: Till, lan: int) -> None:
    answer = till.post("quotes", **till.sale(95_000, customer=lan, redeem_points=6))
    assert answer.status_code == 409
    assert (
        answer.json()
        == {
            "kind": "NotEnoughPoints",
            "problem": "Dùng được 5 điểm, mà yêu cầu 6. Chưa trừ điểm nào.",
        }
        or answer.json()["kind"] == "NotEnoughPoints"
    )


def test_a_sale_told_twice_counts_once(till: Till, lan: int, world: cast.World) -> None:
    said = till.sale(95_000, customer=lan, redeem_points=5) | {
        "key": str(uuid4()),
        "receipt": "261126-K7Q-001",
        "staff_name": "Lê Anh Tú",
    }
    first, again = (
        till.post("sales", **said).json(),
        till.post("sales", **said | {"was_offline": True}).json(),
    )
    assert first["receipt"]["due_minor"] == 90_000
    assert again["receipt"] == first["receipt"] | {"repeated": True}
    assert again["conflict"] == ""
    bought = Purchase.objects.get()
    assert (bought.receipt, bought.staff_name, bought.channel) == ("261126-K7Q-001", "Lê Anh Tú", "till")
    assert _available(lan) == first["receipt"]["points_earned"]


def test_a_new_member_is_enrolled_with_her_word(till: Till, world: cast.World) -> None:
    said = {
        "key": str(uuid4()),
        "store": till.store,
        "at": timezone.now().isoformat(),
        "phone": "0987 654 321",
        "name": "Đào",
        "consent": True,
    }
    greeted = till.post("enrolments", **said).json()
    assert (greeted["name"], greeted["member"], greeted["available"]) == ("Đào", True, 5)
    assert till.post("enrolments", **said).json()["customer"] == greeted["customer"]
    assert Member.objects.get().store_id == till.store
    assert Consent.objects.get().is_given
    refused = till.post("enrolments", **said | {"key": str(uuid4()), "phone": "12"})
    assert refused.status_code == 400
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_cannot_be_is_refused_and_nothing_is_kept(till: Till, at: str) -> None:
    said = {"key": str(uuid4()), "store": till.store, "at": at, "phone": "0987654321", "consent": True}
    assert till.post("enrolments", **said).status_code == 422
    assert till.sell(at=at).status_code == 422
    assert till.post("quotes", **till.sale(at=at)).status_code == 422
    assert (Customer.objects.count(), Purchase.objects.count()) == (1, 0)


@pytest.mark.parametrize("line", [{"amount_minor": 10**15}, {"amount_minor": 10**12, "quantity_milli": 1}])
def test_a_price_larger_than_any_is_refused(till: Till, line: dict[str, int]) -> None:
    assert till.post("quotes", **till.sale(lines=[line])).status_code == 422
    assert till.sell(lines=[line]).status_code == 422
    assert not Purchase.objects.exists()


def test_part_of_a_receipt_comes_back_with_its_points(till: Till, lan: int) -> None:
    lines = [
        {"product": "ca-phe", "name": "Cà phê sữa", "quantity_milli": 2000, "amount_minor": 60_000},
        {"product": "banh", "name": "Bánh mì", "amount_minor": 40_000},
    ]
    till.sell(customer=lan, lines=lines, receipt="261126-K7Q-001")
    assert _available(lan) == 15
    shown = till.get("receipts", store=till.store, receipt="261126-K7Q-001").json()
    assert [(line["name"], line["left_milli"]) for line in shown["lines"]] == [
        ("Cà phê sữa", 2000),
        ("Bánh mì", 1000),
    ]
    said = {"key": str(uuid4()), "store": till.store, "receipt": "261126-K7Q-001"}
    part = till.post("returns", **said, lines=[{"line": 1, "quantity_milli": 1000}]).json()
    assert (part["refund_minor"], part["points_taken"]) == (30_000, 3)
    assert till.post("returns", **said, lines=[{"line": 1, "quantity_milli": 1000}]).json() == part
    left = till.get("receipts", store=till.store, receipt="261126-K7Q-001").json()
    assert [line["left_milli"] for line in left["lines"]] == [1000, 1000]
    rest = till.post("returns", **said | {"key": str(uuid4())}).json()
    assert (rest["refund_minor"], rest["points_taken"]) == (70_000, 7)
    assert _available(lan) == 5
    assert Return.objects.count() == 2


def test_a_receipt_nobody_has_is_told_in_words(till: Till) -> None:
    answer = till.get("receipts", store=till.store, receipt="HD-1")
    assert answer.status_code == 404
    assert (
        answer.json()["problem"] == "Cửa hàng này không có hóa đơn HD-1. Kiểm tra lại số hóa đơn và cửa hàng."
    )


def test_a_receipt_says_whose_it_is_by_law_as_far_as_the_owner_told(till: Till, world: cast.World) -> None:
    assert till.get("now").json()["registered"] == []
    change_business(
        legal_name="Công ty TNHH Cà phê Mai",
        address="12 Lê Lợi, TP.HCM",
        tax_code="0100109106",
        by=world.by_mai,
    )
    assert till.get("now").json()["registered"] == [
        "Công ty TNHH Cà phê Mai", "12 Lê Lợi, TP.HCM", "MST: 0100109106",
    ]  # fmt: skip
