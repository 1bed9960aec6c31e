"""The field's own files, reconciled to the last row."""

import csv
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from quen.sales_file import ReadOptions, RowCounts, SalesFile, open_sales
from quen.sales_file.fields import Field
from tests.sales_file.conftest import Read, rows_of

CDNOW = {"date": "3", "quantity": "4", "amount": "5"}
KNOWN = """SELECT count(*), count(DISTINCT customer), sum(amount_minor) FROM purchases WHERE customer IS NOT NULL"""
REPEAT = """SELECT count(*) FROM (SELECT customer FROM purchases WHERE customer IS NOT NULL
            GROUP BY customer HAVING count(*) > 1)"""


def test_cdnow_has_its_published_figures(read: Read, shared_data: Path) -> None:
    path = shared_data / "cdnow" / "CDNOW_sample.txt"
    for customer in ("1", "2"):
        sales = read(path, mapping={"customer": customer, **CDNOW}, no_header=True, currency="USD")
        assert rows_of(sales, KNOWN) == [(6919, 2357, 24409194)]
        assert rows_of(sales, REPEAT) == [(1152,)]
        assert sales.counts == RowCounts(
            read=6919, used=6919, rejected=0, anonymous=0, by_kind={"sale": 6919}
        )
    assert rows_of(sales, "SELECT min(day), max(day) FROM purchases") == rows_of(
        sales, "SELECT DATE '1997-01-01', DATE '1998-06-30'"
    )


def test_uci_has_its_published_figures(uci: SalesFile) -> None:
    assert rows_of(uci, KNOWN) == [(18536, 4339, 891140790)]
    assert rows_of(uci, REPEAT) == [(2845,)]
    assert rows_of(uci, "SELECT count(*) FROM purchases WHERE customer IS NULL") == [(2189,)]
    assert uci.plan.preset == "UCI Online Retail"
    assert uci.plan.currency == "GBP"


def test_every_row_of_uci_is_accounted_for(uci: SalesFile) -> None:
    kinds = {"adjustment": 1339, "return": 9288, "sale": 531282}
    assert uci.counts == RowCounts(read=541909, used=541909, rejected=0, anonymous=135080, by_kind=kinds)
    assert sum(kinds.values()) == 541909


def test_every_class_of_uci_rows_is_what_it_should_be(uci: SalesFile) -> None:
    classes = """
        CASE WHEN receipt LIKE 'C%' THEN 'cancellation' WHEN receipt LIKE 'A%' THEN 'bad debt'
             WHEN quantity < 0 THEN 'negative quantity' WHEN unit_price = 0 THEN 'free' ELSE 'sold' END"""
    found = rows_of(
        uci, f"SELECT {classes}, kind, count(*), count(person) FROM sales_rows GROUP BY ALL ORDER BY ALL"
    )
    assert found == [
        ("bad debt", "adjustment", 3, 0),
        ("cancellation", "return", 9288, 8905),
        ("free", "sale", 1179, 40),
        ("negative quantity", "adjustment", 1336, 0),
        ("sold", "sale", 530103, 397884),
    ]
    assert rows_of(uci, "SELECT count(*) FROM sales_rows WHERE kind = 'sale' AND amount_minor < 0") == [(0,)]
    assert rows_of(uci, "SELECT count(*) FROM sales_rows WHERE kind = 'return' AND amount_minor > 0") == [
        (0,)
    ]


def test_repeated_lines_of_uci_are_lines(uci: SalesFile, shared_data: Path) -> None:
    lines: Counter[tuple[str, ...]] = Counter()
    for path in sorted((shared_data / "uci_online_retail").glob("*.csv")):
        with path.open(newline="") as stream:
            # What a shop may rewrite later, the description, does not tell two lines apart.
            lines.update((*row[:2], *row[3:7]) for row in list(csv.reader(stream))[1:])
    repeats = sum(count - 1 for count in lines.values())
    assert rows_of(uci, "SELECT count(*) FROM sales_rows WHERE occurrence > 1") == [(repeats,)]
    assert rows_of(uci, "SELECT count(*) FROM (SELECT DISTINCT fingerprint, occurrence FROM sales_rows)") == [
        (541909,)
    ]


