"""A till asks what a sale would come to, rings it up, and asks again."""

from datetime import UTC, datetime
from typing import Any

import pytest

from quen.api.limits import BATCH
from quen.flows.models import Answered
from quen.points.models import Transfer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from tests.api.cast import Till, till
from tests.flows.loyal import member, running
from tests.world import World

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def counter(shop: World) -> Till:
    running(shop)
    member(shop)
    return till()


def sale(shop: World, **said: object) -> dict[str, Any]:
    lines = [{"product": "CF01", "name": "Cà phê sữa đá", "quantity_milli": 2000, "amount_minor": 58_000}]
    known = {"store": shop.store.pk, "customer": shop.lan.pk, "bought_at": SUNDAY.isoformat(), "lines": lines}
    return known | said


def test_lan_buys_and_hears_why_she_got_what(counter: Till, shop: World) -> None:
    answer = counter.post("/purchases", sale(shop, receipt="HD-1"))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["points_earned"], told["standing"]["available"], told["due_minor"]) == (5, 5, 58_000)
    assert told["rules"][0]["reasons"] == ["5 points for 58,000 ₫.", "2,000 ₫ more to the next points."]
    kept = Purchase.objects.get()
    assert (kept.receipt, kept.amount_minor, kept.customer_id) == ("HD-1", 58_000, shop.lan.pk)


def test_the_cashier_reads_vietnamese(counter: Till, shop: World) -> None:
    counter.language = "vi"
    told = counter.post("/purchases", sale(shop)).json()
    assert "58.000 ₫" in told["rules"][0]["reasons"][0]
    assert "points" not in told["rules"][0]["reasons"][0]


def test_lan_has_the_price_of_a_regular(counter: Till, shop: World) -> None:
    steps = [{"from_purchase": 1, "percent_off": 10}]
    running(
        shop,
        effective_from=SUNDAY.date(),
        price_steps=[{"key": "beans", "name": "Giá quen", "goods": {"products": ["hat"]}, "steps": steps}],
    )
    told = {"product": "hat", "name": "Hạt", "amount_minor": 100_000}
    (price,) = counter.post("/quote", sale(shop, lines=[told])).json()["prices"]
    assert (price["key"], price["lines"], price["off_minor"]) == ("beans", [0], [10_000])
    sold = counter.post(
        "/purchases", sale(shop, lines=[told | {"price": "beans", "price_off_minor": 10_000}])
    )
    assert sold.status_code == 201
    assert (sold.json()["amount_minor"], sold.json()["prices_minor"]) == (90_000, 10_000)


@pytest.mark.parametrize(
    "line",
    [
        {"amount_minor": 10**15},
        {"amount_minor": 10**14},
        {"amount_minor": 10**14 - 1, "discount_minor": 1},
        {"amount_minor": 100_000_000_001, "quantity_milli": 1},
    ],
)
def test_a_price_larger_than_any_is_refused_by_quote_and_sale_alike(
    counter: Till, shop: World, line: dict[str, int]
) -> None:
    for address in ("/quote", "/purchases"):
        answer = counter.post(address, sale(shop, lines=[line]))
        assert (answer.status_code, "the price of one is too large" in answer.json()["detail"]) == (422, True)
    assert not Purchase.objects.exists()


@pytest.mark.parametrize(
    "line",
    [
        {"amount_minor": 10**14 - 1},
        {"amount_minor": 10**15, "quantity_milli": 10_001},
        {"amount_minor": 10**14, "discount_minor": -1},
        {"amount_minor": 10**15, "quantity_milli": 0},
    ],
)
def test_the_largest_price_is_rung_up(counter: Till, shop: World, line: dict[str, int]) -> None:
    bought = sale(shop, lines=[line], customer=None)
    assert counter.post("/quote", bought).status_code == 200
    assert counter.post("/purchases", bought).status_code == 201


def test_a_quote_says_the_same_and_writes_nothing(counter: Till, shop: World) -> None:
    quoted = counter.post("/quote", sale(shop)).json()
    assert not Purchase.objects.exists()
    rung_up = counter.post("/purchases", sale(shop)).json()
    same = quoted.keys() - {"purchase", "receipt"}
    assert {name: quoted[name] for name in same} == {name: rung_up[name] for name in same}


