"""The demo shop is the same shop every time, and as large as promised."""

import hashlib
import os
import subprocess
import sys
from datetime import date

import pyarrow as pa
import pytest

from quen.demo.shop import Shop, simulate
from tests.demo.conftest import LAST_DAY, Ask

TABLES = ("customers", "products", "lines", "stores", "staff", "truth")
DIGEST_ELSEWHERE = """
from datetime import date
from quen.demo.shop import simulate
from tests.demo.test_shop import digest
print(digest(simulate(seed=7, last_day=date(2026, 11, 21), months=6, customers=200)))
"""


def digest(shop: Shop, *names: str) -> str:
    """One fingerprint of all rows of the named tables (all of them where none is named), in their order."""
    found = hashlib.sha256()
    for name in names or TABLES:
        table: pa.Table = getattr(shop, name)
        for column in table.columns:
            found.update("\x1f".join(map(repr, column.to_pylist())).encode())
    return found.hexdigest()


def small(*, seed: int = 7, last_day: date = LAST_DAY) -> Shop:
    return simulate(seed=seed, last_day=last_day, months=6, customers=200)


def test_the_same_seed_and_day_give_the_same_rows() -> None:
    assert digest(small()) == digest(small())


def test_another_process_with_other_hash_seeds_gives_the_same_rows() -> None:
    elsewhere = subprocess.run(
        [sys.executable, "-c", DIGEST_ELSEWHERE],
        env={**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == digest(small())


def test_what_the_till_wrote_stays_what_it_was() -> None:
    """A subject added to the simulation later has a stream of its own and leaves every line as it is.

    Where a line is meant to change, the demo's screenshots and figures change with it, and this digest too.
    """
    assert digest(small(), "lines", "products", "staff") == (
        "e925631118b07fba7bcb1413bb1ed57e095530599ccc79cd065c3cd7c35e27a9"
    )


def test_another_seed_gives_another_shop_and_another_day_another_window() -> None:
    assert digest(small(seed=8)) != digest(small())
    assert digest(small(last_day=date(2026, 11, 20))) != digest(small())


def test_the_window_is_24_whole_months_up_to_the_last_day(shop: Shop, ask: Ask) -> None:
    assert (shop.first_day, shop.last_day) == (date(2024, 11, 22), LAST_DAY)
    assert ask('select min("at")::date, max("at")::date from lines') == [(date(2024, 11, 22), LAST_DAY)]


@pytest.mark.parametrize(
    ("last_day", "first_day"),
    [
        (date(2026, 5, 31), date(2026, 3, 1)),
        (date(2026, 5, 30), date(2026, 2, 28)),  # there is no 31 February
        (date(2026, 2, 10), date(2025, 11, 11)),
        (date(2025, 12, 31), date(2025, 10, 1)),
    ],
)
def test_three_months_begin_on_the_day_of_the_month_after_the_last_day(
    last_day: date, first_day: date
) -> None:
    assert simulate(last_day=last_day, months=3, customers=100).first_day == first_day


@pytest.mark.parametrize("seed", range(4))
def test_the_smallest_shop_has_as_many_cards_as_asked_for(seed: int) -> None:
    shop = simulate(seed=seed, last_day=LAST_DAY, months=3, customers=100)
    assert len(shop.customers) == len(shop.truth) == 100


def test_a_shop_too_small_for_the_story_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 100 customers and 3 months"):
        simulate(last_day=LAST_DAY, customers=99)
    with pytest.raises(ValueError, match="at least 100 customers and 3 months"):
        simulate(last_day=LAST_DAY, months=2)


def test_there_are_about_150000_purchases_by_about_6000_customers(shop: Shop, ask: Ask) -> None:
    [(purchases, customers)] = ask(
        "select count(distinct receipt), count(distinct customer) from lines where type = 'sale'"
    )
    assert 135_000 <= purchases <= 165_000
    assert 5_500 <= customers <= 6_000
    assert len(shop.customers) == 6_000


def test_a_quarter_of_the_receipts_is_anonymous(ask: Ask) -> None:
    [(share,)] = ask("""
        select count(distinct receipt) filter (customer is null) / count(distinct receipt)
        from lines where type = 'sale'
    """)
    assert 0.23 <= share <= 0.27


def test_receipts_are_numbered_in_time_order_without_a_gap(ask: Ask) -> None:
    numbers = ask(
        """select receipt from lines where type = 'sale' group by receipt order by min("at"), receipt"""
    )
    assert [number for (number,) in numbers] == [f"HD{n:06d}" for n in range(1, len(numbers) + 1)]
    assert (
        ask("""
        select count(*) from lines
        group by receipt having count(distinct ("at", store, customer, staff, channel, type)) > 1
    """)
        == []
    )


def test_lines_stand_in_time_order(ask: Ask) -> None:
    assert ask("""
        select count(*) from (select "at" < lag("at") over () as is_back from lines) where is_back
    """) == [(0,)]


def test_the_third_store_sells_nothing_before_it_opens_and_draws_customers_after(ask: Ask) -> None:
    assert ask("""
        select stores.name, min("at")::date >= opened_on, count(distinct receipt) > 10000
        from lines join stores on stores.name = lines.store group by stores.name, opened_on order by 1
    """) == [("Mộc Bàn Cờ", True, True), ("Mộc Gia Định", True, True), ("Mộc Thủ Đức", True, True)]
    assert ask("""select opened_on from stores where name = 'Mộc Thủ Đức'""") == [(date(2025, 8, 26),)]


def test_every_purchase_is_rung_up_by_a_cashier_of_its_store(ask: Ask) -> None:
    assert ask("""
        select count(*) from lines
        where not exists (
            from staff where staff.name = lines.staff and staff.store = lines.store and role = 'cashier')
    """) == [(0,)]


def test_the_staff_has_every_role_and_the_owner_is_mai(ask: Ask) -> None:
    assert ask("select role, count(*) from staff group by role order by role") == [
        ("analyst", 1),
        ("cashier", 12),
        ("manager", 3),
        ("marketer", 1),
        ("owner", 1),
        ("support", 1),
    ]
    assert ask("select name, email from staff where role = 'owner'") == [("Trần Ngọc Mai", "mai@example.com")]
