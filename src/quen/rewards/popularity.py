"""Which rewards are wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from quen.rewards.models import Claim, ClaimState, Reward


@dataclass(frozen=True, slots=True)
class Popularity:
    """What came of one reward; claims given up are not counted."""

    handed_over: int = 0
    waiting: int = 0
    points_spent: int = 0

    @property
    def claimed(self) -> int:
        return self.handed_over + self.waiting


def popularity(rewards: Iterable[Reward]) -> dict[int, Popularity]:
    """By reward. One query."""
    which = {reward.pk for reward in rewards}
    given, waiting = Q(state=ClaimState.HANDED_OVER), Q(state=ClaimState.WAITING)
    rows = (
        Claim.objects.filter(reward__in=which)
        .values("reward")
        .annotate(
            given=Count("pk", filter=given),
            held=Count("pk", filter=waiting),
            spent=Coalesce(Sum("points", filter=given), 0),
        )
        .values_list("reward", "given", "held", "spent")
    )
    numbers = {reward: Popularity(*counts) for reward, *counts in rows}
    return {reward: numbers.get(reward, Popularity()) for reward in which}


def most_wanted(*, since: datetime, until: datetime, most: int) -> list[tuple[str, int]]:
    """The rewards handed over most in a period, by name, with how often. One query."""
    claims = Claim.objects.filter(state=ClaimState.HANDED_OVER, ended_at__gte=since, ended_at__lt=until)
    counted = (
        claims.values("reward", "reward__name").annotate(claims=Count("pk")).order_by("-claims", "reward")
    )
    return list(counted.values_list("reward__name", "claims")[:most])
