"""A shop with a running programme, Lan its member, and terms for those who bring friends."""

import pytest

from quen.referrals.terms import set_terms
from tests import world as cast
from tests.flows.loyal import SUNDAY, member, running
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    shop = cast.build()
    running(shop)
    member(shop)
    set_terms(
        is_running=True, advocate_points=50, friend_points=30, minimum_minor=100_000, wait_days=7,
        most_a_month=2, most_a_day=2, at=SUNDAY, by=shop.by_mai,
    )  # fmt: skip
    return shop
