"""From purchase days to what the models know."""

import numpy as np

from quen.forecast.history import History, Unit, history_of_days


def test_lan_came_three_times_and_minh_once() -> None:
    customer = np.array([0, 0, 0, 1])
    day = np.array([100, 107, 121, 110])
    found = history_of_days(customer, day, np.array([9.0, 20.0, 30.0, 5.0]), until=130, customers=2)
    assert found.frequency.tolist() == [2, 0]
    assert found.recency_days.tolist() == [21, 0]
    assert found.age_days.tolist() == [30, 20]
    assert found.value.tolist() == [25.0, 0.0]  # what came after the first purchase


def test_what_comes_after_the_last_day_is_not_seen() -> None:
    customer, day = np.array([0, 0]), np.array([100, 131])
    found = history_of_days(customer, day, np.array([9.0, 20.0]), until=130, customers=1)
    assert [found.frequency[0], found.recency_days[0], found.value[0]] == [0, 0, 0.0]


def test_customers_who_are_alike_are_one_row() -> None:
    history = History(
        np.array([2, 0, 2]), np.array([14, 0, 14]), np.array([21, 7, 21]), np.array([1.0, 0.0, 5.0])
    )
    groups = history.groups
    assert len(groups) == 2
    assert groups.frequency[groups.of_customer].tolist() == [2.0, 0.0, 2.0]
    assert groups.recency[groups.of_customer].tolist() == [2.0, 0.0, 2.0]
    assert groups.age[groups.of_customer].tolist() == [3.0, 1.0, 3.0]
    assert sorted(groups.customers.tolist()) == [1.0, 2.0]


def test_a_day_is_a_unit_too() -> None:
    history = History(np.array([1]), np.array([14]), np.array([21]), np.array([1.0]), Unit.DAY)
    assert history.groups.age.tolist() == [21.0]


def test_the_classic_has_2357_customers_of_whom_946_came_back(cdnow: History) -> None:
    assert len(cdnow) == 2_357
    assert int((cdnow.frequency > 0).sum()) == 946
    first = cdnow.groups.of_customer[0]
    assert cdnow.groups.frequency[first] == 2
    assert [round(float(cdnow.groups.recency[first]), 2), round(float(cdnow.groups.age[first]), 2)] == [
        30.43,
        38.86,
    ]
