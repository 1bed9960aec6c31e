"""Complete Journey, half a year of a grocer's households: the report against a plain reading of the same file."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from tests.cli.report import oracle
from tests.cli.report.oracle import Bought

COLUMNS = ["household_id", "basket_id", "transaction_timestamp", "sales_value"]


@pytest.fixture(scope="module")
def file(shared_data: Path) -> Path:
    return shared_data / "complete_journey" / "transactions_weeks_1_26.parquet"


@pytest.fixture(scope="module")
def baskets(file: Path) -> list[Bought]:
    found: dict[str, Bought] = {}
    columns = parquet.read_table(file, columns=COLUMNS).to_pydict()
    for household, basket, moment, value in zip(*(columns[name] for name in COLUMNS), strict=True):
        before = found.get(basket)
        amount = Decimal(str(round(value, 2))) + (before.amount if before else 0)
        day = min(moment.date(), before.day) if before else moment.date()
        found[basket] = Bought(str(household), day, amount)
    return list(found.values())


def test_the_report_tells_what_a_plain_reading_finds(
    file: Path, baskets: list[Bought], answer: Callable[..., dict[str, Any]]
) -> None:
    told = answer(file)
    assert (told["rows_read"], told["rows_used"], told["currency"]) == (710_638, 710_638, "USD")
    times = Counter(Counter(basket.customer for basket in baskets).values())
    assert told["customers_by_purchases"] == {str(n): customers for n, customers in sorted(times.items())}
    assert told["purchases"] == len(baskets) == sum(n * customers for n, customers in times.items())
    assert told["repeat_customer_rate"] == pytest.approx(100 * (1 - times[1] / times.total()))
    assert Decimal(str(told["revenue"])) == sum(basket.amount for basket in baskets)
    assert told["median_days_between_purchases"] == oracle.median_gap(baskets)
    first, last = min(basket.day for basket in baskets), max(basket.day for basket in baskets)
    assert (told["first_day"], told["last_day"]) == (first.isoformat(), last.isoformat())
