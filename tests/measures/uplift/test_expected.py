"""What the next campaign may bring: by hand, and as often right as it says."""

import numpy as np
import pytest

from quen.measures.uplift.expected import Effect, expected

Z = 1.959963984540054
ASSUMED = {"low": 200 - 100 * Z, "high": 200 + 100 * Z}  # 200, off by 100


def test_without_a_past_it_is_what_is_assumed() -> None:
    found = expected([], **ASSUMED)
    assert (found.middle, found.low, found.high) == pytest.approx((200, 200 - 100 * Z, 200 + 100 * Z))


def test_one_campaign_by_hand() -> None:
    # Half of 100² = 5,000 for the average, 5,000 among campaigns. Measured 500 with a variance of 5,000: its weight is
    # 1 / 10,000 beside 1 / 5,000, so a third: 300. Variance 1 / (3 / 10,000) + 5,000 = 8,333.33.
    found = expected([Effect(500, 5_000**0.5)], **ASSUMED)
    assert found.middle == pytest.approx(300)
    assert found.high - found.middle == pytest.approx(Z * 8_333.3333**0.5)


def test_campaigns_that_are_alike_are_believed_more_than_the_assumption() -> None:
    few, many = (expected([Effect(-50, 20)] * count, **ASSUMED) for count in (2, 40))
    assert -50 < many.middle < few.middle < 200
    assert many.middle == pytest.approx(-50, abs=5) and many.high - many.low < few.high - few.low
    assert many.high < 50, "what lost forty times is not promised to gain"


@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_the_interval_holds_the_next_effect_as_often_as_it_says(count: int) -> None:
    chance, held = np.random.default_rng(count), 0
    for _turn in range(2_000):
        mean = chance.normal(200, 5_000**0.5)
        true = chance.normal(mean, 5_000**0.5, count + 1)
        past = [Effect(chance.normal(each, 60), 60.0) for each in true[1:]]
        found = expected(past, **ASSUMED)
        held += found.low <= true[0] <= found.high
    assert 0.92 < held / 2_000 < 0.98