def test_row_numbers_of_uci_are_those_of_the_files(uci: SalesFile, shared_data: Path) -> None:
    with (shared_data / "uci_online_retail" / "2011-08-12.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))
    found = rows_of(
        uci,
        """
        SELECT row_no, receipt, product, quantity FROM sales_rows JOIN sales_files USING (file_no)
        WHERE sales_files.name = '2011-08-12.csv' ORDER BY row_no""",
    )
    expected = [(number, row[0], row[1], Decimal(row[3])) for number, row in enumerate(rows[1:], start=2)]
    assert found == expected


def test_the_order_of_uci_days_does_not_matter(read: Read, shared_data: Path) -> None:
    days = sorted((shared_data / "uci_online_retail").glob("2011-01-*.csv"))
    facts = [
        rows_of(
            sales,
            "SELECT fingerprint, occurrence, kind, person, purchase_key, amount_minor FROM sales_rows ORDER BY ALL",
        )
        for sales in (read(*days), read(*reversed(days)), read(*days, *days))
    ]
    assert facts[0] == facts[1] == facts[2]


def test_returns_of_uci_find_their_purchase(uci: SalesFile) -> None:
    sold: dict[tuple[object, object], datetime] = {}
    for person, product, at in rows_of(
        uci, "SELECT person, product, min(\"at\") FROM sales_rows WHERE kind = 'sale' GROUP BY ALL"
    ):
        assert isinstance(at, datetime)
        sold[person, product] = at
    findable = {
        key
        for key, person, product, at in rows_of(
            uci,
            "SELECT purchase_key, person, product, \"at\" FROM sales_rows WHERE kind = 'return' AND person IS NOT NULL",
        )
        if (person, product) in sold and isinstance(at, datetime) and sold[person, product] <= at
    }
    assert rows_of(uci, "SELECT count(*), sum(amount_minor) FROM returns") == [(3836, 89681249)]
    assert {
        key for (key,) in rows_of(uci, "SELECT purchase_key FROM returns WHERE of_purchase IS NOT NULL")
    } == findable
    wrong = """SELECT count(*) FROM returns JOIN purchases ON of_purchase = purchases.purchase_key
               WHERE returns.customer <> purchases.customer OR purchases."at" > returns."at" """
    assert rows_of(uci, wrong) == [(0,)]


def test_olist_orders_are_resolved_to_persons(read: Read, shared_data: Path) -> None:
    folder = shared_data / "olist_5k"
    sales = read(folder)
    orders = _by(folder / "olist_orders_dataset.csv", "order_id")
    persons = {
        row["customer_id"]: row["customer_unique_id"] for row in _read(folder / "olist_customers_dataset.csv")
    }
    expected: dict[str, tuple[str, Decimal]] = {}
    for item in _read(folder / "olist_order_items_dataset.csv"):
        order = orders[item["order_id"]]
        if order["order_status"] not in {"canceled", "unavailable"}:
            value = expected.get(order["order_id"], ("", Decimal(0)))[1] + Decimal(item["price"])
            expected[order["order_id"]] = (f"code:{persons[order['customer_id']]}", value)
    found = rows_of(sales, "SELECT receipt, customer, amount_minor FROM purchases")
    assert {row[0]: (row[1], Decimal(str(row[2])) / 100) for row in found} == expected
    assert len({person for person, _ in expected.values()}) < len(expected)
    assert sales.plan.currency == "BRL"
    assert sales.plan.day_first is False
    assert "olist_customers_dataset.csv" in sales.plan.companions


def test_complete_journey_knows_its_products(read: Read, shared_data: Path) -> None:
    sales = read(shared_data / "complete_journey")
    assert rows_of(sales, "SELECT count(*), count(DISTINCT customer) FROM purchases") == [(74891, 2391)]
    assert sales.counts.read == sales.counts.used == 710638
    assert sales.plan.columns[Field.CATEGORY].column == "product_category"
    assert sales.plan.companions == ("products.parquet",)


def test_only_the_asked_for_days_are_used(shared_data: Path) -> None:
    day = shared_data / "uci_online_retail"
    paths = [day / "2011-08-11.csv", day / "2011-08-12.csv"]
    with open_sales(paths, ReadOptions(date_from=date(2011, 8, 12), date_to=date(2011, 8, 12))) as sales:
        sales.read()
        counts = sales.counts
        assert counts.outside == sales.plan.files[0].rows
        assert counts.used == sales.plan.files[1].rows
        assert counts.read == counts.used + counts.outside


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def _by(path: Path, column: str) -> dict[str, dict[str, str]]:
    return {row[column]: row for row in _read(path)}
