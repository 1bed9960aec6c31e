"""From purchase days to what the models know."""

import numpy as np

from quen.forecast.history import History, PurchaseDays, Unit

LAN, MINH, HOA = 0, 1, 4


def days(*rows: tuple[int, int, float]) -> PurchaseDays:
    customer, day, amount = zip(*rows, strict=True)
    return PurchaseDays(np.array(customer), np.array(day), np.array(amount))


SHOP = days((LAN, 100, 9), (LAN, 121, 30), (LAN, 107, 20), (MINH, 110, 5), (HOA, 131, 7), (LAN, 140, 50))


def test_lan_came_three_times_and_minh_once() -> None:
    known = SHOP.history(until=130)
    found = known.history
    assert known.who.tolist() == [LAN, MINH]
    assert found.frequency.tolist() == [2, 0]
    assert found.recency_days.tolist() == [21, 0]
    assert found.age_days.tolist() == [30, 20]
    assert found.value.tolist() == [25.0, 0.0]  # what came after the first purchase


def test_what_comes_after_the_last_day_is_not_seen() -> None:
    found = SHOP.history(until=106).history
    assert [found.frequency[0], found.recency_days[0], found.value[0]] == [0, 0, 0.0]
    assert len(SHOP.history(until=99).who) == 0


def test_purchases_of_a_later_window_go_to_those_one_asks_for() -> None:
    assert SHOP.purchases_of(np.array([LAN, MINH]), after=107, until=140).tolist() == [2, 1]
    assert SHOP.purchases_of(np.array([MINH, HOA]), after=110, until=131).tolist() == [0, 1]


def test_a_sample_keeps_customers_whole() -> None:
    found = SHOP.sample(2)
    assert len(np.unique(found.customer)) == 2
    for who in np.unique(found.customer):
        assert (found.customer == who).sum() == (SHOP.customer == who).sum()
    assert SHOP.sample(3) is SHOP


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
    groups, first = cdnow.groups, cdnow.groups.of_customer[0]
    found = (
        groups.frequency[first],
        round(float(groups.recency[first]), 2),
        round(float(groups.age[first]), 2),
    )
    assert found == (2, 30.43, 38.86)
