"""The purchase days of a sales file's known customers, as the models want them."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np

from quen.forecast.history import PurchaseDays
from quen.kernel.money import minor_digits

_EPOCH = date(1970, 1, 1)
_CUSTOMERS = """
CREATE OR REPLACE TEMP TABLE forecast_customers AS
SELECT customer, row_number() OVER (ORDER BY customer) - 1 AS number
FROM (SELECT DISTINCT customer FROM purchases WHERE customer IS NOT NULL)
"""
_DAYS = """
SELECT number, day - DATE '1970-01-01' AS day, CAST(sum(amount_minor) AS BIGINT) AS amount_minor
FROM purchases JOIN forecast_customers USING (customer) GROUP BY ALL ORDER BY 1, 2
"""
_NAMES = "SELECT regexp_replace(customer, '^[a-z]+:', '') FROM forecast_customers ORDER BY number"
_LAST = "SELECT max(day) FROM (SELECT day FROM purchases UNION ALL SELECT day FROM returns)"


@dataclass(frozen=True)
class Sales:
    """Purchase days with amounts in the major unit of the currency, and the last day of the file (None: no sale)."""

    days: PurchaseDays
    last_day: date | None


def purchase_days(connection: duckdb.DuckDBPyConnection, *, currency: str, date_to: date | None) -> Sales:
    """Read the days from the tables of a sales file that has been read; `date_to` ends the data where given."""
    connection.execute(_CUSTOMERS)
    found = connection.execute(_DAYS).fetchnumpy()
    ends = connection.execute(_LAST).fetchone()
    amount = np.asarray(found["amount_minor"], np.float64) / 10 ** minor_digits(currency)
    days = PurchaseDays(np.asarray(found["number"], np.int64), np.asarray(found["day"], np.int64), amount)
    return Sales(days, date_to or (ends[0] if ends else None))


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What each customer is called in the file: her code, or card, phone or e-mail, by number."""
    return [name for (name,) in connection.execute(_NAMES).fetchall()]


def number_of(day: date) -> int:
    """The running number of a day."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day of a running number."""
    return _EPOCH + timedelta(days=number)
