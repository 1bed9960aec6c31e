"""Which method is right on the shop's own past, and by how much."""

import numpy as np

from quen.forecast.next_product.look_back import Judged, best_of, look_back
from tests.forecast.next_product.a_shop import known, two_kinds


def test_who_and_what_was_not_known_before_is_not_asked_about() -> None:
    before = known(np.repeat(np.arange(150), 2), np.tile([1, 2], 150))
    customer = np.concatenate([np.arange(149), [149, 999]])
    product = np.concatenate([np.full(149, 2), [77, 1]])
    judged = look_back(before, customer, product, name=3)
    assert {name: each.asked for name, each in judged.items()} == {
        "popular": 149,
        "together": 149,
        "factors": 149,
    }
    assert all(each.hits == 0 for each in judged.values()), "what she has taken before is never named"


def test_a_hit_is_any_new_product_among_those_named() -> None:
    """Everybody took 1 and 2, two in three 3, one in three 4: to the others 3, then 4 is most popular."""
    who = np.arange(300)
    customer = np.concatenate([who, who, who[who % 3 > 0], who[who % 3 == 0]])
    product = np.concatenate([np.full(300, 1), np.full(300, 2), np.full(200, 3), np.full(100, 4)])
    taken = np.where(who % 3 > 0, 4, 3)
    taken[:10] = 2
    judged = look_back(known(customer, product), who, taken, name=1)
    assert judged["popular"] == Judged(asked=300, hits=290)


def test_too_few_customers_say_nothing() -> None:
    before = known(np.repeat(np.arange(150), 2), np.tile([1, 2], 150))
    assert look_back(before, np.arange(99), np.full(99, 1), name=3) == {}


def test_where_tastes_differ_those_who_learn_them_beat_the_most_popular() -> None:
    customer, product = two_kinds(600)
    is_later = np.random.default_rng(9).random(len(customer)) < 0.2
    before = known(customer[~is_later], product[~is_later])
    judged = look_back(before, customer[is_later], product[is_later], name=3)
    shares = {name: each.hits / each.asked for name, each in judged.items()}
    assert shares["together"] > 1.3 * shares["popular"]
    assert shares["factors"] > 1.3 * shares["popular"]
    assert best_of(judged) in ("together", "factors")


def test_of_equals_the_simplest_is_taken() -> None:
    same = {name: Judged(asked=100, hits=40) for name in ("factors", "popular", "together")}
    assert best_of(same) == "popular"
    assert best_of({**same, "together": Judged(asked=100, hits=41)}) == "together"
