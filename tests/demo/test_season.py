"""The city's year: Tết above all."""

from datetime import date

import numpy as np
import pytest

from quen.demo.season import Season, season
from tests.demo.conftest import LAST_DAY, Ask


@pytest.fixture(scope="module")
def two_years() -> Season:
    return season(seed=1, first_day=date(2024, 11, 22), last_day=LAST_DAY)


def test_demand_averages_one_and_the_shop_is_shut_on_the_first_day_of_tet_only(two_years: Season) -> None:
    assert two_years.demand.mean() == pytest.approx(1.0)
    shut = [two_years.date_of(int(day)) for day in np.flatnonzero(~two_years.is_open)]
    assert shut == [date(2025, 1, 29), date(2026, 2, 17)]


def test_the_next_open_day_is_the_day_itself_or_the_one_after_tet(two_years: Season) -> None:
    shut = (date(2026, 2, 17) - two_years.first_day).days
    assert two_years.next_open[shut - 1 : shut + 2].tolist() == [shut - 1, shut + 1, shut + 1]


def test_a_time_on_the_demand_clock_never_falls_on_a_shut_day(two_years: Season) -> None:
    times = np.linspace(0, two_years.elapsed[-1] - 1e-6, 50_000)
    days = two_years.day_at(times)
    assert two_years.is_open[days].all()
    assert (two_years.elapsed[days] <= times).all()
    assert (times < two_years.elapsed[days + 1]).all()


@pytest.mark.parametrize("new_year", [date(2025, 1, 29), date(2026, 2, 17)])
def test_three_weeks_before_tet_sell_half_as_much_again_and_the_feast_itself_little(
    ask: Ask, new_year: date
) -> None:
    [(before, feast)] = ask(f"""
        with by_day as (select "at"::date as day, count(distinct receipt) as n from lines group by day),
        sold as (
            select sum(n) / 730 as usual,
                   sum(n) filter (day between date '{new_year}' - 21 and date '{new_year}' - 2) / 20 as before,
                   sum(n) filter (day between date '{new_year}' and date '{new_year}' + 3) / 4 as feast
            from by_day)
        select before / usual, feast / usual from sold
    """)
    assert before >= 1.5
    assert feast <= 0.35


def test_nobody_buys_on_the_first_day_of_tet(ask: Ask) -> None:
    assert ask("""select count(*) from lines where "at"::date in ('2025-01-29', '2026-02-17')""") == [(0,)]


def test_weekends_are_busier_and_workdays_have_a_morning_and_an_evening_peak(ask: Ask) -> None:
    [(weekend, workday)] = ask("""
        with by_day as (select "at"::date as day, count(distinct receipt) as n from lines group by day)
        select avg(n) filter (isodow(day) > 5), avg(n) filter (isodow(day) <= 5) from by_day
    """)
    assert weekend > 1.1 * workday
    by_hour: dict[int, int] = dict(
        ask("""
        select hour("at"), count(distinct receipt) from lines where isodow("at"::date) <= 5 group by 1
    """)
    )
    assert set(by_hour) == set(range(6, 22))
    assert by_hour[8] > by_hour[10] < by_hour[18]
    assert by_hour[18] == max(by_hour.values())


def test_the_doors_open_at_half_past_six(ask: Ask) -> None:
    assert ask(
        """select min("at"::time)::varchar >= '06:30:00', max("at"::time)::varchar < '22:00:00' from lines"""
    ) == [(True, True)]
