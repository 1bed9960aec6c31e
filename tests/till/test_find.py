"""Finding and greeting the customer, and what is on the shelf."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from quen.people.models import Customer, IdentityKind
from quen.people.recognise import add_identity, recognition
from quen.people.search import refresh_search
from quen.tickets.choices import TicketKind
from quen.tickets.open_ticket import Matter
from quen.till.greet import birthday_in
from quen.vouchers.issue import issue
from tests import world as cast
from tests.flows.loyal import SUNDAY, running
from tests.insight.shop import buy, product
from tests.tickets.matters import heard
from tests.till.conftest import Till
from tests.vouchers.kinds import kind


@pytest.mark.parametrize(
    "text",
    [
        "5678",
        "0912345678",
        "+84 912 345 678",
        "lan",
        "nguyen thi l",
        "88000042",
        "8800 0042",
        "https://quen.example/m/88000042",
    ],
)
def test_lan_is_found_by_whatever_she_says(text: str, till: Till, world: cast.World) -> None:
    card = recognition(IdentityKind.CARD, "88000042")
    add_identity(customer=world.lan, known_by=card, by=world.by_mai, at=timezone.now())
    Customer.objects.create(name="Trần Văn Đạo")
    refresh_search()
    found = till.get("customers", q=text).json()["customers"]
    assert [one["name"] for one in found] == ["Nguyễn Thị Lan"]
    assert found[0]["phone"] == "0912 345 678"
    assert found[0]["exact"] is (text not in {"5678", "lan", "nguyen thi l"})
    assert found[0]["member"] is False


@pytest.mark.parametrize("text", ["", "1", "…", "khong co ai"])
def test_nobody_is_found_by_nothing(text: str, till: Till) -> None:
    assert till.get("customers", q=text).json() == {"customers": []}


def test_a_merged_customer_is_found_as_whom_she_counts_as(till: Till, world: cast.World) -> None:
    twin = Customer.objects.create(name="Lan Nguyễn", root=world.lan)
    card = recognition(IdentityKind.CARD, "THE-0043")
    add_identity(customer=twin, known_by=card, by=world.by_mai, at=timezone.now())
    assert [one["customer"] for one in till.get("customers", q="THE-0043").json()["customers"]] == [
        world.lan.pk
    ]


def test_looking_up_asks_few_questions(till: Till, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        till.get("customers", q="lan")


def test_lan_is_greeted_with_what_matters(
    till: Till, lan: int, world: cast.World, django_assert_max_num_queries: Any
) -> None:
    today = timezone.localdate()
    for weeks in (1, 2, 3):
        buy(
            world.lan,
            today - timedelta(weeks=weeks),
            29_000,
            store=world.store,
            products=(product("Cà phê sữa"),),
        )
    buy(world.lan, today - timedelta(weeks=4), 45_000, store=world.store, products=(product("Trà đào"),))
    world.lan.birth_date = (today + timedelta(days=3)).replace(year=2000)
    world.lan.save(update_fields=["birth_date"])
    mine = kind(timezone.now())
    voucher = issue(
        kind=mine.key, customer=lan, valid_until=today + timedelta(days=9), source="gift", key="v1",
        at=timezone.now(), by=world.by_mai,
    )  # fmt: skip
    heard(world, timezone.now())
    heard(world, timezone.now(), Matter(text="Cho hỏi giờ mở cửa", kind=TicketKind.REQUEST))
    with django_assert_max_num_queries(18):
        greeted = till.get("customer", lan).json()
    assert greeted["name"] == "Nguyễn Thị Lan"
    assert greeted["member"] is True
    assert greeted["available"] == 5
    assert greeted["birthday_in"] == 3
    assert [one["code"] for one in greeted["vouchers"]] == [voucher.code]
    assert greeted["complaints"] == [{"topic": "Giao hàng", "on": today.isoformat()}]
    assert greeted["usual"] == [
        {"code": "Cà phê sữa", "name": "Cà phê sữa", "times": 3, "unit_minor": 29_000}
    ]


def test_a_gold_member_is_greeted_by_her_tier(till: Till, lan: int, world: cast.World) -> None:
    steps = [
        {"key": "low", "name": "Thành viên", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 90_000},
    ]
    running(world, effective_from=SUNDAY.date(), tiers={"steps": steps})
    till.sell(20_000, customer=lan)
    assert till.get("customer", lan).json()["tier"] == "Thành viên"
    till.sell(95_000, customer=lan)
    assert till.get("customer", lan).json()["tier"] == "Vàng"


def test_a_birthday_on_29_february_is_on_1_march_in_other_years() -> None:
    assert birthday_in(date(2000, 2, 29), date(2027, 2, 20)) == 9
    assert birthday_in(date(2000, 2, 29), date(2028, 2, 20)) == 9
    assert birthday_in(date(2000, 1, 2), date(2026, 12, 30)) == 3
    assert birthday_in(date(2000, 6, 1), date(2026, 12, 30)) is None


def test_a_customer_who_is_not_there_is_told_in_words(till: Till) -> None:
    answer = till.get("customer", 999_999)
    assert answer.status_code == 404
    assert "999" in answer.json()["problem"]


def test_what_sold_lately_is_offered_with_its_price(
    till: Till, world: cast.World, django_assert_max_num_queries: Any
) -> None:
    today = timezone.localdate()
    for days, name, amount in ((1, "Cà phê sữa", 29_000), (2, "Cà phê sữa", 27_000), (3, "Trà đào", 45_000)):
        buy(world.lan, today - timedelta(days=days), amount, store=world.store, products=(product(name),))
    product("Đậu rang")
    with django_assert_max_num_queries(9):
        offered = till.get("goods", store=till.store).json()["goods"]
    assert [(one["name"], one["unit_minor"]) for one in offered] == [
        ("Cà phê sữa", 27_000),
        ("Trà đào", 45_000),
    ]
    with django_assert_max_num_queries(10):
        found = till.get("goods", store=till.store, q="dau rang").json()["goods"]
    assert found == [{"code": "Đậu rang", "name": "Đậu rang", "unit_minor": None}]
