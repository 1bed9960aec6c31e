"""The day a customer runs out, by hand and on shops that never were."""

import numpy as np
import pytest

from quen.forecast.replenishment import RunningOut, running_out

Rows = list[tuple[int, int, int]]


def found(rows: Rows, until: int, packs: list[float] | None = None) -> RunningOut:
    customer, product, day = np.array(rows, np.int64).T
    return running_out(customer, product, day, np.array(packs) if packs else np.ones(len(day)), until=until)


def every(days: int, *, customer: int, times: int = 3, product: int = 1) -> Rows:
    return [(customer, product, days * place) for place in range(times)]


def test_ten_customers_like_clockwork_run_out_on_the_day_one_would_count() -> None:
    rows = [row for customer in range(10) for row in every(30, customer=customer)]
    out = found(rows, until=70)
    assert out.customer.tolist() == list(range(10))
    assert out.interval_days == pytest.approx(30)
    assert set(out.runs_out.tolist()) == {90}


def test_a_customer_is_drawn_to_the_product_as_the_formula_says() -> None:
    """A short and a long gap each: nothing lies between customers, so all share the middle of the two."""
    short, long = round(np.exp(2.5)), round(np.exp(3.5))
    rows = [(customer, 7, day) for customer in range(10) for day in (0, short, short + long)]
    out = found(rows, until=60)
    assert out.interval_days == pytest.approx(np.sqrt(short * long))
    within = (np.log(long / short)) ** 2 / 2
    spread = np.sqrt(within)
    assert out.late[0] - (short + long) == pytest.approx(
        np.sqrt(short * long) * np.exp(1.28155 * spread), abs=1
    )
    assert (out.early < out.runs_out).all() and (out.runs_out < out.late).all()


def test_the_slow_keep_their_own_rhythm_where_everybody_is_regular() -> None:
    rows = [row for customer in range(10) for row in every(10, customer=customer, times=6)]
    rows += every(40, customer=99, times=6)
    slow = found(rows, until=51)
    assert slow.interval_days[slow.customer == 99] == pytest.approx(40, rel=0.01)


def test_few_customers_two_purchases_or_pure_chance_say_no_day() -> None:
    few = [row for customer in range(9) for row in every(30, customer=customer)]
    assert len(found(few, until=70).customer) == 0
    twice = [row for customer in range(20) for row in every(30, customer=customer, times=2)]
    assert len(found(twice, until=40).customer) == 0
    chance = np.random.default_rng(3)
    by_chance = [
        (customer, 1, int(day))
        for customer in range(200)
        for day in np.unique(np.ceil(np.cumsum(chance.exponential(60, 8))))
    ]
    assert len(found(by_chance, until=400).customer) == 0


def test_who_has_long_bought_elsewhere_is_left_out() -> None:
    rows = [row for customer in range(10) for row in every(30, customer=customer)]
    assert len(found(rows, until=300).customer) == 0


def test_the_range_holds_what_comes_eight_times_in_ten() -> None:
    chance = np.random.default_rng(5)
    rows, following = [], {}
    for customer in range(3000):
        gaps = np.maximum(1, np.rint(np.exp(chance.normal(chance.normal(3.4, 0.4), 0.3, 5)))).astype(int)
        days = np.cumsum([0, *gaps])
        rows += [(customer, 4, int(day)) for day in days[:-1]]
        following[customer] = days[-1]
    out = found(rows, until=0)
    came = np.array([following[customer] for customer in out.customer.tolist()])
    assert ((out.early <= came) & (came <= out.late)).mean() == pytest.approx(0.8, abs=0.03)
    assert (came >= out.runs_out).mean() == pytest.approx(0.5, abs=0.05)


def test_two_packs_last_twice_as_long_where_the_past_says_so() -> None:
    """Packs of coffee that are drunk at a steady pace: who took two comes after twice the time."""
    chance = np.random.default_rng(11)
    rows, packs = [], []
    for customer in range(30):
        day = 0
        for bought in chance.integers(1, 5, 6).tolist():
            rows.append((customer, 1, day))
            packs.append(float(bought))
            day += 10 * bought + int(chance.integers(-1, 2))
    out = found(rows, until=0, packs=packs)
    last_packs = [bought for (customer, _, _), bought in zip(rows, packs, strict=True)][5::6]
    assert out.is_by_pack.all()
    assert out.interval_days == pytest.approx(10 * np.array(last_packs), rel=0.1)


def test_packs_say_nothing_where_the_past_says_so() -> None:
    """Milk for the office every week, more of it when there are guests."""
    chance = np.random.default_rng(12)
    rows = [row for customer in range(30) for row in every(7, customer=customer, times=6)]
    packs = chance.integers(1, 5, len(rows)).astype(float).tolist()
    out = found(rows, until=0, packs=packs)
    assert not out.is_by_pack.any()
    assert out.interval_days == pytest.approx(7)


def test_who_always_takes_the_same_is_foretold_by_days_alone() -> None:
    rows = [row for customer in range(12) for row in every(30, customer=customer)]
    out = found(rows, until=0, packs=[3.0] * len(rows))
    assert not out.is_by_pack.any()
    assert out.interval_days == pytest.approx(30)
