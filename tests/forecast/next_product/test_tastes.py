"""What is learned from: who took what how often."""

import numpy as np

from quen.forecast.next_product.tastes import tastes


def test_products_few_took_and_beyond_the_most_taken_are_left_out() -> None:
    customer = np.array([7, 7, 8, 8, 9, 9, 9])
    product = np.array([30, 10, 30, 20, 30, 20, 40])
    found = tastes(customer, product, np.array([5, 1, 1, 2, 1, 3, 1]), least_takers=2, most_products=5)
    assert found.product.tolist() == [20, 30]
    assert found.customer.tolist() == [7, 8, 9]
    assert found.times.todense().tolist() == [[0, 5], [2, 1], [3, 1]]
    assert found.takers.tolist() == [2, 3]
    only = tastes(customer, product, np.ones(7, np.int64), least_takers=1, most_products=1)
    assert only.product.tolist() == [30]
