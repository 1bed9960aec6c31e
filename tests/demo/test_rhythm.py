"""Customers come in their own rhythm and stay away in their own time."""

import numpy as np
import pytest

from quen.demo.rhythm import renewals
from tests.demo.conftest import Ask


def test_renewals_come_at_their_rate_inside_their_span() -> None:
    count = 4_000
    found = renewals(
        rate=np.full(count, 0.1),
        shape=np.full(count, 4.0),
        start=np.full(count, 50.0),
        end=np.full(count, 250.0),
        settled=np.ones(count, dtype=bool),
        rng=np.random.Generator(np.random.PCG64(1)),
    )
    assert found.at.min() > 50.0
    assert found.at.max() < 250.0
    assert len(found.at) / count == pytest.approx(20.0, rel=0.02)
    same = found.shopper[1:] == found.shopper[:-1]
    gaps = np.diff(found.at)[same]
    assert (gaps > 0).all()
    assert gaps.mean() == pytest.approx(10.0, rel=0.03)
    assert gaps.std() / gaps.mean() == pytest.approx(0.5, rel=0.05)  # 1 / √shape


def test_renewals_of_an_empty_span_are_none() -> None:
    found = renewals(
        rate=np.array([0.5, 0.5]),
        shape=np.array([1.0, 1.0]),
        start=np.array([10.0, 10.0]),
        end=np.array([10.0, -1.0]),
        settled=np.array([False, True]),
        rng=np.random.Generator(np.random.PCG64(1)),
    )
    assert len(found.at) == 0


def test_most_customers_come_back_and_many_do_not(ask: Ask) -> None:
    [(repeat_rate, once)] = ask("""
        select avg((n > 1)::int), count(*) filter (n = 1)
        from (select count(distinct receipt) as n from lines
              where type = 'sale' and customer is not null group by customer)
    """)
    assert 0.68 <= repeat_rate <= 0.79
    assert once > 1_000


def test_nobody_buys_after_leaving_for_good_unless_a_campaign_brought_her_back(ask: Ask) -> None:
    assert ask("""
        select count(*) from lines join truth on code = customer where type = 'sale' and "at"::date > dropped_on
        and code not in (select code from trials where moved > 0)
    """) == [(0,)]


def test_regulars_leave_in_every_quarter(ask: Ask) -> None:
    quarters = ask("""
        select date_trunc('quarter', dropped_on), count(*)
        from truth where rate_per_day > 0.1 and dropped_on between '2025-01-01' and '2026-09-30' group by 1
    """)
    assert len(quarters) == 7
    assert all(left > 20 for _, left in quarters)


def test_those_who_mean_to_come_often_do(ask: Ask) -> None:
    """Two years of demand days at the rate of each who never left, second cards put together with the first."""
    [(meant, came)] = ask("""
        with old as (
            select person, any_value(rate_per_day) as rate from truth join customers using (code)
            group by person
            having min(enrolled_on) < '2024-11-22' and max(dropped_on) is null and rate between 0.05 and 0.5),
        visits as (
            select person, count(distinct receipt) as n from lines join truth on code = customer
            where type = 'sale' group by person)
        select sum(rate) * 730, sum(n) from old join visits using (person)
    """)
    assert came / meant == pytest.approx(1.1, abs=0.08)  # refill trips come on top


def test_rates_differ_as_widely_as_in_life(ask: Ask) -> None:
    """A fifth of the customers makes most of the purchases."""
    [(share,)] = ask("""
        with visits as (select count(distinct receipt) as n from lines
                        where type = 'sale' and customer is not null group by customer),
        ranked as (select n, ntile(5) over (order by n desc) as fifth from visits)
        select sum(n) filter (fifth = 1) / sum(n) from ranked
    """)
    assert 0.55 <= share <= 0.80
