"""Everybody's next products, with what each goes with."""

import numpy as np
import pytest

from quen.forecast.next_product import recommend as recommending
from quen.forecast.next_product.recommend import recommend
from tests.forecast.next_product.a_shop import known, two_kinds


def test_only_new_products_are_named_the_likeliest_first_and_goes_with_what_she_took() -> None:
    customer, product = two_kinds(300)
    shelf = known(customer + 1_000, product + 50)
    found = recommend(shelf, method="factors", to=np.arange(len(shelf.customer)), most=3)
    taken = set(zip((customer + 1_000).tolist(), (product + 50).tolist(), strict=True))
    named = list(zip(found.customer.tolist(), found.product.tolist(), strict=True))
    assert not taken.intersection(named)
    assert len(set(named)) == len(named)
    assert found.rank[found.customer == 1_000].tolist() == [1, 2, 3]
    assert all(pair in taken for pair in zip(found.customer.tolist(), found.because.tolist(), strict=True))
    same_half = ((found.product - 50) < 20) == ((found.because - 50) < 20)
    assert same_half.mean() > 0.95


def test_blocks_of_customers_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = known(*two_kinds(90))
    everybody = np.arange(len(shelf.customer))
    whole = recommend(shelf, method="together", to=everybody, most=2)
    monkeypatch.setattr(recommending, "ROWS_AT_ONCE", 7)
    parts = recommend(shelf, method="together", to=everybody, most=2)
    assert (whole.product == parts.product).all() and (whole.because == parts.because).all()


def test_nobody_asked_is_nobody_named() -> None:
    shelf = known(*two_kinds(90))
    assert len(recommend(shelf, method="popular", to=np.empty(0, np.int64), most=3).customer) == 0


def test_with_nothing_alike_there_is_no_reason() -> None:
    shelf = known(np.array([1, 2]), np.array([5, 6]))
    found = recommend(shelf, method="popular", to=np.arange(2), most=3)
    assert found.product.tolist() == [6, 5]
    assert found.because.tolist() == [-1, -1]
