"""Looking often: what it does to one-look intervals, and not to those that hold at every look."""

import math

import numpy as np
import pytest

from quen.measures.uplift import anytime
from quen.measures.uplift.average import average
from quen.measures.uplift.compare import compare

LOOKS, CUSTOMERS, TIMES = 20, 1_000, 1_500


def width(n: int, rho: float) -> float:
    """Waudby-Smith and others, theorem 2.2, in standard errors."""
    time = n * rho**2
    return math.sqrt(2 * (time + 1) / time * math.log(math.sqrt(time + 1) / 0.05))


def test_the_width_is_that_of_the_theorem() -> None:
    # With the rho that makes n = 1,000 the narrowest.
    best = min(np.linspace(0.01, 0.3, 3_000), key=lambda rho: width(1_000, rho))
    assert anytime.stretch(1.0) == pytest.approx(width(1_000, best), rel=1e-5)
    assert anytime.stretch(0.5) == pytest.approx(width(500, best), rel=1e-3)
    assert 1.5 < anytime.stretch(1.0) / 1.96 < 1.6


@pytest.mark.parametrize("fraction", [0.05, 0.5, 1.0, 3.0])
def test_p_value_and_interval_agree(fraction: float) -> None:
    assert anytime.p_value(anytime.stretch(fraction), fraction) == pytest.approx(0.05)
    assert anytime.p_value(0.0, fraction) == 1.0


def test_looking_twenty_times_claims_nothing_false() -> None:
    """Armitage, McPherson and Rowe, JRSS A 132 (1969), table 2: twenty looks at 5 % claim falsely 24.8 times in 100."""
    chance = np.random.default_rng(11)
    ever = {"one look": 0, "any look": 0}
    for _ in range(TIMES):
        arm, control = chance.gamma(2, 1, (2, CUSTOMERS))
        claims = dict.fromkeys(ever, False)
        for look in range(1, LOOKS + 1):
            seen = CUSTOMERS * look // LOOKS
            averages = [average(each[:seen], is_share=False) for each in (arm, control)]
            for name, fraction in (("one look", None), ("any look", look / LOOKS)):
                found = compare(*averages, fraction=fraction)
                assert found is not None
                claims[name] |= found.low > 0 or found.high < 0
        for name, claimed in claims.items():
            ever[name] += claimed
    assert ever["one look"] / TIMES == pytest.approx(0.248, abs=0.035)
    assert ever["any look"] / TIMES <= 0.05