def test_sent_again_it_counts_once_and_gets_the_same_answer(counter: Till, shop: World) -> None:
    first, again = (counter.post("/purchases", sale(shop), key="till-1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert Purchase.objects.count() == Transfer.objects.count() == Answered.objects.count() == 1


def test_the_same_key_for_another_sale_is_refused(counter: Till, shop: World) -> None:
    counter.post("/purchases", sale(shop), key="till-1")
    answer = counter.post("/purchases", sale(shop, staff_name="Tú"), key="till-1")
    assert answer.status_code == 409
    assert Purchase.objects.count() == 1


def test_lan_pays_with_points(counter: Till, shop: World) -> None:
    counter.post("/purchases", sale(shop, lines=[{"amount_minor": 200_000}]))
    told = counter.post("/purchases", sale(shop, redeem_points=5)).json()
    assert (told["points_redeemed"], told["due_minor"]) == (5, 58_000 - told["redeemed_minor"])
    short = counter.post("/purchases", sale(shop, redeem_points=500))
    assert short.status_code in {409, 422}
    assert Purchase.objects.count() == 2


def test_a_token_of_another_store_rings_up_nothing(counter: Till, shop: World) -> None:
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    stranger = till(stores=[other])
    for path in ("/purchases", "/quote"):
        assert stranger.post(path, sale(shop)).json()["type"] == "urn:khach-quen:problem:other-store"
    batch = stranger.post("/purchases/batch", {"purchases": [sale(shop, key="a")]}).json()
    assert [result["status"] for result in batch["results"]] == [403]
    assert not Purchase.objects.exists()
    kept = counter.post("/purchases", sale(shop)).json()["purchase"]
    assert stranger.get(f"/purchases/{kept}").status_code == 403
    assert counter.get(f"/purchases/{kept}").status_code == 200


def test_a_purchase_is_read_back_with_its_lines(counter: Till, shop: World) -> None:
    kept = counter.get(f"/purchases/{counter.post('/purchases', sale(shop)).json()['purchase']}").json()
    assert (kept["amount_minor"], kept["points_earned"], kept["returned_minor"]) == (58_000, 5, 0)
    assert [(line["name"], line["quantity_milli"]) for line in kept["lines"]] == [("Cà phê sữa đá", 2000)]
    assert counter.get("/purchases/987654321").status_code == 404


def test_each_sale_of_a_batch_stands_for_itself(counter: Till, shop: World) -> None:
    purchases = [
        sale(shop, key="a", receipt="1"),
        sale(shop, key="b", store=987654321),
        sale(shop, key="c", customer=987654321),
        sale(shop, key="d", receipt="1"),
        sale(shop, key="e", receipt="2"),
    ]
    answer = counter.post("/purchases/batch", {"purchases": purchases}, key="")
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [(result["key"], result["status"]) for result in results] == [
        ("a", 201),
        ("b", 404),
        ("c", 404),
        ("d", 201),
        ("e", 201),
    ]
    assert results[1]["problem"]["type"] == "urn:khach-quen:problem:no-such-store"
    assert results[3]["receipt"]["purchase"] == results[0]["receipt"]["purchase"]  # the same receipt number
    assert Purchase.objects.count() == 2
    again = counter.post("/purchases/batch", {"purchases": purchases})
    assert again.content == answer.content
    assert Purchase.objects.count() == 2


def test_a_batch_has_its_limit(counter: Till, shop: World) -> None:
    line = [{"amount_minor": 1}]
    purchases = [sale(shop, key=str(number), lines=line) for number in range(BATCH + 1)]
    answer = counter.post("/purchases/batch", {"purchases": purchases})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "#/purchases", "detail": f"may have at most {BATCH} entries"}
    ]
    assert not Purchase.objects.exists()


def test_a_sale_without_a_time_zone_or_lines_does_not_fit(counter: Till, shop: World) -> None:
    wrong: Any
    for wrong in ({"bought_at": "2026-11-22T09:00:00"}, {"lines": []}, {"store": "1"}, {"redeem_points": -1}):
        assert counter.post("/purchases", sale(shop, **wrong)).status_code == 422
    assert not Purchase.objects.exists()
