"""Baskets: what is bought together, what runs out, what the feast asks for, and what it costs."""

import pytest

from quen.demo.goods import COMPANIONS, GOODS
from tests.demo.conftest import Ask


def test_product_codes_are_unique_and_companions_are_sold() -> None:
    codes = [product.code for product in GOODS]
    assert len(set(codes)) == len(codes) == 113
    assert {code for first, (second, _) in COMPANIONS.items() for code in (first, second)} <= set(codes)
    assert all(product.price % 500 == 0 for product in GOODS)
    assert all(product.price % 1000 == 0 for product in GOODS if product.by_weight)


def test_a_purchase_has_one_to_six_lines(ask: Ask) -> None:
    [(fewest, most, mean)] = ask("""
        select min(n), max(n), avg(n) from (select count(*) as n from lines where type = 'sale' group by receipt)
    """)
    assert (fewest, most) == (1, 6)
    assert 2.0 < mean < 2.6


def test_every_line_comes_to_quantity_times_price_less_discount_in_steps_of_500(ask: Ask) -> None:
    assert ask("""
        select count(*) filter (amount != quantity * unit_price - discount),
               count(*) filter (amount % 500 != 0 or unit_price % 500 != 0 or discount % 500 != 0),
               count(*) filter (type = 'sale' and (amount <= 0 or quantity <= 0 or discount < 0)),
               count(*) filter (type = 'return' and (amount >= 0 or quantity >= 0 or discount > 0))
        from lines
    """) == [(0, 0, 0, 0)]


def test_coffee_got_dearer_with_the_new_year_and_rice_did_not(ask: Ask) -> None:
    assert ask("""
        select product, unit_price, min("at")::date >= '2026-01-01', max("at")::date < '2026-01-01'
        from lines where product in ('CF01', 'GM01') and type = 'sale' group by all order by all
    """) == [
        ("CF01", 29_000, False, True),
        ("CF01", 30_500, True, False),
        ("GM01", 235_000, False, False),
    ]


def test_staff_buy_at_a_fifth_off_and_companies_in_bulk(ask: Ask) -> None:
    [(staff_off,)] = ask("""
        select sum(discount) / sum(discount + amount) from lines join customers on code = customer where internal
    """)
    assert staff_off == pytest.approx(0.20, abs=0.01)
    [(company, person)] = ask("""
        select avg(quantity) filter (kind = 'company'), avg(quantity) filter (kind = 'person')
        from lines join customers on code = customer where type = 'sale'
    """)
    assert company > 3 * person


@pytest.mark.parametrize(
    ("first", "second"), [("HB03", "SU01"), ("MB01", "MB03"), ("CF01", "BK01"), ("GM04", "RQ01")]
)
def test_what_belongs_together_is_bought_together(ask: Ask, first: str, second: str) -> None:
    """Lift: how much likelier the second is beside the first than anywhere."""
    [(lift,)] = ask(f"""
        with receipts as (
            select bool_or(product = '{first}') as a, bool_or(product = '{second}') as b, count(*) as n
            from lines where type = 'sale' group by receipt having n > 1)
        select avg((a and b)::int) / (avg(a::int) * avg(b::int)) from receipts
    """)
    assert lift > 1.5


def test_what_a_household_lives_on_runs_out_in_a_steady_rhythm_and_coffee_at_the_bar_does_not(
    ask: Ask,
) -> None:
    spread: dict[str, float] = dict(
        ask("""
        with days as (select distinct customer, product, "at"::date as day from lines
                      where type = 'sale' and customer is not null and product in ('GM01', 'MB01', 'CF01')),
        gaps as (select *, day - lag(day) over (partition by customer, product order by day) as gap from days),
        spreads as (select product, stddev(gap) / avg(gap) as spread from gaps
                    group by product, customer having count(gap) >= 6)
        select product, median(spread) from spreads group by product
    """)
    )
    assert spread["GM01"] < 0.35
    assert spread["MB01"] < 0.40
    assert spread["CF01"] > 0.70


def test_feast_goods_are_sold_before_their_feast_only(ask: Ask) -> None:
    months: dict[bool, list[int]] = dict(
        ask("""
        select product in ('QT07', 'QT08', 'QT09') as is_mooncake, list_sort(list(distinct month("at")))
        from lines join products on code = product where category = 'Quà theo mùa' and type = 'sale' group by 1
    """)
    )
    assert months == {False: [1, 2, 12], True: [8, 9, 10]}


def test_people_differ_in_what_they_like(ask: Ask) -> None:
    """Of regulars with fifty lines or more, the coffee share of the top tenth is many times that of the low."""
    [(low, high)] = ask("""
        with shares as (
            select avg((category = 'Cà phê pha sẵn')::int) as share from lines join products on code = product
            where type = 'sale' and customer is not null group by customer having count(*) >= 50)
        select quantile_cont(share, 0.1), quantile_cont(share, 0.9) from shares
    """)
    assert high > 5 * low


def test_serial_numbers_stand_on_goods_with_a_warranty_and_are_unique(ask: Ask) -> None:
    assert ask("""
        select count(*) filter ((warranty_months is not null) != (serial is not null)),
               count(serial) filter (type = 'sale') = count(distinct serial),
               count(serial) > 200
        from lines join products on code = product
    """) == [(0, True, True)]
