"""How alike two products are."""

import numpy as np
import pytest

from quen.forecast.next_product.neighbours import similarity
from tests.forecast.next_product.a_shop import known


def test_it_is_the_cosine_drawn_to_zero_where_few_took_both() -> None:
    """4 took the one, 9 the other, 3 of them both: 3 / sqrt(36) = 0.5, times 3 / (3 + 3)."""
    one, other = np.arange(4), np.arange(1, 10)
    found = similarity(known(np.concatenate([one, other]), np.repeat([0, 1], [4, 9])))
    assert found[0, 1] == found[1, 0] == pytest.approx(0.25)
    assert found[0, 0] == found[1, 1] == 0
