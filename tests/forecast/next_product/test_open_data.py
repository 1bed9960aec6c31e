"""On real shops' pasts: who learned tastes names new products better than who names what most take."""

from pathlib import Path

import duckdb
import numpy as np

from quen.forecast.next_product.look_back import best_of, look_back
from quen.forecast.next_product.tastes import tastes

NAMED = 3


def hit_rates(sql: str, *, days: int, most_products: int) -> dict[str, float]:
    """The share of customers for whom each method named a product they then took, the last `days` being judged."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE taken AS SELECT DISTINCT customer, product, day FROM ({sql})")
    found = connection.execute(
        """
        SELECT customer, dense_rank() OVER (ORDER BY product) AS product, count(*) FILTER (day <= cut) AS before
        FROM taken, (SELECT max(day) - ?::INT AS cut FROM taken) GROUP BY customer, product""",
        [days],
    ).fetchnumpy()
    customer, product, times = (
        np.asarray(found[name], np.int64) for name in ("customer", "product", "before")
    )
    is_before = times > 0
    before = tastes(
        customer[is_before], product[is_before], times[is_before], least_takers=5, most_products=most_products
    )
    judged = look_back(before, customer[~is_before], product[~is_before], name=NAMED)
    rates = {name: each.hits / each.asked for name, each in judged.items()}
    assert best_of(judged) == max(rates, key=lambda name: rates[name])
    return rates


def test_the_gift_wholesalers_customers_are_read_twice_as_well_as_by_what_most_take(
    shared_data: Path,
) -> None:
    rates = hit_rates(
        f"""SELECT CAST(CAST(CustomerID AS DOUBLE) AS BIGINT) AS customer, StockCode AS product,
                   CAST(InvoiceDate AS DATE) AS day
            FROM read_csv('{shared_data}/uci_online_retail/*.csv', all_varchar = true)
            WHERE CustomerID IS NOT NULL AND CAST(Quantity AS INT) > 0""",
        days=90,
        most_products=3_000,
    )
    assert rates["factors"] > 1.8 * rates["popular"]
    assert rates["together"] > 1.6 * rates["popular"]


def test_the_grocers_households_take_what_was_named_more_often_than_what_most_take(shared_data: Path) -> None:
    rates = hit_rates(
        f"""SELECT CAST(household_id AS BIGINT) AS customer, product_id AS product,
                   CAST(transaction_timestamp AS DATE) AS day
            FROM read_parquet('{shared_data}/complete_journey/transactions_weeks_1_26.parquet')
            WHERE quantity > 0""",
        days=60,
        most_products=1_500,
    )
    assert rates["factors"] > 1.1 * rates["popular"]
    assert rates["together"] > 1.1 * rates["popular"]
