"""Customers for the models: the field's classic, and some made to order."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from quen.forecast.history import Groups, History, PurchaseDays, Unit
from tests.forecast.simulate import Shop, pareto_shop


@pytest.fixture(scope="session")
def cdnow_days(shared_data: Path) -> PurchaseDays:
    """Customer, running day and spending of every purchase day of the CDNOW sample."""
    rows = [line.split() for line in (shared_data / "cdnow" / "CDNOW_sample.txt").read_text().splitlines()]
    spent: dict[tuple[int, int], float] = {}
    for _, customer, day, _, amount in rows:
        key = int(customer) - 1, date(int(day[:4]), int(day[4:6]), int(day[6:])).toordinal()
        spent[key] = spent.get(key, 0.0) + float(amount)
    customers, days = np.array(list(spent)).T
    return PurchaseDays(customers, days, np.array(list(spent.values())))


@pytest.fixture(scope="session")
def cdnow(cdnow_days: PurchaseDays) -> History:
    """As published: weeks, calibrated to 30 September 1997."""
    return cdnow_days.history(until=date(1997, 9, 30).toordinal()).history


@pytest.fixture(scope="session")
def simulated() -> Shop:
    """Four thousand customers who live and leave as the Pareto/NBD has it."""
    return pareto_shop(customers=4_000, seed=7)


@pytest.fixture
def groups() -> Callable[..., Groups]:
    """Rows from (frequency, recency, age) in the unit of time, which is a day here."""

    def make(*rows: tuple[int, int, int]) -> Groups:
        x, recency, age = np.array(rows, dtype=np.int64).T
        return History(x, recency, age, np.zeros(len(rows)), Unit.DAY).groups

    return make


@pytest.fixture
def mixed(groups: Callable[..., Groups]) -> Groups:
    """Customers of every kind, and those on whom formulas break."""
    return groups(
        (0, 0, 0), (0, 0, 40), (0, 0, 1_000), (1, 1, 40), (1, 40, 40), (7, 30, 38), (60, 400, 400), (300, 1, 400)
    )  # fmt: skip
