"""From which day on a reward is whose."""

from datetime import date, timedelta

import pytest

from quen.kernel.actor import SYSTEM
from quen.programme.words import say
from quen.rewards.catalogue import add_reward
from quen.rewards.errors import BadReward
from quen.rewards.models import RewardKind
from quen.rewards.open_to import reasons_against
from tests.flows.loyal import SUNDAY, running
from tests.world import World

FIRST = date(2026, 12, 20)


def test_a_tier_with_early_access_comes_first(world: World) -> None:
    steps = [
        {"key": "low", "name": "Đồng", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 100_000, "benefits": {"early_access": True}},
    ]
    running(world, tiers={"steps": steps})
    cake = add_reward(
        kind=RewardKind.GIFT, name="Bánh", points=5, first_day=FIRST, early_days=3, at=SUNDAY, by=SYSTEM
    )

    def told(tier: str, days_before: int) -> list[str]:
        day = FIRST - timedelta(days=days_before)
        return [say(one) for one in reasons_against(cake, tier=tier, available=9, claimed=0, day=day)]

    assert told("gold", 3) == told("gold", 0) == told("low", 0) == []
    assert told("gold", 4) == ["It is offered from 17 Dec 2026 on."]
    assert told("low", 1) == told("", 1) == ["It is offered from 20 Dec 2026 on."]


def test_the_tiers_it_is_for_are_called_by_their_names(world: World) -> None:
    steps = [
        {"key": "low", "name": "Đồng", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 100_000},
    ]
    running(world, tiers={"steps": steps})
    cake = add_reward(
        kind=RewardKind.GIFT, name="Bánh", points=5, tiers=["gold", "ruby"], at=SUNDAY, by=SYSTEM
    )
    (why,) = reasons_against(cake, tier="low", available=9, claimed=0, day=FIRST)
    assert say(why) == "It is for the tiers Vàng, ruby."
    before = reasons_against(cake, tier="low", available=9, claimed=0, day=date(2020, 1, 1))
    assert say(before[0]) == "It is for the tiers gold, ruby.", "no programme then"


@pytest.mark.parametrize(
    "facts", [{"early_days": 3}, {"early_days": 367, "first_day": FIRST}, {"early_days": -1}]
)
def test_early_days_need_a_first_day(world: World, facts: dict[str, object]) -> None:
    with pytest.raises(BadReward, match="Early access is for at most 366 days"):
        add_reward(kind=RewardKind.GIFT, name="Bánh", points=5, at=SUNDAY, by=SYSTEM, **facts)  # type: ignore[arg-type]
