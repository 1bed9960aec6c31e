"""The days on which known customers bought, as the models of `quen.forecast` want them."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from quen.forecast.history import Ints, PurchaseDays
from quen.insight.lake.read import Filters, Lake

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class KnownDays:
    """Purchase days with amounts in minor units; `ids` holds the customer behind every number."""

    days: PurchaseDays
    ids: Ints


def purchase_days(lake: Lake, *, until: date) -> KnownDays:
    """All purchases of a customer on one day are one; merged customers are one."""
    bought = lake.facts("purchases", Filters(last_day=until))
    known = bought.filter(bought.customer.notnull()).group_by("customer", "day")
    rows = lake.arrays(known.agg(amount_minor=bought.amount_minor.sum().cast("int64")))
    ids, customer = np.unique(rows["customer"], return_inverse=True)
    day = rows["day"].astype("datetime64[D]").astype(np.int64)
    return KnownDays(PurchaseDays(customer, day, rows["amount_minor"].astype(np.float64)), ids)


def number_of(day: date) -> int:
    """The running number of a day."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day of a running number."""
    return _EPOCH + timedelta(days=number)
