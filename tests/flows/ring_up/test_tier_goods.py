"""Goods that are for members of a tier: free once a day, or theirs alone."""

from datetime import timedelta

import pytest

from quen.flows.ring_up import quote, ring_up
from quen.flows.ring_up.errors import OnlyForTier, OtherPrice
from quen.programme.words import say
from quen.purchases.models import Purchase
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.world import World

WINE = line(500_000, product="ruou", name="Rượu vang")
TOLD = "“Rượu vang” is for members of the tier Bạc and above."
TOMORROW = SUNDAY + timedelta(days=1)


def shop_with(world: World, exclusive: str = "told", **benefits: object) -> None:
    steps = [
        {"key": "low", "name": "Đồng", "at_least": 0},
        {"key": "silver", "name": "Bạc", "at_least": 100_000, "benefits": benefits},
    ]
    running(world, tiers={"exclusive": exclusive, "steps": steps})


def test_the_till_is_told_for_whom_it_is_and_sells_it(world: World) -> None:
    shop_with(world, exclusive_products={"products": ["ruou"]})
    member(world)
    assert [say(sentence) for sentence in quote(sale=sale(world, WINE)).sentences] == [TOLD]
    assert say(quote(sale=sale(world, WINE, customer=None)).sentences[0]) == TOLD
    assert [say(sentence) for sentence in bought(world, WINE).sentences] == [TOLD]
    assert bought(world, WINE, key="b", at=TOMORROW).sentences == ()  # she is silver by now


def test_where_the_programme_says_so_it_is_refused_except_when_it_is_over(world: World) -> None:
    shop_with(world, "refused", exclusive_products={"products": ["ruou"]})
    member(world)
    with pytest.raises(OnlyForTier, match="“Rượu vang” is for members of the tier Bạc and above"):
        bought(world, WINE)
    assert not Purchase.objects.exists()
    assert [say(sentence) for sentence in quote(sale=sale(world, WINE)).sentences] == [TOLD]
    assert say(bought(world, WINE, was_offline=True).sentences[0]) == TOLD


def test_water_is_free_once_a_day(world: World) -> None:
    shop_with(world, free_items=["Nước suối"])
    member(world)
    bought(world, 100_000)
    water = line(10_000, product="nuoc", name="Nước suối")
    (price,) = quote(sale=sale(world, water, at=TOMORROW)).prices
    assert (price.key, price.off_minor) == ("*free", (10_000,))
    free = line(10_000, product="nuoc", name="Nước suối", price="*free", price_off_minor=10_000)
    receipt = ring_up(sale=sale(world, free, at=TOMORROW), key="b", by=world.by_mai)
    assert (receipt.due_minor, receipt.points_earned, receipt.prices_minor) == (0, 0, 10_000)
    with pytest.raises(OtherPrice):
        ring_up(sale=sale(world, free, at=TOMORROW + timedelta(hours=1)), key="c", by=world.by_mai)
